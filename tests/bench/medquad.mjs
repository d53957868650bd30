// MedQuAD as a content bundle: 5,490 NIH health articles and the queries that were written for them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const MEDQUAD = fileURLToPath(new URL('../../../shared/data/medquad/', import.meta.url));
export const hasMedquad = existsSync(`${MEDQUAD}articles.jsonl`);

/** @param {string} name @returns {any[]} one object a line */
function readLines(name) {
  return readFileSync(MEDQUAD + name, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The articles as a content bundle: synonyms are other names, the source is the category, sections become headings. */
export function medquadContent() {
  const articles = readLines('articles.jsonl').map((article) => ({
    slug: article.id.replaceAll('/', '-'),
    title: article.title,
    url: article.url,
    categories: [article.source],
    tags: article.semanticGroup ? [article.semanticGroup] : [],
    also_known_as: article.synonyms,
    body: article.sections
      .map((/** @type {any} */ section) => `## ${section.question}\n\n${section.text}`)
      .join('\n\n'),
  }));
  return { version: 1, site: { title: 'MedQuAD', url: '', language: 'en' }, articles };
}

/** @param {'title' | 'title-typo' | 'known-item' | 'synonym'} kind
 *  @returns {{query: string, relevant: Set<string>}[]} */
export function medquadQueries(kind) {
  return readLines(`${kind}.jsonl`).map((line) => ({
    query: line.query,
    relevant: new Set([line.relevant, ...line.alsoRelevant].map((id) => id.replaceAll('/', '-'))),
  }));
}

export const KINDS = /** @type {const} */ (['title', 'title-typo', 'known-item', 'synonym']);
