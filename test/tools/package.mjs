// `npm run package`: builds the store variant into dist/, checks it, zips it. Equal sources give equal bytes.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {zipSync} from 'fflate';
import {build, BuildFailed, root} from './build.mjs';
import {problems, walk} from './manifest-check.mjs';

const dist = join(root, 'dist');
const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
try {
  build('store', dist);
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
const found = problems(dist, pkg);
if (found.length) {
  console.error(`dist/ must not be published:\n${found.map(line => `  ${line}`).join('\n')}`);
  process.exit(1);
}

const at = {mtime: new Date(2020, 0, 1), level: 9};
const entries = {};
for (const path of walk(dist)) {
  const name = relative(dist, path).split(sep).join('/');
  let bytes = readFileSync(path);
  if (name === 'manifest.json') {
    // The store gives the id and refuses a manifest with a key; the unpacked folder keeps it for its stable id.
    const {key: _, ...manifest} = JSON.parse(bytes.toString('utf8'));
    bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  }
  entries[name] = [new Uint8Array(bytes), at];
}
const zip = zipSync(entries);
const out = join(root, 'dist-package');
rmSync(out, {recursive: true, force: true});
mkdirSync(out);
writeFileSync(join(out, `stageproof-${pkg.version}.zip`), zip);
console.log(`dist-package/stageproof-${pkg.version}.zip: ${Object.keys(entries).length} files, ${Math.ceil(zip.length / 1024)} kB`);
