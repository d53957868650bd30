// MedQuAD as the peers publish it, kept in build/ for as long as what makes it is the same: some of them take long to build.
import {
  cpSync,
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
import { MEDQUAD, medquadContent } from './medquad.mjs';
import { hashOf, peersHash } from './remembered.mjs';

/** @typedef {import('./contestants/index.mjs').Contestant} Contestant */

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'build/medquad-peers');

/** ms. Folders of other settings are then of no more use to a process that still runs. */
const unusedAfter = 3_600_000;

/** @param {import('./kinds.mjs').Article[]} articles @returns {import('./contestants/index.mjs').Doc[]} */
export const docsOf = (articles) =>
  articles.map(({ slug, title, also_known_as, body }) => ({
    id: slug,
    title,
    names: also_known_as,
    text: body,
  }));

export const medquadDocs = () => docsOf(medquadContent().articles);

/** Of everything that decides what a peer builds. */
export const medquadHash = () =>
  hashOf(
    peersHash(),
    readFileSync(new URL('medquad.mjs', import.meta.url)),
    readFileSync(`${MEDQUAD}articles.jsonl`),
  );

/** @param {Contestant} contestant */
const fileOf = ({ name, indexOf = name }) => `${indexOf.toLowerCase().replaceAll(' ', '-')}.json`;

/** Builds what is missing. @param {Contestant[]} contestants @returns {Promise<string>} the folder */
export async function publishedPeers(contestants) {
  const folder = join(cache, medquadHash());
  if (existsSync(cache)) {
    for (const name of readdirSync(cache)) {
      const path = join(cache, name);
      const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (path !== folder && Date.now() - used > unusedAfter) rmSync(path, { recursive: true, force: true });
    }
  }
  mkdirSync(folder, { recursive: true });
  for (const contestant of contestants) {
    const path = join(folder, fileOf(contestant));
    if (!contestant.save || existsSync(path)) continue;
    const handle = await contestant.build(medquadDocs(), 'en');
    const saved = await contestant.save(handle);
    const work = `${path}.${process.pid}`;
    if (contestant.savesFolder) cpSync(saved, work, { recursive: true });
    else writeFileSync(work, saved);
    // Another process may have been faster.
    if (existsSync(path)) rmSync(work, { recursive: true });
    else renameSync(work, path);
    contestant.close?.(handle);
  }
  return folder;
}

/** What a peer published. @param {Contestant} contestant @param {string} folder @returns {string} its text, or the path of its folder */
export function readPeer(contestant, folder) {
  const path = join(folder, fileOf(contestant));
  return contestant.savesFolder ? path : readFileSync(path, 'utf8');
}
