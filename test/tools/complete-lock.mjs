// Adds to package-lock.json the platform builds (Windows, macOS, other Linuxes) that npm left out because the registry
// it was run against does not carry them. Without their entries `npm ci` refuses the whole file, on every platform.
//   node test/tools/complete-lock.mjs [--check]
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const OS = {android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', linuxmusl: 'linux', openbsd: 'openbsd', openharmony: 'openharmony', win32: 'win32', sunos: 'sunos', netbsd: 'netbsd', aix: 'aix'};
const CPU = {arm: 'arm', arm64: 'arm64', x64: 'x64', ia32: 'ia32', loong64: 'loong64', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', wasm32: 'wasm32'};

/** What a platform package is for, by the words of its name: {os, cpu, libc}. Throws when the name says neither. */
export function platformOf(name) {
  if (name === 'fsevents') return {os: ['darwin']};
  const words = name.split('/').at(-1).split('-');
  const os = words.map(w => OS[w]).filter(Boolean);
  const cpu = words.map(w => CPU[w]).filter(Boolean);
  if (!os.length && !cpu.length) throw new Error(`${name}: its name does not tell the platform`);
  const libc = words.some(w => w.includes('musl')) ? ['musl'] : words.some(w => w.startsWith('gnu')) && os[0] === 'linux' ? ['glibc'] : undefined;
  return {...(os.length && {os}), ...(cpu.length && {cpu}), ...(libc && {libc})};
}

/** Optional packages that a locked package names and the lock lacks: [path, version range, whether it is for development]. */
export function missing({packages}) {
  const found = new Map();
  for (const [path, {optionalDependencies = {}, dev}] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const homes = [];
      for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
        homes.push(`${at ? `${at}/` : ''}node_modules/${name}`);
        if (!at.includes('/node_modules/')) break;
      }
      homes.push(`node_modules/${name}`);
      if (!homes.some(home => packages[home])) found.set(`node_modules/${name}`, [name, range, dev]);
    }
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const lacks = missing(lock);
  for (const [path, [name, range, dev]] of lacks) {
    lock.packages[path] = {version: range.replace(/^[~^]/, ''), ...(dev && {dev: true}), optional: true, ...platformOf(name)};
  }
  const check = process.argv.includes('--check');
  if (lacks.size && !check) {
    lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  console.log(lacks.size ? `${lacks.size} platform builds ${check ? 'are missing' : 'added'}` : 'the lock is complete');
  process.exitCode = check && lacks.size ? 1 : 0;
}
