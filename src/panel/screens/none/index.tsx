/** No deal to show: elsewhere, signed out, a record not saved yet, a layout not known. Always with a way on by hand. */
import { useEffect, useState } from 'preact/hooks';
import { Button, Empty, Glyph, Page, Row, Rows, Section, Skeleton, TextField, type IconName } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import type { DealScore, OverviewReport } from '../../../wire/overview.ts';
import type { RecipeHere } from '../../../wire/teach.ts';

/** One line of the worker's list of deals. */
interface KnownDeal {
  key: string;
  name?: string;
  account?: string;
  /** Stamp of its last event. */
  last: string;
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
      {(!reading || reading.kind === 'elsewhere' || (reading.kind === 'unrecognised' && reading.clue === 'layout')) && <Which app={app} />}
      {typing && <TypedDeal app={app} onDone={() => setTyping(false)} />}
      {(!reading || reading.kind === 'elsewhere') && <Recent app={app} />}
      {reading?.kind === 'elsewhere' && <Section ruled><a href="options.html#pipeline" target="_blank" rel="noreferrer">{s.bringIn}</a></Section>}
    </Page>
  );
}

/** On a site that nobody named: which CRM is it, or teach it. */
function Which({ app }: { app: App }) {
  const s = app.m.value.states;
  const [here, setHere] = useState<RecipeHere | null>(null);
  const url = app.context.value?.reading?.at;
  useEffect(() => {
    let gone = false;
    app.ask({ q: 'recipe-here' }).then((value) => !gone && setHere(value as RecipeHere | null), () => {});
    return () => {
      gone = true;
    };
  }, [app, url]);
  const known = here?.crm?.startsWith('taught-') || here?.guessed;
  if (!here || !known || here.locked) return null;
  const teach = <Button kind={here.guessed ? 'primary' : 'plain'} onClick={() => app.go('teach')}>{app.draft(`teach/${here.host}`).value ? s.teachOn : s.teach}</Button>;
  if (!here.guessed) return <Section ruled>{teach}</Section>;
  return (
    <Section title={s.whichTitle} ruled>
      <p class="t2">{s.whichText}</p>
      <div class="acts">
        {teach}
        {here.kinds.map((k) => <Button key={k.id} kind="ghost" onClick={() => void app.ask({ q: 'site-crm', crm: k.id })}>{`${s.whichKnown} ${k.name}`}</Button>)}
      </div>
    </Section>
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

const SHOWN = 8;

/** `3 of 4 proofs, 2 critical findings` */
const judgedAs = (score: DealScore | undefined, s: App['m']['value']['states']): string => (score ? s.recentScore(score.proven, score.required, score.critical) : '');

function Recent({ app }: { app: App }) {
  const s = app.m.value.states;
  const [deals, setDeals] = useState<KnownDeal[] | null>(null);
  const [scores, setScores] = useState<ReadonlyMap<string, DealScore>>(new Map());
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const latest = known(await app.ask({ q: 'deals' })).sort((a, b) => (a.last < b.last ? 1 : -1)).slice(0, SHOWN);
      if (gone) return;
      setDeals(latest);
      const { scores: found } = (await app.ask({ q: 'overview', keys: latest.map((d) => d.key) })) as OverviewReport;
      if (!gone) setScores(new Map(found.map((score) => [score.key, score])));
    };
    load().catch(() => !gone && setDeals((before) => before ?? []));
    return () => {
      gone = true;
    };
  }, [app]);
  if (!deals) return null;
  return (
    <Section title={s.recent} ruled>
      {deals.length === 0 ? <p class="t2">{s.recentNone}</p> : (
        <Rows>{deals.map((d) => <Row key={d.key} mark={<Glyph look="open" />} why={[d.account, judgedAs(scores.get(d.key), s)].filter(Boolean).join(' · ') || undefined}><p class="cut"><bdi>{d.name || app.m.value.shell.unnamed}</bdi></p></Row>)}</Rows>
      )}
    </Section>
  );
}

function known(value: unknown): KnownDeal[] {
  if (!Array.isArray(value)) return [];
  return value.filter((d): d is KnownDeal => typeof d === 'object' && d !== null && typeof (d as KnownDeal).key === 'string' && typeof (d as KnownDeal).last === 'string');
}
