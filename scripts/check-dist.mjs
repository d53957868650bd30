/** @file Refuses to make a package of a tree that has not been built. `npm pack` and `npm publish` run this first. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const needed = [
  ...['search', 'markdown', 'packer', 'html', 'stem.en'].map((name) => `dist/${name}.wasm`),
  'dist/shell/carrel.js',
  'dist/THIRD_PARTY_NOTICES',
];
const missing = needed.filter((path) => !existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url))));
if (missing.length > 0) {
  console.error(`a package without ${missing.join(', ')} would be of no use: run ./scripts/build first`);
  process.exitCode = 1;
}
