/** A file of a CRM's export as a table of cells. The parsers come when a file is opened, not with the page. */

export type Cell = string | number | boolean | Date | null;
export interface Table {
  kind: 'csv' | 'xlsx';
  headers: string[];
  /** `n`: the row as a spreadsheet counts it, the first row of the file being 1. Empty rows are left out. */
  rows: { n: number; cells: Cell[] }[];
  /** Of a text file. */
  encoding?: Encoding;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/** Why a file cannot be read. */
export type FileFault = 'empty' | 'old-excel' | 'web-page' | 'other-zip' | 'pdf' | 'binary' | 'json' | 'too-big' | 'too-many' | 'one-column' | 'no-rows' | 'broken';
export class FileTrouble extends Error {
  constructor(readonly fault: FileFault) { super(fault); }
}

export const MOST_BYTES = 50_000_000;
export const MOST_ROWS = 50_000;
/** What an archive may grow to; a sheet of 50,000 rows is a tenth of it. */
const MOST_UNPACKED = 400_000_000;

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((b, i) => bytes[i] === b);

/**
 * Reads a file by what it is, whatever its name says. Throws FileTrouble.
 * @param encoding what the user says a text file is written in; else it is found out
 */
export async function readTable(bytes: Uint8Array<ArrayBuffer>, encoding?: Encoding): Promise<Table> {
  if (bytes.length > MOST_BYTES) throw new FileTrouble('too-big');
  if (bytes.length === 0) throw new FileTrouble('empty');
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new FileTrouble('old-excel');
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) throw new FileTrouble('pdf');
  if (starts(bytes, 0x50, 0x4b)) return tableOf('xlsx', await readXlsx(bytes));
  const found = encoding ?? guessEncoding(bytes);
  if (found === null) throw new FileTrouble('binary');
  const text = new TextDecoder(found).decode(bytes);
  if (/^\s*(<!doctype|<html|<table|<\?xml)/i.test(text)) throw new FileTrouble('web-page');
  if (/^\s*(\{|\[\s*\{)/.test(text)) throw new FileTrouble('json');
  return { ...tableOf('csv', await readCsv(text)), encoding: found };
}

/** The encoding of a text by its marks and its bytes; null where the bytes are no text. */
export function guessEncoding(bytes: Uint8Array<ArrayBuffer>): Encoding | null {
  if (starts(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (starts(bytes, 0xfe, 0xff)) return 'utf-16be';
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  const head = bytes.subarray(0, 4_000);
  const zeros = [0, 0];
  head.forEach((b, i) => { if (b === 0) zeros[i % 2]! += 1; });
  // Every second byte of Latin text in UTF-16 is zero; a text has no other zeros.
  if (zeros[1]! > head.length / 8 && zeros[0]! === 0) return 'utf-16le';
  if (zeros[0]! > head.length / 8 && zeros[1]! === 0) return 'utf-16be';
  if (zeros[0]! + zeros[1]! > 0) return null;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return looksChinese(bytes) ? 'gb18030' : 'windows-1252';
  }
}

/** In GBK high bytes come in pairs, and common characters have a lead byte from B0 to F7; in a Western code page they stand alone. */
function looksChinese(bytes: Uint8Array): boolean {
  let pairs = 0;
  let alone = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue;
    const lead = bytes[i]!;
    const trail = bytes[i + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) {
      pairs += 1;
      i += 1;
    } else if (lead >= 0x81 && trail >= 0x40 && lead <= 0xfe && trail >= 0x80) {
      pairs += 1;
      i += 1;
    } else alone += 1;
  }
  return pairs > alone * 4;
}

async function readCsv(text: string): Promise<Cell[][]> {
  const { default: papa } = await import('papaparse');
  // Excel's own hint of the separator may stand in the first line; the line counts as a row of the file all the same.
  const hint = /^\uFEFF?sep=(.)\r?\n/i.exec(text);
  const parsed = papa.parse<string[]>(hint ? text.slice(hint[0].length) : text, {
    delimiter: hint?.[1] ?? '', delimitersToGuess: [',', ';', '\t', '|'], skipEmptyLines: false,
  });
  if (parsed.data.length > MOST_ROWS + 50) throw new FileTrouble('too-many');
  // `="0061…"` is how an export keeps Excel from making a number of an id; every other formula stays the text it is.
  const cells = parsed.data.map((row) => row.map((cell): Cell => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell));
  return hint ? [[], ...cells] : cells;
}

async function readXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<Cell[][]> {
  const [{ unzipSync, zipSync }, { readSheet }] = await Promise.all([import('fflate'), import('read-excel-file/universal')]);
  let stored: Uint8Array<ArrayBuffer>;
  try {
    let size = 0;
    const files = unzipSync(bytes, { filter: (f) => /\.(xml|rels)$/.test(f.name) && (size += f.originalSize) <= MOST_UNPACKED });
    if (size > MOST_UNPACKED) throw new FileTrouble('too-big');
    if (!files['xl/workbook.xml']) throw new FileTrouble('other-zip');
    // Packed anew without compression: a compressed archive of this size is unpacked in a worker made of text, which an
    // extension's page may not make.
    stored = zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
  } catch (error) {
    throw error instanceof FileTrouble ? error : new FileTrouble('broken');
  }
  const sheet = await readSheet(stored.buffer).catch(() => { throw new FileTrouble('broken'); });
  if (sheet.length > MOST_ROWS + 50) throw new FileTrouble('too-many');
  return sheet as unknown as Cell[][];
}

export const isEmpty = (cell: Cell | undefined): boolean => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** The first row with two words is the header; reports put titles above it. */
function tableOf(kind: Table['kind'], all: Cell[][]): Table {
  const filled = (row: Cell[]): number => row.filter((cell) => !isEmpty(cell)).length;
  const at = all.findIndex((row) => filled(row) > 1);
  if (at < 0) throw new FileTrouble(all.some((row) => filled(row) > 0) ? 'one-column' : 'empty');
  const width = all.reduce((most, row) => Math.max(most, row.length), 0);
  const seen = new Map<string, number>();
  const headers = Array.from({ length: width }, (_, i) => {
    const name = String(all[at]![i] ?? '').trim().slice(0, 200) || columnName(i);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name} (${times})` : name;
  });
  const rows = all.map((cells, i) => ({ n: i + 1, cells })).slice(at + 1).filter(({ cells }) => filled(cells) > 0);
  if (!rows.length) throw new FileTrouble('no-rows');
  if (rows.length > MOST_ROWS) throw new FileTrouble('too-many');
  return { kind, headers, rows };
}

/** A, B … Z, AA … as a spreadsheet names its columns. */
function columnName(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : columnName(Math.floor(i / 26) - 1) + columnName(i % 26);
}
