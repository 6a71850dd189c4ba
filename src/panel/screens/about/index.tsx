/** What this is, where the data lives, and whose names are used. */
import { attributions } from '../../../methods/labels.ts';
import { Page, Section } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

export default function About({ app }: { app: App }) {
  const m = app.m.value.keys;
  return (
    <Page app={app}>
      <Section>
        <h2 class="title">{m.aboutTitle}</h2>
        <p class="t2 gap-s">{m.what}</p>
        <p class="t2 gap">{m.local}</p>
        <p class="t2 gap">{m.version(app.version)} · {m.licence}</p>
      </Section>
      <Section title={m.marks} ruled>
        {attributions.map((a) => <p key={a.id} class="small t2 gap-s">{app.text(a.text)}</p>)}
      </Section>
    </Page>
  );
}
