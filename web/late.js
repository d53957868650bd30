/** What an opened article or an introduction needs is fetched with the first one: the first ten hits need nothing of it. */
import { openBundle as open } from './engine.js';
import { takeReadingStyles } from './styles/sheets.js';
import { shared } from './view/shared.js';

/** @typedef {typeof import('./reading.js') & { share?: (shared: object) => void }} Reading `share` is the build's: it takes what both files use */

/** Imports a script by its address, held to a hash (web/load-script.js). @typedef {(url: URL, integrity: string) => Promise<any>} Bring */

/** The files that come later, and their hashes, from the build. @type {Record<string, string[]>} */
const late = /** @type {any} */ (globalThis).CARREL_LATE ?? {
  advice: ['advice.js', ''],
  packing: ['packing.js', ''],
  reading: ['reading.js', ''],
};

/** @param {Bring} bring @param {string} part */
const bringPart = (bring, part) => bring(new URL(`./${late[part][0]}`, import.meta.url), late[part][1]);

/**
 * Tells the owner what of the element cannot be as it was meant; fetched where something is odd.
 * @param {import('./session.js').Host} host @param {string} missingTopic slug of a topic that the bundle lacks
 */
export async function advise({ element, options, bundle, bring }, missingTopic) {
  const { pageSize, level, routing, prefix } = options();
  const used = { 'page-size': pageSize, 'heading-level': level };
  const isOdd = Object.entries(used).some(([name, value]) => {
    const text = element.getAttribute(name);
    return text && text.trim() !== String(value);
  });
  if (!isOdd && !missingTopic && document.querySelectorAll(element.localName).length < 2) return;
  try {
    /** @type {typeof import('./advice.js')} */
    const advice = await bringPart(bring, 'advice');
    advice.adviseOnNumbers(element, used);
    advice.adviseOnAddress(element, routing, prefix);
    if (missingTopic) advice.adviseOnTopic(missingTopic, bundle.info.topics ?? []);
  } catch {
    // Without the advice the widget works as well.
  }
}

/**
 * Opens a bundle as engine.js does; what makes one of a content.json comes like every later script.
 * @param {URL} src @param {import('./engine.js').Options & { bring: Bring }} options
 */
export const openBundle = (src, { bring, ...options }) =>
  open(src, { ...options, packing: () => bringPart(bring, 'packing') });

/** @type {Promise<Reading> | undefined} */
let loading;

/** @param {Bring} bring */
async function load(bring) {
  // What changed on its way does not run.
  /** @type {Reading} */
  const reading = await bringPart(bring, 'reading');
  reading.share?.(shared);
  takeReadingStyles(reading.styles);
  return reading;
}

/** Fetched once for all widgets of the page; what failed is fetched anew by the next call. @param {Bring} bring */
export function loadReading(bring) {
  loading ??= load(bring);
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
      const { Finder } = await loadReading(given[0].bring);
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
