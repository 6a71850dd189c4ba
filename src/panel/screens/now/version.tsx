/** A newer version of the deal's method is here: what would change, and one button that takes it. */
import { useEffect, useState } from 'preact/hooks';
import type { Methodology } from '../../../domain/method.ts';
import { compareVersions } from '../../../domain/method-version.ts';
import { Button, Section, Strip } from '../../../ui/parts/index.ts';
import { Changes } from '../../../ui/packs/changes.tsx';
import type { App } from '../../../ui/state/app.ts';
import type { DealView } from '../../../ui/state/view.ts';
import { versionDrafts } from './carry.ts';

export function NewerVersion({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.packs;
  const { method } = view.index;
  const inUse = app.context.value?.packs.find((p) => p.id === method.id)?.version;
  const [next, setNext] = useState<Methodology | null>(null);
  const [hidden, setHidden] = useState('');
  const mark = `${app.state.value?.deal ?? ''} ${inUse ?? ''}`;
  useEffect(() => setNext(null), [mark]);
  if (!inUse || !app.state.value?.method || compareVersions(inUse, method.version) <= 0 || hidden === mark) return null;
  if (!next) {
    return <Strip icon="info" onClick={() => void app.loadPack(method.id, inUse).then(setNext, () => {})}>{m.newer(inUse)} {m.see}</Strip>;
  }
  const take = (): void => {
    const drafts = versionDrafts(app.state.peek()!, view.outcomes, method, next, (text) => m.originVersion(method.version, app.text(text)));
    void app.append([{ type: 'method.chosen', data: { method: method.id, version: next.version } }, ...drafts]);
  };
  return (
    <Section title={m.newer(next.version)} id="newer-version">
      <Changes app={app} from={method} to={next} />
      <div class="acts">
        <Button onClick={take}>{m.move(next.version)}</Button>
        <Button kind="ghost" onClick={() => setHidden(mark)}>{m.later}</Button>
      </div>
    </Section>
  );
}
