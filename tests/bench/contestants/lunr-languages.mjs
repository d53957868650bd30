// Languages of lunr-languages for Lunr and elasticlunr. English is their own. Chinese is split by Intl.Segmenter, which is what
// lunr-languages takes in a browser.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../../../node_modules/lunr-languages/', import.meta.url));

// It says there that it would rather have another splitter; the standard output is for our tables.
console.info = console.error;

/** @param {any} library @param {string} language @returns {Function | null} the language's plugin, where it has one */
export function addLanguage(library, language) {
  if (language === 'en' || !existsSync(`${folder}lunr.${language}.js`)) return null;
  require(`${folder}lunr.stemmer.support.js`)(library);
  if (language === 'ja') require(`${folder}tinyseg.js`)(library);
  if (language === 'th') library.wordcut = require(`${folder}wordcut.js`);
  require(`${folder}lunr.${language}.js`)(library);
  return library[language];
}
