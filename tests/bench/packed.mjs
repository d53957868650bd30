// MedQuAD packed by `carrel pack`, with a page beside it; kept in build/ for as long as what makes it is the same.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { keepInUse } from './cache.mjs';
import { MEDQUAD, medquadContent } from './medquad.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'build/medquad');

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>MedQuAD</title>
  <script type="module" src="carrel.js"></script>
  <carrel-articles src="entry.json" load="eager"><a href="entry.json">The articles</a></carrel-articles>
</html>
`;

/** Of everything that decides what is packed: the build, the articles, and how they are read. */
function keyOf() {
  const hash = createHash('sha256').update(page);
  for (const folder of ['dist', 'dist/shell']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = join(root, folder, name);
      if (statSync(path).isFile()) hash.update(name).update(readFileSync(path));
    }
  }
  hash.update(readFileSync(new URL('medquad.mjs', import.meta.url)));
  hash.update(readFileSync(`${MEDQUAD}articles.jsonl`));
  return hash.digest('hex').slice(0, 16);
}

/** @returns {Promise<string>} a folder with content.json, and what it was packed to in `site` */
export async function packedMedquad() {
  const folder = join(cache, keyOf());
  if (!existsSync(folder)) {
    const work = `${folder}.${process.pid}`;
    mkdirSync(join(work, 'site'), { recursive: true });
    writeFileSync(join(work, 'content.json'), JSON.stringify(medquadContent()));
    writeFileSync(join(work, 'site/index.html'), page);
    await promisify(execFile)(process.execPath, [
      join(root, 'scripts/carrel'),
      'pack',
      join(work, 'content.json'),
      '-o',
      join(work, 'site'),
    ]);
    // Another process may have been faster.
    if (existsSync(folder)) rmSync(work, { recursive: true });
    else renameSync(work, folder);
  }
  keepInUse(cache, folder);
  return folder;
}

/** What a host would serve of the bundle: entry.json and the files that it leads to. @param {string} site */
export function readFiles(site) {
  const names = readdirSync(site).filter((name) => /^(entry\.json|[0-9a-f]{16}\.bin)$/.test(name));
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(site, name)))]));
}
