// Collections of documents, queries and judgements: folders with docs.jsonl, queries.jsonl and qrels.tsv.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spread } from './random.mjs';
import { hashOf } from './remembered.mjs';

/** @typedef {{ id: string, title: string, text: string }} Doc */
/** @typedef {{ id: string, text: string, grades: Map<string, number> }} Query with at least one relevant document */
/** @typedef {{ name: string, language: string, graded: boolean, docs: Doc[], queries: Query[], judged: number, hash: string }} Collection */

const files = ['docs.jsonl', 'queries.jsonl', 'qrels.tsv'];

/** Of a set with more queries than `small`, so many are asked unless somebody says how many. */
const small = 1000;
const sample = 500;

/** @param {string} path @returns {any[]} */
const readLines = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** What collection.json says, or the end of the folder's name, `-fr`; otherwise English. @param {string} folder @param {string} name */
export function languageOf(folder, name) {
  const said = join(folder, 'collection.json');
  if (existsSync(said)) {
    const { language } = JSON.parse(readFileSync(said, 'utf8'));
    if (typeof language === 'string') return language;
  }
  const end = /-([a-z]{2})$/.exec(name)?.[1];
  return end && languages.of(end) ? end : 'en';
}

/** @param {string} folder of folders @returns {string[]} names of those that are collections */
export function collectionsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => files.every((file) => existsSync(join(folder, name, file))))
    .sort();
}

/** @param {string} folder @param {string} name @param {number} [atMost] queries @returns {Collection} */
export function readCollection(folder, name, atMost) {
  const path = join(folder, name);
  /** @type {Map<string, Map<string, number>>} */
  const grades = new Map();
  for (const line of readFileSync(join(path, 'qrels.tsv'), 'utf8').split('\n')) {
    if (line === '') continue;
    const [query, doc, grade] = line.split('\t');
    const those = grades.get(query) ?? new Map();
    grades.set(query, those.set(doc, Number(grade)));
  }
  /** @type {Query[]} */
  const judged = readLines(join(path, 'queries.jsonl'))
    .map(({ id, text }) => ({ id: `${id}`, text, grades: grades.get(`${id}`) ?? new Map() }))
    .filter((query) => [...query.grades.values()].some((grade) => grade > 0));
  const asked = atMost ?? (judged.length > small ? sample : judged.length);
  const language = languageOf(path, name);
  return {
    name,
    language,
    graded: judged.some((query) => [...query.grades.values()].some((grade) => grade > 1)),
    docs: readLines(join(path, 'docs.jsonl')).map(({ id, title, text }) => ({ id: `${id}`, title, text })),
    queries: spread(judged, asked),
    judged: judged.length,
    hash: hashOf(language, `${asked}`, ...files.map((file) => readFileSync(join(path, file)))),
  };
}
