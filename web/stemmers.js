/**
 * @file The stemmers of a bundle's languages: what a word that the bundle lacks has in common with those that it has.
 *
 * A stemmer that cannot be had costs that likeness and nothing else.
 */
import { decode, EngineError } from './files.js';
import { Living } from './living.js';

/** @typedef {import('./engine.js').Instance} Instance */
/** @typedef {{ word: string, among: string[] }} StemQuestion */

/** Words of which is remembered what stemmers said. */
const rememberedAtMost = 1000;

/** @param {Instance} instance of a stemmer @param {string[]} words */
const stemsFrom = (instance, words) => instance.run('carrel_stem', words.join('\n'), decode).split('\n');

/**
 * What stemmers said before of a query's words. Whoever types on asks about the same words with each key, and an index has one
 * answer to a word.
 * @param {Map<string, string>} remembered @param {string} query
 */
export const recall = (remembered, query) =>
  new Map(
    (new URLSearchParams(query).get('q') ?? '')
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => remembered.has(word))
      .map((word) => [word, /** @type {string} */ (remembered.get(word))]),
  );

/** @param {string} query @param {Map<string, string>} stems the known form for each word */
export const withStems = (query, stems) =>
  `${query}&stems=${[...stems].map((pair) => pair.map(encodeURIComponent).join(':'))}`;

export class Stemmers {
  #start;
  #languages;
  #together;
  /** One for each language, for all words: small, and to start one takes longer than its work. @type {Map<string, Living<Instance>>} */
  #stemmers = new Map();

  /**
   * @param {(module: string) => Promise<Instance>} start
   * @param {() => string[]} languages of the bundle, as it is now
   * @param {boolean} together they come all at once by `all`, before any word is looked at, or not at all: to ask for one later would
   *   tell that a word is unknown
   */
  constructor(start, languages, together) {
    this.#start = start;
    this.#languages = languages;
    this.#together = together;
  }

  clear() {
    this.#stemmers.clear();
  }

  /** Starts every stemmer. One that could not be had is asked for again by the next call. @returns {Promise<unknown> | null} null when all are here */
  all() {
    const languages = this.#languages();
    if (this.#usable(languages).length === languages.length) return null;
    const nothing = () => {};
    return Promise.all(languages.map((language) => this.#stemmer(language).use(nothing).catch(nothing)));
  }

  /**
   * The stems of words in the language of an article, or in all of the bundle's where that has none; U+0001 before those of function words.
   * @param {string[]} words @param {string} language BCP 47
   * @returns {Promise<string[][]>} of each language that answered
   */
  async stems(words, language) {
    const all = this.#languages();
    const own = all.filter((name) => name === language.slice(0, 2).toLowerCase());
    const answers = this.#usable(own.length ? own : all).map((name) =>
      this.#stemmer(name)
        .use((instance) => stemsFrom(instance, words))
        .catch(() => []),
    );
    return (await Promise.all(answers)).filter(({ length }) => length);
  }

  /**
   * Finds for each word the known form that shares its stem, in the first language of the bundle that has one; '' when none has.
   * @param {StemQuestion[]} questions @param {Map<string, string>} stems takes the answers
   * @param {Map<string, string>} remembered takes those that stay right
   * @param {Set<string>} lost languages whose stemmers could not be had for this query: they are not asked for again
   */
  async answer(questions, stems, remembered, lost) {
    // Without words to choose from a stemmer is wanted soon, and nothing is asked yet.
    const asked = questions.filter(({ among }) => among.length > 0);
    for (const { word } of asked) stems.set(word, '');
    for (const language of questions.length > 0 ? this.#usable(this.#languages()) : []) {
      if (lost.has(language)) continue;
      try {
        await this.#stemmer(language).use((instance) => {
          for (const { word, among } of asked) {
            // Function words are marked, which makes no difference here.
            const [own, ...others] = stemsFrom(instance, [word, ...among]).map((stem) =>
              stem.replace('\u0001', ''),
            );
            stems.set(word, stems.get(word) || among[others.indexOf(own)] || '');
          }
        });
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        lost.add(language);
      }
    }
    if (lost.size > 0) return;
    if (remembered.size > rememberedAtMost) remembered.clear();
    for (const { word } of asked) remembered.set(word, stems.get(word) ?? '');
  }

  /** @param {string[]} languages */
  #usable(languages) {
    return this.#together ? languages.filter((language) => this.#stemmer(language).present) : languages;
  }

  /** @param {string} language */
  #stemmer(language) {
    const stemmer = this.#stemmers.get(language) ?? new Living(() => this.#start(`stem.${language}.wasm`));
    this.#stemmers.set(language, stemmer);
    return stemmer;
  }
}
