/**
 * @file Hostile texts, and every place of an article and of a bundle that an author, or whoever writes in an author's name, can put them into.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { harmlessWords } from './harmless.js';

/**
 * @typedef {import('./own.js').Vector} Vector
 * @typedef {{ id: string, markdown: string, words: string[] }} Article a body, and words that must be there once it is rendered
 */

/** Where the collections lie; they are read from there and never copied. */
export const SHARED = fileURLToPath(new URL('../../../../shared/data/xss/', import.meta.url));

export const hasShared = existsSync(SHARED);

/** Every vector of a folder of JSON files (its README.txt says what is in them). @param {string} folder @returns {Vector[]} */
export function vectorsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** What is read of a link whatever becomes of its address. */
const LABEL = 'harbour';

/** The vector as the body of articles: as it is, or in each place that Markdown has for an address. @param {Vector} vector @returns {Article[]} */
export function articlesOf({ id, context, payload }) {
  if (context !== 'url') return [{ id, markdown: payload, words: harmlessWords(payload) }];
  const words = [LABEL];
  return [
    { id: `${id} link`, markdown: `[${LABEL}](${payload})`, words },
    { id: `${id} link in brackets`, markdown: `[${LABEL}](<${payload}>)`, words },
    { id: `${id} picture`, markdown: `![${LABEL}](${payload})`, words },
    { id: `${id} autolink`, markdown: `<${payload}>`, words: [] },
    { id: `${id} reference`, markdown: `[${LABEL}][r]\n\n[r]: ${payload}`, words },
  ];
}

/** The first day of a bundle; each article is a day younger, which tells them apart wherever their date is shown. */
const FIRST_DAY = Date.UTC(2000, 0, 1);

/** @param {number} i */
const dayOf = (i) => new Date(FIRST_DAY + i * 86_400_000).toISOString().slice(0, 10);

/**
 * A content bundle with a vector in every place that an article, a topic, a term, a help notice, a synonym and the site have.
 * @param {Vector[]} vectors one article each
 */
export function bundleOf(vectors) {
  const payloads = vectors.map(({ payload }) => payload);
  const [first] = payloads;
  return {
    version: 1,
    site: {
      title: first,
      url: payloads[1] ?? first,
      language: first,
      fields: { level: { label: first, type: 'text' } },
    },
    topics: [
      {
        slug: 'terms',
        title: first,
        introduction: first,
        terms: payloads.map((payload) => ({ term: payload, also_known_as: [payload], definition: payload })),
      },
    ],
    articles: vectors.map(({ payload }, i) => ({
      slug: payload,
      title: payload,
      body: payload,
      url: payload,
      date: dayOf(i),
      authors: [payload, { name: payload, url: payload, credentials: payload }],
      categories: [payload],
      tags: [payload],
      excerpt: payload,
      also_known_as: [payload],
      language: payload,
      // Relative to its own address every one means something; relative to another's it must not break anything either.
      image: { src: payloads[(i + 1) % payloads.length], alt: payload, width: 4, height: 3 },
      topics: [payload, 'terms'],
      reviewed_by: { name: payload, url: payload, credentials: payload },
      last_reviewed: payload,
      sources: [{ title: payload, url: payload, publisher: payload, date: payload }],
      fields: { level: payload, [payload]: payload },
      [payload]: payload,
    })),
    synonyms: payloads.slice(0, 50).map((payload) => ({ terms: [payload, `${payload} too`] })),
    help: payloads.map((payload) => ({
      region: payload,
      language: payload,
      label: payload,
      text: payload,
      tel: payload,
      url: payload,
    })),
  };
}

/** @template T @param {T[]} list @param {number} size @returns {T[][]} */
export const inGroups = (list, size) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
