/** No deal to show: elsewhere, signed out, a record not saved yet, a layout not known. Always with a way on by hand. */
import { useEffect, useState } from 'preact/hooks';
import { Button, Empty, Glyph, Page, Row, Rows, Section, Skeleton, TextField, type IconName } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

/** One line of the worker's list of deals. */
interface KnownDeal {
  key: string;
  name?: string;
  account?: string;
}

export function NoDeal({ app }: { app: App }) {
  const m = app.m.value;
  const s = m.states;
  const context = app.context.value;
  const reading = context?.reading;
  const crm = context?.crmName || m.shell.product;
  const [typing, setTyping] = useState(false);
  const trouble = app.trouble.value;
  // The deal is on the page but its notebook could not be read.
  if (reading?.kind === 'deal' && trouble) {
    return <Page app={app}><Empty icon="broken" title={m.errors[trouble.code]} actions={<Button kind="primary" onClick={() => app.host('reread')}>{s.again}</Button>} /></Page>;
  }
  if (reading?.kind === 'deal' || (reading?.kind === 'unrecognised' && reading.clue === 'waiting')) return <Skeleton label={s.waitingTitle} />;
  const say = (icon: IconName, title: string, text: string, reread = true) => (
    <Empty icon={icon} title={title} actions={
      <>
        {reread && <Button kind="primary" onClick={() => app.host('reread')}>{s.reread}</Button>}
        <Button kind={reread ? 'ghost' : 'plain'} expanded={typing} onClick={() => setTyping(!typing)}>{s.type}</Button>
      </>
    }>
      {text}
    </Empty>
  );
  const empty = !reading ? say('info', s.notCrmTitle, s.notCrmText, false)
    : reading.kind === 'elsewhere' ? say('search', s.elsewhereTitle, s.elsewhereText, false)
    : reading.clue === 'signed-out' ? say('person', s.signedOutTitle(crm), s.signedOutText)
    : reading.clue === 'new-record' ? say('info', s.newTitle, s.newText)
    : say('broken', s.layoutTitle, s.layoutText);
  return (
    <Page app={app}>
      {empty}
      {typing && <TypedDeal app={app} onDone={() => setTyping(false)} />}
      {(!reading || reading.kind === 'elsewhere') && <Recent app={app} />}
    </Page>
  );
}

function TypedDeal({ app, onDone }: { app: App; onDone: () => void }) {
  const s = app.m.value.states;
  const draft = app.draft('typed-deal');
  const [error, setError] = useState('');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const name = draft.value.trim();
    if (name === '') return setError(s.typeEmpty);
    try {
      await app.ask({ q: 'typed-deal', name });
      draft.clear();
      onDone();
    } catch {
      setError(app.m.value.errors.unknown);
    }
  };
  return (
    <Section title={s.type} ruled>
      <form onSubmit={submit} noValidate>
        <TextField label={s.typeName} hint={s.typeHint} error={error || undefined} value={draft.value} maxLength={10_000} onInput={(v) => { draft.value = v; setError(''); }} />
        <div class="acts"><Button kind="primary" type="submit">{s.typeCreate}</Button><Button kind="ghost" onClick={onDone}>{app.m.value.now.cancel}</Button></div>
      </form>
    </Section>
  );
}

function Recent({ app }: { app: App }) {
  const s = app.m.value.states;
  const [deals, setDeals] = useState<KnownDeal[] | null>(null);
  useEffect(() => {
    let gone = false;
    app.ask({ q: 'deals' }).then((value) => !gone && setDeals(known(value)), () => !gone && setDeals([]));
    return () => {
      gone = true;
    };
  }, [app]);
  if (!deals) return null;
  return (
    <Section title={s.recent} ruled>
      {deals.length === 0 ? <p class="t2">{s.recentNone}</p> : (
        <Rows>{deals.slice(0, 8).map((d) => <Row key={d.key} mark={<Glyph look="open" />} why={d.account || undefined}><p class="cut"><bdi>{d.name || app.m.value.shell.unnamed}</bdi></p></Row>)}</Rows>
      )}
    </Section>
  );
}

function known(value: unknown): KnownDeal[] {
  if (!Array.isArray(value)) return [];
  return value.filter((d): d is KnownDeal => typeof d === 'object' && d !== null && typeof (d as KnownDeal).key === 'string');
}
