/** All keys. */
import { Page, Section } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

export default function Keys({ app }: { app: App }) {
  const m = app.m.value.keys;
  const rows: [string[], string][] = [
    [[m.altShift], m.panel], [['1', '–', '5'], m.tabs], [['J', 'K'], m.move], [[m.enter], m.open], [['C'], m.claim], [['N'], m.note],
    [[m.ctrl], m.save], [['Esc'], m.esc], [['?'], m.all], [['+', '?', '−'], m.rate],
  ];
  return (
    <Page app={app}>
      <Section title={m.title}>
        <dl class="keys-list">
          {rows.map(([caps, what]) => (
            <div key={what} style="display:contents">
              <dt>{caps.map((c, i) => <>{i > 0 && ' '}{c === '–' ? c : <kbd>{c}</kbd>}</>)}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p class="hint gap-l">{app.settings.value.singleKeys ? m.single : m.singleOff}</p>
      </Section>
    </Page>
  );
}
