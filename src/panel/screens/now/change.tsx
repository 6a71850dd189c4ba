/** Changing a deal's method: which proofs count in the other one, before it is done. */
import { useEffect, useState } from 'preact/hooks';
import type { Methodology } from '../../../domain/method.ts';
import { indexMethod } from '../../../domain/method.ts';
import { carryOver } from '../../../methods/crosswalk.ts';
import { methodLabel } from '../../../methods/labels.ts';
import { Button, Glyph } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import type { DealView } from '../../../ui/state/view.ts';
import { changeDrafts } from './carry.ts';

export function ChangeMethod({ app, view, id, onDone, onCancel }: { app: App; view: DealView; id: string; onDone: () => void; onCancel: () => void }) {
  const m = app.m.value;
  const [to, setTo] = useState<Methodology | null>(null);
  useEffect(() => {
    setTo(null);
    void app.loadPack(id).then(setTo, () => onCancel());
  }, [id]);
  if (!to) return <p class="t2 gap">{m.options.working}</p>;
  const from = view.index.method;
  const found = carryOver(from, to, view.outcomes);
  const target = indexMethod(to).outcomeById;
  const change = async (): Promise<void> => {
    const origin = (text: { en: string; zh: string }): string => m.packs.origin(app.text(methodLabel(from)), app.text(text));
    if (await app.chooseMethod(id, () => changeDrafts(app.state.peek()!, from, to, found, origin))) onDone();
  };
  return (
    <div class="gap" id="change-method" role="group" aria-label={m.packs.carryTitle(app.text(methodLabel(to)))}>
      <p class="strong">{m.packs.carryTitle(app.text(methodLabel(to)))}</p>
      <p class="t2">{found.carried.length === 0 ? m.packs.carriesNone : m.packs.carries(found.carried.length)}</p>
      {found.carried.length > 0 && (
        <ul class="rows tight">
          {found.carried.map(({ to: outcome, state }) => (
            <li key={outcome}><Glyph look={state} label={m.proof.look[state]} /><div class="main"><p>{app.text(target.get(outcome)!.outcome.text)}</p></div></li>
          ))}
        </ul>
      )}
      {found.resting.length > 0 && <p class="why">{m.packs.rests(found.resting.length)}</p>}
      <div class="acts">
        <Button kind="primary" onClick={() => void change()}>{m.packs.change}</Button>
        <Button kind="ghost" onClick={onCancel}>{m.now.cancel}</Button>
      </div>
    </div>
  );
}
