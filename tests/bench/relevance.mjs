// What each contestant finds of MedQuAD.
import { medquadHash } from './peers.mjs';
import { hashOf, remembered } from './remembered.mjs';

/** @typedef {{ success: number, mrr: number, none: number }} Quality shares of the queries; mrr looks at ten hits */

/** @param {import('./entrants.mjs').Entrant['search']} search @param {import('./kinds.mjs').Asked[]} asked @returns {Promise<Quality>} */
async function qualityOf(search, asked) {
  const found = { success: 0, mrr: 0, none: 0 };
  for (const { query, relevant } of asked) {
    const hits = await search(query, 10);
    const rank = hits.findIndex((id) => relevant.has(id)) + 1;
    found.success += rank === 1 ? 1 / asked.length : 0;
    found.mrr += rank > 0 ? 1 / rank / asked.length : 0;
    found.none += hits.length === 0 ? 1 / asked.length : 0;
  }
  return found;
}

/**
 * @param {import('./entrants.mjs').Entrant[]} all @param {Record<string, import('./kinds.mjs').Asked[]>} queries by kind
 * @param {{ fresh: boolean, say: (line: string) => void }} options
 * @returns {Promise<Record<string, Record<string, Quality>>>} by kind and contestant
 */
export async function relevance(all, queries, { fresh, say }) {
  const medquad = medquadHash();
  /** @type {Record<string, Record<string, Quality>>} */
  const table = {};
  for (const [kind, asked] of Object.entries(queries)) {
    table[kind] = {};
    const hash = hashOf(JSON.stringify(asked.map(({ query, relevant }) => [query, ...relevant])));
    for (const { name, isPeer, search } of all) {
      const ask = () => qualityOf(search, asked);
      const { value } = isPeer
        ? await remembered(`${medquad} ${hash} ${name}`, fresh, ask)
        : { value: await ask() };
      table[kind][name] = value;
    }
    say(`${kind}: ${asked.length} queries`);
  }
  return table;
}
