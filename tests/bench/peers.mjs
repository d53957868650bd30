// MedQuAD as the peers publish it, kept in build/ for as long as what makes it is the same: some of them take long to build.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepInUse } from './cache.mjs';
import { MEDQUAD, medquadContent } from './medquad.mjs';
import { hashOf, peersHash } from './remembered.mjs';

/** @typedef {import('./contestants/index.mjs').Contestant} Contestant */

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'build/medquad-peers');

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
  keepInUse(cache, folder);
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
