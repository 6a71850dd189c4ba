/** The assessments as data, loaded when a screen first asks for them. */
import type { InstrumentDefinition, Instruments } from '../domain/assess/model.ts';

let loading: Promise<Instruments> | undefined;

/** All instruments by id. Fails only when the extension's own file is missing. */
export function loadInstruments(): Promise<Instruments> {
  loading ??= import('./assessments.json').then((file) => {
    const list = file.default.assessments as unknown as InstrumentDefinition[];
    return Object.fromEntries(list.map((a) => [a.id, a]));
  });
  return loading;
}

/** Instruments whose answers are + / ? / − per party, which the Score screen can show. */
export const RATED: readonly string[] = ['ssm-opportunity-assessment', 'tas-opportunity-qualification'];
