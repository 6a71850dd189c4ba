/** What may stand in a recipe's selectors, and which names in a page are made anew at each build and therefore never taken. */

/**
 * Whether a class, id or attribute value looks made by a machine: `css-1x2y3z`, `sc-bdVaJa`, `jsx-123`, `_abc12`, `Card_root__x7Yz`,
 * `ember123`, `:r3:`, anything with a digit in it, and words without vowels or with capitals in the middle of nowhere.
 */
export function isHashed(name: string): boolean {
  if (/\d/.test(name) || /^[_:]|[:]$/.test(name)) return true;
  if (/^(css|sc|jsx|jss|svelte|emotion|styled|chakra|makeStyles|tss|ng|v)-/i.test(name)) return true;
  const tail = name.split(/__|--|[-_]/).at(-1)!;
  // A hash behind the name that a bundler keeps: mixed capitals with no word in them, or letters nobody says.
  if (/__|--/.test(name) && tail.length >= 4 && tail.length <= 8 && (/[a-z][A-Z][A-Z]|[A-Z][a-z][A-Z]/.test(tail) || !/[aeiouy]/i.test(tail))) return true;
  return tail.length >= 5 && !/[aeiouy]/i.test(tail);
}

/** Names of attributes that people put there for tests and scripts, the sturdiest first. */
export const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-automation-id', 'data-field', 'data-field-name', 'data-field-id', 'data-name', 'itemprop', 'name', 'aria-label'] as const;

/** Every class and id that a selector names, and attribute values. */
export function namesIn(css: string): { kind: 'class' | 'id' | 'value'; name: string }[] {
  const found: { kind: 'class' | 'id' | 'value'; name: string }[] = [];
  const values = css.replace(/\[\s*([\w-]+)\s*[~|^$*]?=\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*[is]?\s*\]/g, (_, key: string, a?: string, b?: string, c?: string) => {
    const value = a ?? b ?? c ?? '';
    if (key === 'class') for (const name of value.split(/\s+/)) found.push({ kind: 'class', name });
    else if (key === 'id') found.push({ kind: 'id', name: value });
    else found.push({ kind: 'value', name: value });
    return '[]';
  });
  for (const [, mark, name] of values.matchAll(/([.#])((?:[\w-]|\\.|\p{L})+)/gu)) found.push({ kind: mark === '.' ? 'class' : 'id', name: name!.replace(/\\/g, '') });
  return found;
}

/** Only what every browser answers at once: no `:has`, no pseudo-elements, nothing that reaches out of the page. */
export function isPlain(css: string): boolean {
  const bare = css.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  if (/["']{3}|[{}@;]|::|\/\*/.test(bare) || (bare.match(/[([]/g)?.length ?? 0) !== (bare.match(/[)\]]/g)?.length ?? 0)) return false;
  if (/^\s*[,>+~]|[,>+~]\s*$|[>+~,]\s*[>+~,]/.test(bare) || bare.trim() === '') return false;
  const pseudo = [...bare.matchAll(/:([\w-]+)/g)].map((m) => m[1]!);
  return pseudo.every((name) => /^(not|is|where|nth-child|nth-last-child|first-child|last-child|nth-of-type|checked|disabled|enabled)$/.test(name)) &&
    !/[<!?%&/`]/.test(bare);
}
