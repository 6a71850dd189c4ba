// Runs in the browser: writes without pause and tells the test outside what was acknowledged.
import type { EventDraft } from '../../src/domain/event.ts';
import { NotebookError, openNotebook, type Notebook } from '../../src/notebook/index.ts';

declare global {
  /** Set by the test: what it hears is written down outside the browser. */
  function acknowledged(what: string): Promise<void>;
}

const WHO = { by: 'local:rep', role: 'rep' as const };
let book: Notebook;
let stop = false;

const claim = (outcome: string, text = 'agreed by mail'): EventDraft => ({ type: 'outcome.claimed', data: { outcome, evidence: { text } } });

/** Opens the notebook; `ok` or the trouble. */
async function open(name = 'crash'): Promise<string> {
  try {
    book = await openNotebook({ name });
    return 'ok';
  } catch (error) {
    return error instanceof NotebookError ? `${error.code}: ${error.message}` : String(error);
  }
}

/** Three writers at once: small appends to two deals, and packed imports, until the browser is gone. */
async function write(round: number): Promise<void> {
  const small = async (deal: string, size: number) => {
    for (let i = 0; !stop; i++) {
      const { events } = await book.append(deal, Array.from({ length: size }, (_, k) => claim(`o${k}`, `round ${round}, ${i}`)), WHO);
      await acknowledged(events.map((event) => event.id).join(' '));
    }
  };
  const packed = async () => {
    for (let i = 0; !stop; i++) {
      const events = Array.from({ length: 300 }, (_, k) => ({
        id: book.newId(), deal: `tryton:crash:import-${round}-${i}-${k % 3}`, ...WHO, at: book.stamp(), type: 'odds.declared', v: 1, data: { value: k % 100 },
      }));
      await book.take(events);
      await acknowledged(events.map((event) => event.id).join(' '));
    }
  };
  await Promise.all([small('tryton:crash:one', 1), small('tryton:crash:many', 40), packed()]);
}

/** Every id in the log, and what the audit finds. */
async function look(): Promise<{ ids: string[]; wrong: unknown[]; recovered: number }> {
  const ids: string[] = [];
  for (const row of await book.list()) for (const event of await book.events(row.key)) ids.push(event.id);
  return { ids, wrong: await book.audit(), recovered: book.recovered };
}

/** Writes until there is no room; the code of the trouble, and how many ids were acknowledged. */
async function fill(): Promise<{ code: string; heard: string[]; kept: string[] }> {
  const heard: string[] = [];
  const kept: string[] = [];
  const end = book.onTrouble((error) => heard.push(error.code));
  try {
    for (let i = 0; i < 4000; i++) {
      // Text that does not compress: the quota counts what stands on the disk.
      const noise = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(14_000))));
      const { events } = await book.append(`tryton:full:${i % 20}`, Array.from({ length: 10 }, (_, k) => claim(`o${i}-${k}`, noise())), WHO);
      kept.push(...events.map((event) => event.id));
    }
    return { code: 'none', heard, kept };
  } catch (error) {
    return { code: error instanceof NotebookError ? error.code : String(error), heard, kept };
  } finally {
    end();
  }
}

async function appendOne(deal: string): Promise<string> {
  try {
    await book.append(deal, [claim('after')], WHO);
    return 'ok';
  } catch (error) {
    return error instanceof NotebookError ? error.code : String(error);
  }
}

async function backupSize(): Promise<number> {
  let bytes = 0;
  for await (const chunk of book.backup()) bytes += chunk.length;
  return bytes;
}

Object.assign(globalThis, {
  notebook: { open, write, look, fill, appendOne, backupSize, halt: () => { stop = true; }, close: () => book.close() },
});
