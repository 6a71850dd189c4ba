/** Who may import whom, and a checker that is itself tested with sources that break the rule. */

/** Rooms of `src` and the rooms they may import besides themselves; `types` may be imported only with `import type`. */
export const ROOMS: Record<string, { may: string[]; types?: string[]; packages: RegExp }> = {
  domain: { may: [], types: [], packages: /^zod\/mini$/ },
  methods: { may: ['domain'], packages: /^(zod(\/mini)?|jsonc-parser)$/ },
  // Readers of an API run in the worker and may check answers; the host's reach is walked separately.
  crm: { may: ['domain'], packages: /^zod\/mini$/ },
  wire: { may: ['domain'], types: ['crm'], packages: /^zod\/mini$/ },
  notebook: { may: ['domain'], packages: /^(dexie|uuidv7|@noble\/hashes\/.*|zod\/mini)$/ },
  team: { may: ['domain'], packages: /^$/ },
  platform: { may: [], types: ['domain', 'wire'], packages: /^webextension-polyfill$/ },
  i18n: { may: [], types: ['wire', 'domain', 'methods'], packages: /^$/ },
  host: { may: ['crm', 'platform'], types: ['domain', 'wire'], packages: /^$/ },
  ui: { may: ['domain', 'methods', 'wire', 'platform', 'i18n'], types: ['crm'], packages: /^(preact(\/.*)?|@preact\/signals)$/ },
  panel: { may: ['ui', 'domain', 'methods', 'wire', 'platform', 'i18n'], types: ['crm'], packages: /^(preact(\/.*)?|@preact\/signals)$/ },
  // `crm/registry.ts` is data of the options page: which CRMs there are.
  pages: { may: ['ui', 'domain', 'methods', 'wire', 'platform', 'i18n', 'crm'], packages: /^(preact(\/.*)?|@preact\/signals|papaparse|fflate|read-excel-file\/universal)$/ },
  // `host` only by its built file's name (`?script`).
  worker: { may: ['domain', 'methods', 'wire', 'notebook', 'team', 'platform', 'crm', 'i18n'], packages: /^$/ },
};

const IMPORT = /(?:^|\n|;)\s*(import|export)\s+(type\s+)?([^'";]*?\sfrom\s+)?(['"])([^'"]+)\4|\bimport\(\s*(['"])([^'"]+)\6\s*\)/g;

/** What a file loads when it runs: imports that are not of types only. */
export function loads(source: string): string[] {
  return [...source.matchAll(IMPORT)].filter((m) => !typesOnly(m)).map((m) => (m[5] ?? m[7])!);
}

function typesOnly(m: RegExpMatchArray): boolean {
  const clause = m[3] ?? '';
  return m[2] !== undefined || (/^\s*\{[^}]*\}\s*from\s*$/.test(clause) && clause.replace(/^\s*\{|\}\s*from\s*$/g, '').split(',').every((part) => part.trim() === '' || part.trim().startsWith('type ')));
}

/** Every import of a file that the rules forbid, in words. `path` is relative to `src`. */
export function forbidden(path: string, source: string): string[] {
  const room = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  const rule = ROOMS[room];
  if (!rule) return room === '' ? [] : [`${path}: the room ${room} has no rule`];
  const wrong: string[] = [];
  for (const m of source.matchAll(IMPORT)) {
    const target = (m[5] ?? m[7])!;
    const onlyTypes = typesOnly(m);
    if (!target.startsWith('.')) {
      if (!onlyTypes && !rule.packages.test(target)) wrong.push(`${path}: imports the package ${target}`);
      continue;
    }
    if (target.endsWith('?script')) {
      if (room !== 'worker') wrong.push(`${path}: registers ${target}`);
      continue;
    }
    const to = new URL(target, `file:///${path}`).pathname.slice(1);
    const other = to.includes('/') ? to.slice(0, to.indexOf('/')) : '';
    if (other === room || rule.may.includes(other) || (onlyTypes && rule.types?.includes(other))) continue;
    wrong.push(`${path}: imports ${onlyTypes ? 'a type of ' : ''}${to}`);
  }
  return wrong;
}
