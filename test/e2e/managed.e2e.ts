// What an administrator rolls out reaches the product by the browser's own policy files. Only where this run may write them:
// Debian's Chromium reads /etc/chromium/policies/managed, which takes root. The extension is a copy without its key, so
// that the policy names an id that no other browser on this machine runs.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { messages } from '../../src/i18n/index.ts';
import { until, withExtension } from './support.ts';

const t = messages('en').packs;
const DIR = '/etc/chromium/policies/managed';
const examples = [...readFileSync('docs/methods-packs.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map((m) => m[1]!);
const letters = examples.find((text) => text.includes('"id": "letters"'))!;
/** Chromium's id of an unpacked extension without a key: its path, hashed, in the letters a to p. */
const idOf = (path: string): string => Array.from(createHash('sha256').update(path).digest('hex').slice(0, 32), (digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');

const left: string[] = [];
afterEach(() => {
  for (const path of left.splice(0)) rmSync(path, { recursive: true, force: true });
});

test('a policy file rolls out a pack, its own rules and a locked setting', async (ctx) => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'stageproof-managed-')));
  left.push(dir);
  cpSync(inject('extensionDir'), dir, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  delete manifest['key'];
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  const id = idOf(dir);
  const file = join(DIR, `stageproof-test-${process.pid}.json`);
  try {
    mkdirSync(DIR, { recursive: true });
    writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [id]: { packs: [letters], defaultMethod: 'letters', policy: 'block', lock: ['policy'], methodRules: [{ methodId: 'ltc', when: { recordType: 'Project' } }] } } } }));
  } catch (error) {
    ctx.skip(`no policy file can be written here: ${(error as Error).message}`);
  }
  left.push(file);
  const ext = await withExtension({ extensionDir: dir });
  try {
    expect(ext.extensionId).toBe(id);
    const read = async (): Promise<Record<string, unknown>> => (await ext.worker()).evaluate(async () => (await chrome.storage.managed.get(null)) as Record<string, unknown>);
    let managed: Record<string, unknown> = {};
    const reads = await until(async () => Object.keys(managed = await read()).length > 0, 'the policy to be read', 20_000).then(() => true, () => false);
    if (!reads) ctx.skip('this browser does not read policies from /etc/chromium');
    expect(managed).toMatchObject({ policy: 'block', lock: ['policy'] });
    const options = await ext.openOwn('options.html#methods');
    const row = options.locator('[data-pack="letters"]');
    await row.getByText(t.policy, { exact: false }).waitFor();
    expect(await row.getByRole('button', { name: t.editOf('Seven letters'), exact: true }).count()).toBe(0);
    await options.locator('.rule-list li', { hasText: 'Project' }).waitFor();
    await options.getByText(t.adminRules).waitFor();
  } finally {
    await ext.close();
  }
});
