/** Requests that set out while the code that will make them is still on its way. */

/** Answers under way to requests that the engine is about to make. @type {Map<string, Promise<Response>>} */
const early = new Map();

/**
 * The engine's way to the network. What was asked for early is handed over once.
 * @param {URL} url @param {RequestInit} init
 */
export const fetchOnce = (url, init) => {
  const response = early.get(url.href);
  early.delete(url.href);
  return response ?? fetch(url, init);
};

/** Sets out now for what the engine will want. @param {URL} url @param {RequestInit} [init] */
export function ask(url, init) {
  if (early.has(url.href)) return;
  const response = fetch(url, init);
  early.set(url.href, response);
  // Whoever takes it over hears of a failure; until then it is nobody's.
  response.catch(() => early.delete(url.href));
}
