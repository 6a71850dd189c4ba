/** Teaching a CRM: six things pointed at, what marks a deal's page, how a deal moves; or one field taught anew. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { FIELDS, type FieldName } from '../../../domain/event.ts';
import { showDay } from '../../../i18n/index.ts';
import { teachWords, type TeachWords } from '../../../i18n/teach.ts';
import { Button, Choice, Empty, Page, Section, Skeleton, Strip, Tag, TextField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { showField } from '../../../ui/state/show.ts';
import type { LinedFault, Picked, PickWords, RecipeHere, RecipeSaved, TeachJob, Where } from '../../../wire/teach.ts';
import { emptyLesson, isRule, isStage, patched, readLesson, recipeOf, STEPS, wordsOf, type Lesson, type Taken } from './lesson.ts';
import './teach.css';

type Run = (job: TeachJob) => Promise<unknown>;
const isField = (name: string | null): name is FieldName => (FIELDS as readonly string[]).includes(name ?? '');

export function Teach({ app }: { app: App }) {
  const t = teachWords(app.lang.value);
  const [here, setHere] = useState<RecipeHere | null | undefined>(undefined);
  const only = app.anchor.value;
  useEffect(() => {
    void app.ask({ q: 'recipe-here' }).then((value) => setHere(value as RecipeHere | null), () => setHere(null));
    return () => void app.ask({ q: 'teach', job: { do: 'stop' } }).catch(() => {});
  }, [app]);
  if (here === undefined) return <Skeleton label={app.m.value.shell.loading} />;
  if (!here) return <Page app={app}><Empty icon="broken" title={t.gone} /></Page>;
  if (here.locked) return <Page app={app}><Empty icon="info" title={t.locked} /></Page>;
  return isField(only) ? <OneField app={app} t={t} here={here} field={only} /> : <Whole app={app} t={t} here={here} />;
}

function wordsFor(app: App, t: TeachWords, ask: string): PickWords {
  const theme = app.settings.value.theme;
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return { ask, ...t.bar, dark, lang: app.lang.value };
}

const run = (app: App): Run => (job) => app.ask({ q: 'teach', job });

/** The value that was read, in the panel's own way. */
function Shown({ app, t, name, taken }: { app: App; t: TeachWords; name: FieldName; taken: Taken }) {
  if (isStage(taken)) return <><bdi>{taken.now}</bdi>{taken.stages.length > 1 && <Tag>{t.atStages(taken.stages.length)}</Tag>}</>;
  if (!isRule(taken)) return null;
  const value = taken.shows ? (name === 'closeDate' && typeof taken.shows.value === 'string' ? showDay(taken.shows.value, app.lang.value) : showField(name, taken.shows.value, app.lang.value)) : taken.text;
  return <><bdi>{value || taken.text}</bdi>{taken.shows?.rounded && <span title={t.isRounded}><Tag>{app.m.value.now.rounded}</Tag></span>}</>;
}

function Faults({ t, faults }: { t: TeachWords; faults: LinedFault[] }) {
  return (
    <div class="teach-faults" role="alert">
      <p class="strong">{t.failed}</p>
      <ul>{faults.map((f) => <li>{f.detail ? <bdi>“{f.detail}” </bdi> : null}{t.faults[f.code]}</li>)}</ul>
    </div>
  );
}

/** One field, pointed at once. */
function OneField({ app, t, here, field }: { app: App; t: TeachWords; here: RecipeHere; field: FieldName }) {
  const [state, setState] = useState<'pointing' | 'gone' | LinedFault[]>('pointing');
  const point = async (): Promise<void> => {
    setState('pointing');
    const picked = (await run(app)({ do: 'pick', what: field, words: wordsFor(app, t, t.ask[field] ?? field), skippable: false, dates: here.recipe?.dates })) as Picked | null;
    if (!picked || picked.end === 'gone') return setState('gone');
    if (picked.end !== 'taken') return app.back();
    const recipe = patched(here, app.context.value?.crmName ?? '', field, picked, app.today.value);
    const saved = recipe && ((await app.ask({ q: 'teach-keep', recipe })) as RecipeSaved);
    if (!saved) return setState('gone');
    if (!saved.ok) return setState(saved.faults);
    app.back();
  };
  useEffect(() => void point().catch(() => setState('gone')), [field]);
  return (
    <Page app={app}>
      <Section title={t.reteach(t.field[field] ?? field)}>
        {state === 'pointing' ? <p class="teach-now" role="status">{t.ask[field]}. {t.pointing}</p> : state === 'gone' ? <p role="alert">{t.gone}</p> : <Faults t={t} faults={state} />}
        <div class="acts">{state !== 'pointing' && <Button kind="primary" onClick={() => void point()}>{t.again}</Button>}<Button kind="ghost" onClick={() => app.back()}>{t.stop}</Button></div>
      </Section>
    </Page>
  );
}

