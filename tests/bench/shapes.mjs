/**
 * @file How long it takes to look at the shape of an answer (web/answers.js), beside `JSON.parse` of the same answer: `node tests/bench/shapes.mjs`.
 * Both take turns on each answer, so that whatever else the machine does meets both.
 */
import { readFileSync } from 'node:fs';
import { importMarkdown } from '../../scripts/cli/import-markdown.mjs';
import { answerTo, opened } from '../../web/answers.js';
import { pack } from '../../web/node.js';
import { openWith } from './engine.mjs';
import { hasMedquad, KINDS, medquadContent, medquadQueries } from './medquad.mjs';

/** Answers looked at, at least, for each line that is printed. */
const ANSWERS = 4000;
/** The share of the rounds that only warm up. */
const WARMING = 0.2;

/** @typedef {{ kind: string, json: string, shape: import('../../web/shapes.js').Shape }} Answer */

/** @param {any} content @param {string[]} queries @returns {Promise<Answer[]>} */
async function answersOf(content, queries) {
  const bundle = await openWith(await pack(content), []);
  /** @type {Answer[]} */
  const answers = [{ kind: 'open', json: JSON.stringify(bundle.info), shape: opened }];
  /** @param {string} kind @param {string} query @param {unknown} value */
  const add = (kind, query, value) => {
    const verb = kind === 'suggest' ? 'carrel_suggest' : 'carrel_search';
    answers.push({ kind, json: JSON.stringify(value), shape: answerTo(verb, query) });
  };
  for (const query of queries) {
    add('search', query, await bundle.search(query));
    add('suggest', query, { suggestions: await bundle.suggest(query) });
  }
  for (const { slug } of content.articles.slice(0, 20))
    add('read', 'read=x', { article: await bundle.article(slug) });
  return answers;
}

/** @param {string} name @param {Answer[]} answers */
function measure(name, answers) {
  for (const kind of ['open', 'search', 'read', 'suggest']) {
    const cases = answers.filter((answer) => answer.kind === kind);
    const rounds = Math.ceil(ANSWERS / cases.length);
    let parsing = 0n;
    let looking = 0n;
    for (let round = 0; round < rounds; round++) {
      for (const { json, shape } of cases) {
        const began = process.hrtime.bigint();
        const value = JSON.parse(json);
        const parsed = process.hrtime.bigint();
        if (shape(value)) throw new Error(`${kind} of ${name} does not fit`);
        const done = process.hrtime.bigint();
        if (round < rounds * WARMING) continue;
        parsing += parsed - began;
        looking += done - parsed;
      }
    }
    const kilobytes = cases.reduce((sum, { json }) => sum + json.length, 0) / cases.length / 1000;
    const share = Number(looking) / Number(parsing);
    console.log(`${name} ${kind}: ${kilobytes.toFixed(1)} kB, ${share.toFixed(2)} of JSON.parse`);
  }
}

const demo = new URL('../../web/demo/content/', import.meta.url);
const base = JSON.parse(readFileSync(new URL('site.json', demo), 'utf8'));
const { content } = importMarkdown(new URL('articles', demo).pathname, { base });
measure(
  'demo',
  await answersOf(content, ['', 'q=naloxone', 'q=opioid+withdrawal', 'q=wi', 'tags=withdrawal']),
);
if (hasMedquad) {
  const queries = KINDS.flatMap((kind) => medquadQueries(kind).slice(0, 12));
  const asked = queries.map(({ query }) => `q=${encodeURIComponent(query)}`);
  measure('MedQuAD', await answersOf(medquadContent(), asked));
} else console.log('MedQuAD: skipped, ../shared/data/medquad is not there');
