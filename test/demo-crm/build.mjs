/** Builds the look-alike's page once per content: `synthetic.js` and `native.js`, into `.cache/demo-crm/<hash>`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const HERE = join(ROOT, 'test/demo-crm');
const CACHE = join(ROOT, '.cache/demo-crm');
const MODES = ['synthetic', 'native'];
/** Only these icons go into the bundle: the library's full set is 7 MB of templates. */
const ICONS = ['check', 'chevrondown', 'chevronleft', 'chevronright', 'clear', 'close', 'down', 'edit', 'error', 'event', 'info', 'left', 'right', 'search', 'warning'];

const filesIn = (dir) => readdirSync(dir).sort().flatMap((name) => {
  const path = join(dir, name);
  return statSync(path).isDirectory() ? filesIn(path) : [path];
});

function contentHash() {
  const hash = createHash('sha256');
  for (const file of [...filesIn(join(HERE, 'page')), join(HERE, 'labels.mjs'), join(HERE, 'build.mjs')]) hash.update(file.slice(HERE.length)).update(readFileSync(file));
  for (const name of ['lwc', '@lwc/synthetic-shadow', '@lwc/rollup-plugin', 'lightning-base-components', 'rollup']) {
    hash.update(JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Answers the folder with the built page; builds only when sources or versions changed. */
export async function build(outDir) {
  const out = outDir ?? join(CACHE, contentHash());
  if (!outDir && MODES.every((m) => existsSync(join(out, `${m}.js`)))) return out;
  const work = `${out}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  for (const mode of MODES) await bundle(mode, join(work, `${mode}.js`));
  try {
    renameSync(work, out);
  } catch (error) {
    // Another process finished the same build first, or the caller's folder exists.
    if (!existsSync(out)) throw error;
    for (const mode of MODES) renameSync(join(work, `${mode}.js`), join(out, `${mode}.js`));
    rmSync(work, { recursive: true, force: true });
  }
  if (!outDir) for (const old of readdirSync(CACHE)) if (join(CACHE, old) !== out && Date.now() - statSync(join(CACHE, old)).mtimeMs > 3_600_000) rmSync(join(CACHE, old), { recursive: true, force: true });
  return out;
}

async function bundle(mode, file) {
  const [{ rollup }, { default: lwc }, { default: resolve }, { default: replace }] = await Promise.all([
    import('rollup'), import('@lwc/rollup-plugin'), import('@rollup/plugin-node-resolve'), import('@rollup/plugin-replace'),
  ]);
  // The LWC resolver takes a config file only beside package.json, so the modules are named here.
  const modules = [{ dir: join(HERE, 'page/modules') }, { npm: 'lightning-base-components' }];
  const work = await rollup({
    input: join(HERE, `page/main-${mode}.js`),
    onwarn(warning) {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    },
    plugins: [
      ours(),
      replace({ 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false', preventAssignment: true }),
      lwc({ rootDir: join(HERE, 'page/modules'), modules, enableDynamicComponents: true, enableSyntheticElementInternals: true, exclude: [join(HERE, 'page/*.js'), join(HERE, 'page/aura/*.js'), join(HERE, 'labels.mjs')] }),
      resolve(),
    ],
  });
  await work.write({ file, format: 'iife', name: 'demoCrm', inlineDynamicImports: true });
  await work.close();
}

/** Stands in for what Salesforce serves per user: locale, language and a small icon set. */
function ours() {
  const bases = join(ROOT, 'node_modules/lightning-base-components/src/lightning');
  const zh = 'document.documentElement.lang === "zh-CN"';
  const virtual = {
    '@salesforce/i18n/locale': 'export default document.documentElement.lang;',
    '@salesforce/i18n/lang': 'export default document.documentElement.lang;',
    '@salesforce/i18n/currency': 'export default "EUR";',
    '@salesforce/i18n/timeZone': 'export default "Europe/Berlin";',
    '@salesforce/i18n/dateTime.shortDateFormat': `export default ${zh} ? "yyyy/M/d" : "M/d/yyyy";`,
    '@salesforce/label/LightningDateTimePicker.today': `export default ${zh} ? "今天" : "Today";`,
    '@salesforce/label/LightningCombobox.placeholder': `export default ${zh} ? "选择一个选项" : "Select an Option";`,
    '@salesforce/label/LightningDateTimePicker.dateFormatExampleText': `export default ${zh} ? "格式：{0}" : "Format: {0}";`,
    '@salesforce/label/LightningControl.required': `export default ${zh} ? "必填" : "required";`,
  };
  return {
    name: 'demo-crm',
    resolveId(id) {
      if (id in virtual) return `\0${id}`;
      if (id.startsWith('lightning/iconSvgTemplates')) return '\0icons';
      return null;
    },
    load(id) {
      if (id === '\0icons') {
        const dir = join(bases, 'iconSvgTemplatesUtility/buildTemplates/utility');
        const have = ICONS.filter((name) => existsSync(join(dir, `${name}.html`)));
        return `${have.map((n) => `import ${n} from ${JSON.stringify(join(dir, `${n}.html`))};`).join('\n')}\nexport default {${have.map((n) => `utility_${n}: ${n}`).join(',')}};`;
      }
      return id.startsWith('\0') ? virtual[id.slice(1)] ?? null : null;
    },
  };
}
