/** A backup file from the panel: of everything when the disk or the database is in trouble, of the deal shown when asked for. */
import type { App } from '../../ui/state/app.ts';
import type { DealKey } from '../../domain/event.ts';
import type { BackupPart } from '../../wire/messages.ts';

/** Asks the worker for the whole notebook, or one deal, part by part and saves it as a file. Says how it went. */
export async function saveBackup(app: App, doc: Document, key?: DealKey): Promise<void> {
  const m = app.m.value.states;
  app.say(m.exporting);
  try {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let part = (await app.ask({ q: 'backup', ...(key === undefined ? {} : { key }) })) as BackupPart;
    for (;;) {
      parts.push(Uint8Array.from(atob(part.chunk), (c) => c.charCodeAt(0)));
      if (part.last) break;
      part = (await app.ask({ q: 'backup', id: part.id })) as BackupPart;
    }
    const link = doc.createElement('a');
    link.href = URL.createObjectURL(new Blob(parts, { type: 'application/gzip' }));
    link.download = `stageproof-${key === undefined ? '' : 'deal-'}${app.today.value}.jsonl.gz`;
    link.click();
    URL.revokeObjectURL(link.href);
    app.trouble.value = null;
    app.notice.value = m.exported;
  } catch {
    app.notice.value = '';
    app.trouble.value = { code: 'database-broken' };
    app.say(m.exportFailed);
  }
}
