/** Requests that set out while the code that will make them is still on its way. */

/**
 * Requests under way that the engine is about to make, by address; each can be given up.
 * @type {Map<string, { response: Promise<Response>, stopping: AbortController }>}
 */
const early = new Map();

/**
 * The engine's way to the network. What was asked for early is handed over once, unless it has to come past every cache.
 * @param {URL} url @param {RequestInit} init
 */
export function fetchOnce(url, init) {
  const asked = early.get(url.href);
  if (!asked || init.cache === 'reload') {
    forget(url);
    return fetch(url, init);
  }
  early.delete(url.href);
  // Whoever takes it over may give it up as well.
  const { signal } = init;
  if (signal?.aborted) asked.stopping.abort();
  signal?.addEventListener('abort', () => asked.stopping.abort());
  return asked.response;
}

/** What nobody took over is of no use any more, and may never be answered. @param {URL} url */
export function forget({ href }) {
  early.get(href)?.stopping.abort();
  early.delete(href);
}

/**
 * The files that a search will begin with: the root, and the parts of the dictionary that hold its words.
 * @param {string} bundle what `carrel pack` wrote of the bundle beside the script: lines of a name of sixteen letters and, for the root,
 *   how words begin (wasm/index/term_lists.h), for a part of the dictionary what no word in it comes before. Anything else leads to nothing
 * @param {string} typed
 */
export function foresee(bundle, typed) {
  const [root, ...parts] = bundle.split('\n');
  if (root.length < 16) return [];
  /** The parts that may hold what begins like that. @param {string} text */
  const holding = (text) =>
    parts.filter((part, i) => part.slice(16) <= `${text}\uffff` && !(parts[i + 1]?.slice(16) <= text));
  // Nearly as the engine folds them (wasm/text/fold.h); a file that was not meant is never looked at.
  const words =
    typed
      .normalize('NFKD')
      .replace(/[\u0300-\u036f'’]/g, '')
      .normalize()
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const files = words.flatMap((word, i) => {
    const own = holding(word);
    // The last word may go on. What begins like it in many parts has an entry of its own in the first of them.
    const found = words[i + 1] || own[2] ? own.slice(0, 1) : own;
    const [a, b, c] = word;
    // What begins like hardly any word is misspelt, and looked for in all ways that this takes (wasm/search/dictionary.cpp).
    // That is said of letters alone that are folded in there as they are here.
    if (!/^[a-zα-ωа-я]{4}/.test(word) || !root.includes(` ${a}`) || RegExp(` ${a}${b}\\S*${c}`).test(root))
      return found;
    const ends = [1, 2, 3].map((letters) => `\x02${word.slice(letters)}\x02`);
    return [found, [a + b, a + c + b + word.slice(3), ...ends].flatMap(holding)].flat();
  });
  return [...new Set([root, ...files])].map((name) => `${name.slice(0, 16)}.bin`);
}

/** Sets out now for what the engine will want. @param {URL} url @param {RequestInit} [init] */
export function ask(url, init) {
  if (early.has(url.href)) return;
  const stopping = new AbortController();
  const response = fetch(url, { referrerPolicy: 'no-referrer', ...init, signal: stopping.signal });
  early.set(url.href, { response, stopping });
  // Whoever takes it over hears of a failure; until then it is nobody's.
  response.catch(() => early.delete(url.href));
}

/** What is under way to an address and was not taken over yet. @param {URL} url */
export const underWay = ({ href }) => early.get(href)?.response;
