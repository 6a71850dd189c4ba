/** One pattern against one address, outside of a page. */
import { expression } from './ready.ts';

/** What `{id}` and `{org}` stand for, or null where the address is another one. */
export function match(hosts: readonly string[], pattern: string, url: URL): { id?: string; org?: string } | null {
  return (new RegExp(expression(hosts, pattern)).exec(url.href)?.groups as { id?: string; org?: string } | undefined) ?? null;
}
