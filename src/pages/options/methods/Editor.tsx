/**
 * Editing a pack: its parts as a tree at the left, the fields of one part at the right. The pack is edited as text, so an
 * author's own order stays; every change can be undone, and saving makes a new version.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Methodology } from '../../../domain/method.ts';
import type { ParsedPack } from '../../../methods/parse.ts';
import type { JsonPath } from '../../../methods/positions.ts';
import type { App } from '../../../ui/state/app.ts';
import { Faults } from './Faults.tsx';
import { keepEdit } from './kept.ts';
import { PartForm } from './PartForm.tsx';
import { partAt, pathOf, samePath, treeOf, type TreePart } from './tree.ts';

type Tools = typeof import('../../../methods/edit.ts') & { parsePack: (text: string) => ParsedPack };
const tools = async (): Promise<Tools> => ({ ...(await import('../../../methods/edit.ts')), parsePack: (await import('../../../methods/parse.ts')).parsePack });

export type Edit = readonly [path: JsonPath, value: unknown];

interface EditorProps {
  app: App;
  /** The text to begin with. */
  first: string;
  /** What had become of it before the page was left. */
  unsaved?: string | undefined;
  /** The version it comes from; null for one that is not kept yet. */
  base: Methodology | null;
  /** The highest version of this pack here. */
  highest: string | null;
  /** True once it is kept. */
  keep: (text: string) => Promise<boolean>;
  onClose: () => void;
}

export function Editor(p: EditorProps): JSX.Element {
  const [kit, setKit] = useState<Tools | null>(null);
  useEffect(() => void tools().then(setKit), []);
  return kit ? <Open {...p} kit={kit} /> : <p class="t2">{p.app.m.value.options.working}</p>;
}

function Open({ app, first, unsaved, base, highest, keep, onClose, kit }: EditorProps & { kit: Tools }): JSX.Element {
  const t = app.m.value.packs;
  const [history, setHistory] = useState<readonly string[]>(unsaved === undefined ? [first] : [first, unsaved]);
  const [now, setNow] = useState(unsaved === undefined ? 0 : 1);
  const [place, setPlace] = useState<JsonPath>([]);
  /** Fields hold what was typed; they are made anew only when the pack changed under them, so that a click that leaves one is not lost. */
  const [made, setMade] = useState(0);
  const text = history[now]!;
  const raw = useMemo(() => JSON.parse(text) as unknown, [text]);
  const parsed = useMemo(() => kit.parsePack(text), [text]);
  const tree = useMemo(() => treeOf(raw), [raw]);
  const part = partAt(tree, place);
  const dirty = text !== first || base === null;
  useEffect(() => {
    const { id } = raw as { id?: unknown };
    keepEdit(text === first ? null : { id: typeof id === 'string' ? id : '', base: base?.version ?? null, highest, first, text, at: app.now() });
  }, [text]);

  const edit = (edits: readonly Edit[], then?: JsonPath): void => {
    let next = text;
    for (const [path, value] of edits) next = kit.editPack(next, path, value).text;
    if (next !== text) {
      setHistory([...history.slice(0, now + 1), next]);
      setNow(now + 1);
    }
    if (then) setPlace(then);
    if (then || edits.some(([path, value]) => value === undefined && typeof path.at(-1) === 'number')) setMade(made + 1);
  };
  const version = !parsed.ok ? null : base ? kit.nextVersion(highest ?? base.version, kit.changeStep(base, parsed.pack)) : parsed.pack.version;
  const save = (): void => {
    if (version) void keep(base ? kit.editPack(text, ['version'], version).text : text);
  };
  const step = (by: 1 | -1): void => {
    setNow(now + by);
    setMade(made + 1);
  };
  const leave = (): void => {
    if (text !== first && !confirm(t.leave)) return;
    keepEdit(null);
    onClose();
  };
  return (
    <div class="editor">
      <div class="editor-bar">
        <h3>{t.editing(app.text({ en: tree.text.en ?? tree.text.zh ?? '', zh: tree.text.zh ?? tree.text.en ?? '' }))}</h3>
        <button type="button" class="btn plain tiny" disabled={now === 0} onClick={() => step(-1)}>{t.undo}</button>
        <button type="button" class="btn plain tiny" disabled={now === history.length - 1} onClick={() => step(1)}>{t.redo}</button>
        <span class="right small t2" role="status">{!dirty ? t.nothingChanged : version && base ? t.willBe(version) : ''}</span>
        <button type="button" class="btn ghost" onClick={leave}>{t.cancel}</button>
        <button type="button" class="btn primary" disabled={!parsed.ok || !dirty} onClick={save}>{base ? t.save : t.saveFirst}</button>
      </div>
      {!parsed.ok && <Faults app={app} title={t.cannotSave(parsed.errors.length)} faults={parsed.errors} onShow={(fault) => setPlace(partAt(tree, pathOf(fault.path)).path)} />}
      <div class="editor-two">
        <nav aria-label={t.tree} class="editor-tree"><Branch app={app} part={tree} at={place} go={setPlace} /></nav>
        <div class="editor-form" key={`${made} ${part.path.join('/')}`}>
          <PartForm app={app} raw={raw} part={part} edit={edit} />
        </div>
      </div>
    </div>
  );
}

function Branch({ app, part, at, go }: { app: App; part: TreePart; at: JsonPath; go: (path: JsonPath) => void }): JSX.Element {
  const t = app.m.value.packs;
  const own = app.lang.value === 'zh-CN' ? part.text.zh ?? part.text.en : part.text.en ?? part.text.zh;
  const label = part.kind === 'pack' ? t.whole : part.kind === 'thresholds' ? t.thresholds : own || '…';
  const here = samePath(part.path, at);
  const open = part.kind === 'pack' || part.path.every((step, i) => step === at[i]);
  const button = (
    <button type="button" class={`tree-${part.kind}`} aria-current={here ? 'true' : undefined} aria-expanded={part.children.length > 0 ? open : undefined} onClick={() => go(part.path)}>
      {part.kind === 'stage' && <span class="num t2">{Number(part.path[1]) + 1} </span>}{part.kind === 'gate' && <span aria-hidden="true">◇ </span>}{label}
    </button>
  );
  const inner = open && part.children.length > 0 && <ul>{part.children.map((child) => <li key={child.path.join('/')}><Branch app={app} part={child} at={at} go={go} /></li>)}</ul>;
  return <>{button}{inner}</>;
}
