/** The small part of SOQL the demo answers: SELECT … FROM one object, AND-ed comparisons, ORDER BY, LIMIT. */
import { computed } from './store.mjs';

export class BadQuery extends Error {
  constructor(errorCode, message) {
    super(message);
    this.errorCode = errorCode;
  }
}

const SHAPE = /^\s*SELECT\s+(.+?)\s+FROM\s+(\w+)(?:\s+WHERE\s+(.+?))?(?:\s+ORDER\s+BY\s+(.+?))?(?:\s+LIMIT\s+(\d+))?\s*$/is;
const TERM = /^\s*([\w.]+)\s*(=|!=|<=|>=|<|>|IN)\s*(.+?)\s*$/i;

function literal(raw) {
  const s = raw.trim();
  if (/^'.*'$/s.test(s)) return s.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^(true|false)$/i.test(s)) return s.toLowerCase() === 'true';
  if (/^null$/i.test(s)) return null;
  if (/^-?\d+(\.\d+)?$/.test(s)) return Number(s);
  if (/^\d{4}-\d\d-\d\d/.test(s)) return s;
  throw new BadQuery('MALFORMED_QUERY', `unexpected token: '${s}'`);
}

function valueOf(store, row, path) {
  const parts = path.split('.');
  let at = row;
  for (const name of parts.slice(0, -1)) at = at && store.related(at, name);
  return at ? computed(at, parts.at(-1)) : null;
}

const same = (a, b) => a === b || (typeof a === 'string' && typeof b === 'string' && /^[a-zA-Z0-9]{15,18}$/.test(b) && a.slice(0, 15) === b.slice(0, 15));

function test(store, row, term) {
  const m = TERM.exec(term);
  if (!m) throw new BadQuery('MALFORMED_QUERY', `unexpected token: '${term}'`);
  const value = valueOf(store, row, m[1]);
  const op = m[2].toUpperCase();
  if (op === 'IN') return m[3].replace(/^\(|\)$/g, '').split(',').some((x) => same(value, literal(x)));
  const wanted = literal(m[3]);
  if (op === '=') return same(value, wanted);
  if (op === '!=') return !same(value, wanted);
  if (value === null) return false;
  return { '<': value < wanted, '>': value > wanted, '<=': value <= wanted, '>=': value >= wanted }[op];
}

function project(store, row, paths, version) {
  const out = { attributes: { type: row.apiName, url: `/services/data/${version}/sobjects/${row.apiName}/${row.Id}` } };
  for (const path of paths) {
    const [head, ...rest] = path.split('.');
    if (!rest.length) {
      out[head] = computed(row, head);
      continue;
    }
    const target = store.related(row, head);
    if (!target) out[head] = null;
    else out[head] = { ...out[head], ...project(store, target, [rest.join('.')], version) };
  }
  return out;
}

const OBJECTS = ['Opportunity', 'OpportunityStage', 'OpportunityContactRole', 'OpportunityHistory', 'Account', 'Contact', 'User', 'Organization', 'Task'];

/** Answers `{totalSize, done, records}`; throws BadQuery with Salesforce's error codes. */
export function query(store, soql, version) {
  const m = SHAPE.exec(soql ?? '');
  if (!m) throw new BadQuery('MALFORMED_QUERY', 'unexpected token: query not understood');
  const object = OBJECTS.find((o) => o.toLowerCase() === m[2].toLowerCase());
  if (!object) throw new BadQuery('INVALID_TYPE', `sObject type '${m[2]}' is not supported.`);
  const paths = m[1].split(',').map((s) => s.trim());
  let rows = store.all(object);
  for (const term of m[3]?.split(/\s+AND\s+/i) ?? []) rows = rows.filter((r) => test(store, r, term));
  for (const key of (m[4]?.split(',') ?? []).reverse()) {
    const [path, dir] = key.trim().split(/\s+/);
    const sign = /desc/i.test(dir ?? '') ? -1 : 1;
    rows = [...rows].sort((a, b) => {
      const [x, y] = [valueOf(store, a, path), valueOf(store, b, path)];
      return x === y ? 0 : (x ?? '') < (y ?? '') ? -sign : sign;
    });
  }
  if (m[5]) rows = rows.slice(0, Number(m[5]));
  return { totalSize: rows.length, done: true, records: rows.map((r) => project(store, r, paths, version)) };
}
