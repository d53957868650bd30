// What the files that a search fetches tell the host of its words. `node tests/bench/privacy.mjs [--words N]` says it of MedQuAD.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bundle } from '../../web/bundle.js';
import { moduleTools } from '../../web/engine.js';
import { hasMedquad, medquadContent } from './medquad.mjs';
import { packedMedquad, readFiles } from './packed.mjs';
import { spread } from './random.mjs';

/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files by name, as they are published */
/** @typedef {{ files: string[], bytes: number }} Visit what was asked for, sorted and each once; what the index's own part of it takes on the wire */

const dist = new URL('../../dist/', import.meta.url);
const address = new URL('memory://bundle/entry.json');

/** Modules are compiled once for all visits; that one was started is noted all the same. */
const tools = moduleTools({
  modules: (name) => new URL(name, dist),
  fetch: async (url) =>
    new Response(readFileSync(fileURLToPath(url)), { headers: { 'content-type': 'application/wasm' } }),
});

/**
 * One visit by somebody who has been nowhere before.
 * @param {Files} files @param {string} privacy `parts` or `whole` @param {(bundle: Bundle) => Promise<unknown>} act
 * @returns {Promise<Visit>}
 */
export async function visit(files, privacy, act) {
  /** @type {Set<string>} */
  const asked = new Set();
  const bundle = await Bundle.open(
    address,
    {
      ...tools,
      start: (name) => {
        asked.add(name);
        return tools.start(name);
      },
      fetch: async ({ pathname }) => {
        const name = pathname.slice(1);
        asked.add(name);
        const bytes = files.get(name);
        return new Response(bytes ?? null, { status: bytes ? 200 : 404 });
      },
    },
    undefined,
    privacy,
  );
  await act(bundle);
  const { searchBytes } = bundle;
  bundle.close();
  return { files: [...asked].sort(), bytes: searchBytes };
}

/** What the widget asks for when words are typed and looked at. @param {string} words @returns {(bundle: Bundle) => Promise<void>} */
export const typing = (words) => async (bundle) => {
  const q = encodeURIComponent(words);
  await bundle.search('show=10', { opening: true });
  await Promise.all([bundle.search(`q=${q}&show=10`), bundle.suggest(`q=${q}&show=6`)]);
  await bundle.search(`q=${q}&show=10&passages=1`);
};

/**
 * @param {Files} files @param {string} privacy @param {string[]} words each is typed in a visit of its own
 * @returns {Promise<{ share: number, sets: number, median: number, bytes: number }>} the share of words whose set of files no other
 *   of them has, how many sets there are, files in the median, bytes at most
 */
export async function whatFilesTell(files, privacy, words) {
  /** @type {Map<string, number>} */
  const sets = new Map();
  /** @type {number[]} */
  const counts = [];
  let bytes = 0;
  for (const word of words) {
    const seen = await visit(files, privacy, typing(word));
    const key = seen.files.join(' ');
    sets.set(key, (sets.get(key) ?? 0) + 1);
    counts.push(seen.files.length);
    bytes = Math.max(bytes, seen.bytes);
  }
  const alone = [...sets.values()].filter((count) => count === 1).length;
  const median = counts.sort((a, b) => a - b)[counts.length >> 1];
  return { share: alone / words.length, sets: sets.size, median, bytes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!hasMedquad) {
    console.log('skipped: ../shared/data/medquad is not there');
  } else {
    const { values } = parseArgs({ options: { words: { type: 'string', default: '400' } } });
    const files = readFiles(`${await packedMedquad()}/site`);
    const all = new Set(
      medquadContent().articles.flatMap(({ title }) => title.toLowerCase().match(/\p{L}{4,}/gu) ?? []),
    );
    const words = spread([...all].sort(), Number(values.words));
    console.log(`${words.length} of the ${all.size} words of titles, each typed in a visit of its own:`);
    for (const privacy of ['parts', 'whole']) {
      const { share, sets, median, bytes } = await whatFilesTell(files, privacy, words);
      console.log(
        `privacy=${privacy}: ${(100 * share).toFixed(1)} % have a set of files of their own (sets: ${sets}); ` +
          `${median} files in the median, ${bytes} bytes of the index at most`,
      );
    }
  }
}
