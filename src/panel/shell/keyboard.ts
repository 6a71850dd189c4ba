/** Keys of the panel. Single keys can be switched off, and never act while a person types or composes characters. */
import { TABS, type App } from '../../ui/state/app.ts';

const TYPING = 'input:not([type="button"],[type="checkbox"],[type="radio"],[type="range"]), textarea, select, [contenteditable=""], [contenteditable="true"]';

/** Handles one key press that no part of a screen has taken. Returns whether it acted. */
export function onKey(event: KeyboardEvent, app: App): boolean {
  if (event.defaultPrevented || event.isComposing || !app.paired.peek()) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const form = target?.closest('form') ?? target?.ownerDocument.querySelector<HTMLFormElement>('#panel-body form');
    form?.requestSubmit();
    return form != null;
  }
  if (event.key === 'Escape') return escape(app);
  if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(TYPING)) return false;
  if (event.key === 'Enter') return target?.matches('[data-stop]') ? press(target) : false;
  if (!app.settings.peek().singleKeys) return false;
  const tab = TABS[Number(event.key) - 1];
  if (tab) return act(() => app.state.peek() && app.go(tab));
  switch (event.key) {
    case 'j':
    case 'J':
      return move(event, app, 1);
    case 'k':
    case 'K':
      return move(event, app, -1);
    case 'c':
    case 'C':
      return act(() => app.state.peek() && claim(app));
    case 'n':
    case 'N':
      return act(() => app.state.peek() && app.go('coach', anchorText(app)));
    case '?':
    case '？':
      return act(() => app.go('keys'));
  }
  return false;
}

function act(what: () => unknown): true {
  what();
  return true;
}

/** Leaves what is open on top; with nothing open, the keyboard goes back to the CRM. */
function escape(app: App): boolean {
  const screen = app.screen.peek();
  if (screen === 'gate' && app.held.peek()) void app.answerGate(false);
  else if ((TABS as readonly string[]).includes(screen)) app.host('focus-page');
  else app.back();
  return true;
}

/** `outcome:ssm-…`, the way Coach reads what a note hangs on. */
function anchorText(app: App): string {
  const on = app.selected.peek();
  return on?.id ? `${on.kind}:${on.id}` : 'deal';
}

/** Opens the claim of what is selected, else of the best next proof, else of the first missing one. */
export function claim(app: App): void {
  const selected = app.selected.peek();
  const view = app.view.peek();
  const id = (selected?.kind === 'outcome' ? selected.id : undefined) ?? view?.best?.outcomeId;
  app.go('proof', id ? `claim:${id}` : undefined);
}

function press(row: Element): boolean {
  const button = row.querySelector<HTMLElement>('button');
  button?.click();
  return button !== null;
}

function move(event: KeyboardEvent, app: App, step: 1 | -1): boolean {
  const doc = (event.target as Element | null)?.ownerDocument;
  const rows = [...(doc?.querySelectorAll<HTMLElement>('#panel-body [data-stop]') ?? [])];
  if (rows.length === 0) return false;
  const at = rows.findIndex((row) => row.contains(doc?.activeElement ?? null));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]!;
  next.focus();
  select(app, next);
  return true;
}

/** Remembers the row as the thing a note or claim is about. */
export function select(app: App, row: HTMLElement): void {
  const [kind = '', ...rest] = (row.dataset['stop'] ?? '').split(':');
  if (kind === 'deal' || kind === 'stage' || kind === 'outcome' || kind === 'answer') {
    const id = rest.join(':');
    app.selected.value = id ? { kind, id } : { kind };
  }
}
