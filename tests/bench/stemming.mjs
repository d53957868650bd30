// Stemmers for the reference: the project's own modules where they are built, otherwise the Snowball ones of npm.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decode } from '../../web/files.js';
import { toolsFor } from './engine.mjs';

const snowball = createRequire(import.meta.url)('snowball-stemmers');
const dist = new URL('../../dist/', import.meta.url);

/** Names of npm's stemmers. */
const names = new Map(
  Object.entries({
    ...{ ar: 'arabic', ca: 'catalan', cs: 'czech', da: 'danish', de: 'german', en: 'english', es: 'spanish' },
    ...{
      eu: 'basque',
      fi: 'finnish',
      fr: 'french',
      ga: 'irish',
      hu: 'hungarian',
      hy: 'armenian',
      it: 'italian',
    },
    ...{ nl: 'dutch', no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian', sv: 'swedish' },
    ...{ ta: 'tamil', tr: 'turkish' },
  }),
);

/** @param {string} language @returns {Promise<(word: string) => string>} */
async function plainStemmerOf(language) {
  if (existsSync(new URL(`stem.${language}.wasm`, dist))) {
    const instance = await toolsFor(new Map()).start(`stem.${language}.wasm`);
    // Function words are marked; their stems are what is asked for here.
    return (word) => decode(instance.call('carrel_stem', word)).replace('\u0001', '');
  }
  const name = names.get(language);
  if (!name) return (word) => word;
  const stemmer = snowball.newStemmer(name);
  return (word) => stemmer.stem(word);
}

/** @param {string} language @returns {Promise<(word: string) => string>} remembers what it said */
export async function stemmerOf(language) {
  const stem = await plainStemmerOf(language);
  /** @type {Map<string, string>} */
  const known = new Map();
  return (word) => {
    let found = known.get(word);
    if (found === undefined) {
      found = stem(word);
      known.set(word, found);
    }
    return found;
  };
}
