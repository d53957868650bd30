// Every contestant with MedQuAD, ready to be asked.
import { contestants } from './contestants/index.mjs';
import { medquadDocs, publishedPeers, readPeer } from './peers.mjs';

/** @typedef {{ name: string, isPeer: boolean, slow: boolean, search: (query: string, count: number) => Promise<string[]> }} Entrant */

/** @param {string} name @param {string[] | undefined} only */
export const isChosen = (name, only) =>
  !only || only.some((part) => name.toLowerCase().includes(part.toLowerCase()));

/** @param {import('./contestants/index.mjs').Contestant} contestant @param {import('./engine.mjs').Files} files */
async function openOne(contestant, files) {
  if (!contestant.load) return contestant.build(medquadDocs(), 'en');
  if (!contestant.package) return contestant.load(files, 'en');
  return contestant.load(readPeer(contestant, await publishedPeers([contestant])), 'en');
}

/**
 * Each opens with its first query.
 * @param {import('./engine.mjs').Files} files Carrel's, as published
 * @param {string[] | undefined} only parts of names; nothing: everybody
 * @returns {Entrant[]}
 */
export function entrants(files, only) {
  return contestants
    .filter(({ name }) => isChosen(name, only))
    .map((contestant) => {
      /** @type {Promise<any> | undefined} */
      let handle;
      return {
        name: contestant.name,
        isPeer: contestant.package !== null,
        slow: contestant.slow ?? false,
        search: async (/** @type {string} */ query, /** @type {number} */ count) => {
          handle ??= openOne(contestant, files);
          return contestant.search(await handle, query, count);
        },
      };
    });
}
