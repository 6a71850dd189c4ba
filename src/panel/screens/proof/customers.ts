/** People of the customer: those named on this deal, then those that the CRM has on it. */
import { useEffect, useState } from 'preact/hooks';
import type { DealState } from '../../../domain/state.ts';
import type { App } from '../../../ui/state/app.ts';
import type { DealPerson } from '../../../wire/writeback.ts';

/** People at the customer that were named on this deal. */
export function customers(state: DealState): string[] {
  const contact = state.fields.contact?.value;
  const names = [
    contact && typeof contact === 'object' && 'label' in contact ? contact.label : '',
    ...Object.values(state.outcomes).map((o) => o.evidence.saidBy ?? ''),
  ];
  return [...new Set(names.map((n) => n.trim()).filter(Boolean))];
}

/** Names of the customer's people as the CRM has them, asked once per deal where its API is in use. */
const asked = new WeakMap<App, { deal: string; names: Promise<string[]> }>();
function peopleOf(app: App): Promise<string[]> {
  const deal = app.state.peek()?.deal ?? '';
  if (app.context.peek()?.write?.can !== 'yes' || !deal) return Promise.resolve([]);
  const before = asked.get(app);
  if (before?.deal === deal) return before.names;
  const names = app.ask({ q: 'people', key: deal }).then((list) => (list as DealPerson[]).map((p) => p.name)).catch((): string[] => {
    asked.delete(app);
    return [];
  });
  asked.set(app, { deal, names });
  return names;
}

/** Their names; the CRM's come a moment later. */
export function useCustomers(app: App): string[] {
  const [inCrm, setInCrm] = useState<string[]>([]);
  useEffect(() => {
    let gone = false;
    setInCrm([]);
    void peopleOf(app).then((names) => { if (!gone) setInCrm(names); });
    return () => { gone = true; };
  }, [app.state.value?.deal]);
  return app.state.value ? [...new Set([...customers(app.state.value), ...inCrm])] : [];
}
