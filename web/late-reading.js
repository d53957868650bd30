/** What an opened article needs is fetched with the first one: the first ten hits need nothing of it. */
import { importScript } from './load-script.js';
import { takeArticleStyles } from './styles/sheets.js';
import * as dom from './view/dom.js';
import * as pieces from './view/pieces.js';
import * as plain from './view/plain.js';
import * as topic from './view/topic.js';

/** @typedef {typeof import('./reading.js') & { share?: (shared: object) => void }} Reading `share` is the build's: it takes what both files use */

/** Its file and its hash, from the build. @type {string[]} */
const [name, integrity] = /** @type {any} */ (globalThis).CARREL_READING ?? ['reading.js', ''];

/** @type {Promise<Reading> | undefined} */
let loading;

async function load() {
  // What changed on its way does not run.
  /** @type {Reading} */
  const reading = await importScript(new URL(`./${name}`, import.meta.url), integrity);
  reading.share?.({ ...dom, ...pieces, ...plain, ...topic });
  takeArticleStyles(reading.styles);
  return reading;
}

/** Fetched once for all widgets of the page; what failed is fetched anew by the next call. */
export function loadReading() {
  loading ??= load();
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** Does what a Finder does (finder.js), once it is there. */
export class LateFinder {
  #make;
  /** @type {import('./finder.js').Finder | null} */
  #finder = null;
  /** Counts what has been looked for. */
  #turn = 0;

  /** @param {ConstructorParameters<typeof import('./finder.js').Finder>} given */
  constructor(...given) {
    this.#make = async () => {
      const { Finder } = await loadReading();
      return new Finder(...given);
    };
  }

  /** @param {string} q @param {string} language of the article @param {Element | null | undefined} body that holds it */
  async look(q, language, body) {
    this.drop();
    if (!q || !body) return;
    const turn = this.#turn;
    this.#finder ??= await this.#make();
    // The reader may be elsewhere by now.
    if (turn === this.#turn) await this.#finder.look(q, language, body);
  }

  /** The tree has changed. */
  again() {
    this.#finder?.again();
  }

  /** @param {number} way */
  step(way) {
    this.#finder?.step(way);
  }

  drop() {
    this.#turn++;
    this.#finder?.drop();
  }
}