function Whole({ app, t, here }: { app: App; t: TeachWords; here: RecipeHere }) {
  const draft = app.draft(`teach/${here.host}`);
  const [lesson, setLesson] = useState<Lesson>(() => readLesson(draft.value) ?? { ...emptyLesson, crmName: here.recipe?.name ?? '' });
  const [now, setNow] = useState<FieldName | 'button' | null>(null);
  const [trouble, setTrouble] = useState<'gone' | 'same' | 'name' | 'address' | LinedFault[] | null>(null);
  const [busy, setBusy] = useState(false);
  const live = useRef(lesson);
  const gone = useRef(false);
  useEffect(() => () => void (gone.current = true), []);
  const change = (part: Partial<Lesson>): void => {
    live.current = { ...live.current, ...part };
    draft.value = JSON.stringify(live.current);
    setLesson(live.current);
  };
  const begun = STEPS.some((name) => lesson.got[name] !== undefined);
  const done = begun && STEPS.every((name) => lesson.got[name] !== undefined);

  useEffect(() => {
    if (live.current.crmName && live.current.href) return;
    void run(app)({ do: 'where' }).then((answer) => {
      const where = answer as Where | null;
      if (where && !gone.current) change({ crmName: live.current.crmName || where.name, lang: where.lang });
    }, () => {});
  }, []);

  const look = async (other?: string): Promise<Where | null> => (await run(app)({ do: 'where', ...(other && { other }) })) as Where | null;

  /** Points at one thing after the other, from this one on. */
  const point = async (from: FieldName, alone: boolean): Promise<void> => {
    setTrouble(null);
    const first = await look();
    if (!first) return setTrouble('gone');
    if (!live.current.href) change({ href: first.href, marks: first.marks, mark: first.marks[0]?.pattern ?? null, lang: first.lang });
    const steps = alone ? [from] : STEPS.slice(STEPS.indexOf(from as (typeof STEPS)[number]));
    for (const what of steps) {
      if (!alone && live.current.got[what] !== undefined) continue;
      setNow(what);
      const picked = (await run(app)({ do: 'pick', what, words: wordsFor(app, t, t.ask[what]!), skippable: what !== 'name', dates: live.current.dates ?? undefined })) as Picked | null;
      if (gone.current) return;
      if (!picked || picked.end === 'gone' || picked.end === 'left') {
        setNow(null);
        if (!picked) setTrouble('gone');
        return;
      }
      const taken = picked.end === 'taken' ? picked : null;
      change({ got: { ...live.current.got, [what]: taken }, ...(taken && isStage(taken) && { moves: taken.stage.moves === 'item' ? 'item' : 'none' }) });
    }
    setNow(null);
  };
  const start = (from: FieldName, alone: boolean): void => void point(from, alone).catch(() => { setNow(null); setTrouble('gone'); });

  const pointButton = async (): Promise<void> => {
    setNow('button');
    const picked = (await run(app)({ do: 'pick', what: 'button', words: wordsFor(app, t, t.askButton), skippable: true })) as Picked | null;
    setNow(null);
    if (picked?.end === 'taken' && 'button' in picked) change({ moves: 'button', button: { css: picked.button, text: picked.text } });
  };
  const compare = async (): Promise<void> => {
    const at = await look();
    if (!at) return setTrouble('gone');
    if (at.href === lesson.href) return setTrouble('same');
    setTrouble(null);
    const there = await look(lesson.href);
    if (there?.marks.length) change({ marks: there.marks, mark: there.marks[0]!.pattern, compared: true, href: there.href });
  };
  const save = async (): Promise<void> => {
    if (!isRule(lesson.got.name)) return setTrouble('name');
    const recipe = recipeOf(lesson, here, app.today.value);
    if (!recipe) return setTrouble('address');
    setBusy(true);
    // The page may be loaded anew, and this panel with it, before the answer comes.
    draft.clear();
    try {
      const saved = (await app.ask({ q: 'teach-keep', recipe })) as RecipeSaved;
      if (!saved.ok) {
        draft.value = JSON.stringify(lesson);
        return setTrouble(saved.faults);
      }
      app.back();
    } catch {
      draft.value = JSON.stringify(lesson);
      setTrouble('gone');
    } finally {
      setBusy(false);
    }
  };

  const stage = lesson.got.stage;
  const day = lesson.got.closeDate;
  return (
    <Page app={app} actions={done ? <Button kind="primary" disabled={busy || now !== null} onClick={() => void save()}>{busy ? t.saving : t.save}</Button> : begun || now ? undefined : <Button kind="primary" onClick={() => start('name', false)}>{t.begin}</Button>}>
      <Section title={t.title}>
        {!begun && !now && <p class="t2">{t.intro}</p>}
        <TextField label={t.crmName} value={lesson.crmName} maxLength={80} onInput={(crmName) => change({ crmName })} />
      </Section>
      {(begun || now) && (
        <Section ruled>
          <ol class="teach">
            {STEPS.map((name) => {
              const taken = lesson.got[name];
              return (
                <li key={name} class={now === name ? 'on' : undefined} aria-current={now === name ? 'step' : undefined}>
                  <span class="teach-field">{t.field[name]}</span>
                  <span class="teach-value">
                    {now === name ? <b role="status">{t.ask[name]}</b> : taken ? <Shown app={app} t={t} name={name} taken={taken} /> : taken === null ? <span class="t3">{t.isSkipped}</span> : <span class="t3">–</span>}
                  </span>
                  {!now && <Button tiny kind="ghost" label={`${taken === undefined ? t.point : t.again}: ${t.field[name]}`} onClick={() => start(name, taken !== undefined)}>{taken === undefined ? t.point : t.again}</Button>}
                </li>
              );
            })}
          </ol>
          {now && <p class="hint">{t.pointing}</p>}
        </Section>
      )}
      {trouble === 'gone' && <Strip tone="warn" icon="broken">{t.gone}</Strip>}
      {isRule(day) && day.days && (
        <Section title={t.whichDay(day.text)}>
          <Choice label={t.whichDay(day.text)} value={lesson.dates ?? ('' as 'd')} options={[{ value: 'd', label: showDay(day.days.d, app.lang.value) }, { value: 'm', label: showDay(day.days.m, app.lang.value) }]} onPick={(dates) => change({ dates })} />
        </Section>
      )}
      {done && !now && <Marks t={t} host={here.host} lesson={lesson} same={trouble === 'same'} onPick={(mark) => change({ mark })} onCompare={() => void compare()} />}
      {done && !now && isStage(stage) && stage.stage.items && (
        <Section title={t.movesTitle} ruled>
          <Choice label={t.movesTitle} value={lesson.moves} onPick={(moves) => (moves === 'button' && !lesson.button ? void pointButton() : change({ moves }))}
            options={[{ value: 'item', label: t.moves.item }, { value: 'button', label: lesson.button ? t.buttonIs(lesson.button.text) : t.moves.button }, { value: 'none', label: t.moves.none }]} />
          <p class="hint">{t.movesHint}</p>
        </Section>
      )}
      {trouble === 'name' && <p class="error" role="alert">{t.needName}</p>}
      {trouble === 'address' && <p class="error" role="alert">{t.needAddress}</p>}
      {Array.isArray(trouble) && <Faults t={t} faults={trouble} />}
      {begun && !now && <div class="acts"><Button tiny kind="ghost" onClick={() => { draft.clear(); live.current = { ...emptyLesson, crmName: lesson.crmName }; setLesson(live.current); setTrouble(null); }}>{t.discard}</Button></div>}
    </Page>
  );
}

/** What of the address names the deal, in plain words. */
function Marks({ t, host, lesson, same, onPick, onCompare }: { t: TeachWords; host: string; lesson: Lesson; same: boolean; onPick: (mark: string) => void; onCompare: () => void }) {
  return (
    <Section title={t.addressTitle} ruled>
      {lesson.marks.length === 0 ? <p role="alert">{t.addressNone}</p> : (
        <>
          <p class="t2">{t.address}</p>
          <div role="radiogroup" aria-label={t.addressTitle} class="teach-marks">
            {lesson.marks.map((mark) => {
              const w = wordsOf(host, mark);
              return (
                <label key={mark.pattern}>
                  <input type="radio" name="mark" checked={lesson.mark === mark.pattern} onChange={() => onPick(mark.pattern)} />
                  <bdi>{w.before}<mark>{w.id}</mark>{w.after}</bdi>
                </label>
              );
            })}
          </div>
          {lesson.compared ? <p class="hint">{t.compared}</p> : <p class="hint">{t.compareHint}</p>}
        </>
      )}
      <div class="acts"><Button tiny onClick={onCompare}>{t.compare}</Button></div>
      {same && <p class="hint" role="alert">{t.sameDeal}</p>}
    </Section>
  );
}
