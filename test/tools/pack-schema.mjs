// Writes src/methods/pack.schema.json from the zod schema of a pack: node test/tools/pack-schema.mjs
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = new URL('../../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const { module } = await runnerImport(path('src/methods/pack-schema.ts'), { root: path('.'), configFile: false });
await writeFile(path('src/methods/pack.schema.json'), module.packSchemaText());
