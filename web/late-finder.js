/** The finder, fetched when an article is opened that words have led to: the first ten hits need nothing of it. */
import { check } from './early.js';

/** Its file and its hash, from the build. @type {string[]} */
const [name = '', integrity = ''] = /** @type {any} */ (globalThis).CARREL_FINDER ?? [];

/** What changed on its way does not run. */
async function load() {
  if (name) await check(new URL(`./${name}`, import.meta.url), integrity);
  return import('./finder.js');
}

/** Does what a Finder does (finder.js), once it is there. Without it articles stand as they do without words. */
export class LateFinder {
  #make;
  /** @type {import('./finder.js').Finder | null} */
  #finder = null;
  /** Counts what has been looked for. */
  #turn = 0;

  /** @param {ConstructorParameters<typeof import('./finder.js').Finder>} given */
  constructor(...given) {
    this.#make = async () => {
      const { Finder } = await load();
      return new Finder(...given);
    };
  }

  /** @param {string} q @param {string} language of the article @param {Element | null | undefined} body that holds it */
  async look(q, language, body) {
    this.drop();
    if (!q || !body) return;
    const turn = this.#turn;
    try {
      this.#finder ??= await this.#make();
    } catch {
      return;
    }
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
