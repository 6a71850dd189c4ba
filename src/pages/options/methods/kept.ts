/** The edit of a pack that was not saved yet, kept on this page's own storage over a reload or a crash. */
export interface KeptEdit {
  id: string;
  /** Version it comes from; null for one that was never saved. */
  base: string | null;
  highest: string | null;
  first: string;
  text: string;
  /** ms */
  at: number;
}

const KEY = 'pack-edit';

export function keptEdit(): KeptEdit | null {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptEdit | null;
    return value && typeof value.text === 'string' && typeof value.first === 'string' && typeof value.id === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Null forgets it. A page that may keep nothing goes on without. */
export function keepEdit(edit: KeptEdit | null): void {
  try {
    if (edit) localStorage.setItem(KEY, JSON.stringify(edit));
    else localStorage.removeItem(KEY);
  } catch {
    // The edit stays on the page.
  }
}
