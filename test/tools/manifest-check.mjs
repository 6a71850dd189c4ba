// What the published folder must and must not hold. Every line of `problems` is a reason not to publish it.
import {existsSync, readFileSync, readdirSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b);

/** Asked for at installation; a change here is a change of what the user is told. */
const EXPECTED = {
  manifest_version: 3,
  permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'sidePanel'],
  optional_permissions: ['cookies'],
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  web_accessible_resources: [{resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'], use_dynamic_url: true}],
  content_security_policy: {extension_pages: "script-src 'self'; object-src 'none'"},
};
const ABSENT = ['host_permissions', 'content_scripts', 'externally_connectable', 'sandbox', 'update_url'];
/** Words that only a development or test build has. */
const FOREIGN = ['@vite/client', '@vite-plugin-checker', 'crx-client-port', 'ws://localhost', 'http://localhost:', 'stageproofDemo', '//# sourceMappingURL='];

export function* walk(dir) {
  for (const name of readdirSync(dir).sort()) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

function* referenced(manifest) {
  yield manifest.background?.service_worker;
  yield manifest.options_ui?.page;
  yield manifest.side_panel?.default_path;
  yield* Object.values(manifest.icons ?? {});
  yield* Object.values(manifest.action?.default_icon ?? {});
  for (const {resources} of manifest.web_accessible_resources ?? []) yield* resources;
}

/** @param {string} dir a built folder @param {{version: string}} pkg @returns {string[]} empty when it may be published */
export function problems(dir, pkg) {
  const found = [];
  const file = join(dir, 'manifest.json');
  if (!existsSync(file)) return [`${dir} has no manifest.json`];
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const [key, value] of Object.entries(EXPECTED)) {
    if (!same(manifest[key], value)) found.push(`manifest.${key} is ${JSON.stringify(manifest[key])}, expected ${JSON.stringify(value)}`);
  }
  for (const key of ABSENT) if (key in manifest) found.push(`manifest.${key} must not be there: ${JSON.stringify(manifest[key])}`);
  if (manifest.version !== pkg.version) found.push(`manifest.version is ${manifest.version}, package.json says ${pkg.version}`);
  for (const path of referenced(manifest)) if (!path || !existsSync(join(dir, path))) found.push(`the manifest names ${path}, which is not there`);
  for (const locale of ['en', 'zh_CN']) {
    const messages = join(dir, '_locales', locale, 'messages.json');
    if (!existsSync(messages)) { found.push(`_locales/${locale}/messages.json is not there`); continue; }
    const have = JSON.parse(readFileSync(messages, 'utf8'));
    for (const [, name] of JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)) if (!have[name]?.message) found.push(`_locales/${locale} lacks "${name}"`);
  }
  for (const path of walk(dir)) {
    const name = relative(dir, path);
    if (/\.(map|tsx?)$/.test(name) || name.startsWith('.vite')) found.push(`${name} must not be published`);
    if (!/\.(js|html|css|json)$/.test(name)) continue;
    const text = readFileSync(path, 'utf8');
    for (const word of FOREIGN) if (text.includes(word)) found.push(`${name} has "${word}": this is not a published build`);
  }
  return found;
}
