/**
 * The page's own dialogs beside the panel. A dialog is fixed to the window, not to the page that was pushed aside, so its
 * buttons could lie under the panel. While the panel stands, such a dialog is given the room that the page has.
 */
const DIALOGS = '[role="dialog"],[role="alertdialog"],dialog[open],.modal.in,.modal.show';

interface Room {
  side: 'right' | 'left';
  /** CSS px taken by the panel; 0: none. */
  width: number;
}

/** Watches until the signal ends; `room` is asked at each change. Everything it set is taken back. */
export function keepDialogsClear(room: () => Room, signal: AbortSignal): void {
  const moved = new Map<HTMLElement, string>();
  let waiting = false;
  const undo = (element: HTMLElement): void => {
    element.style.cssText = moved.get(element)!;
    moved.delete(element);
  };
  const fit = (): void => {
    waiting = false;
    const { side, width } = room();
    const seen = new Set<HTMLElement>();
    for (const dialog of document.querySelectorAll<HTMLElement>(DIALOGS)) {
      let box: HTMLElement | null = dialog;
      while (box && getComputedStyle(box).position !== 'fixed') box = box.parentElement;
      if (!box || width === 0) continue;
      seen.add(box);
      if (moved.has(box)) continue;
      const rect = box.getBoundingClientRect();
      const under = side === 'right' ? rect.right > innerWidth - width : rect.left < width;
      if (rect.width === 0 || !under) continue;
      moved.set(box, box.style.cssText);
      box.style.setProperty(side, `${width}px`, 'important');
      if (rect.width > innerWidth - width) box.style.setProperty('width', 'auto', 'important');
      box.style.setProperty('max-width', `calc(100vw - ${width}px)`, 'important');
    }
    for (const box of moved.keys()) if (!seen.has(box) || !box.isConnected) undo(box);
  };
  const soon = (): void => {
    if (waiting || signal.aborted) return;
    waiting = true;
    requestAnimationFrame(fit);
  };
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['role', 'open', 'aria-hidden'] });
  addEventListener('resize', () => {
    for (const box of moved.keys()) undo(box);
    soon();
  }, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    for (const box of moved.keys()) undo(box);
  });
  soon();
}
