// What a long visit leaves in the memory of an instance: `searches` queries and `renders` articles, one after the other, in one instance of each module.
import { readFileSync } from 'node:fs';
import { Instance } from '../../web/engine.js';

const module = (/** @type {string} */ name) => readFileSync(new URL(`../../dist/${name}`, import.meta.url));
const encoder = new TextEncoder();

/** @typedef {{ calls: number, before: number, after: number }} Held bytes of memory after the first round of all requests, and after the last */

/**
 * @param {string} name of the module
 * @param {(call: Instance['call']) => void} prepare
 * @param {{ verb: string, requests: readonly (string | Uint8Array)[] }} work taken in turns; the memory is looked at after each was made twice
 * @param {number} calls
 * @returns {Promise<Held>}
 */
export async function hold(name, prepare, { verb, requests }, calls) {
  const compiled = await WebAssembly.compile(module(name));
  const nothing = new Proxy({}, { get: () => () => {} });
  const wasm = await WebAssembly.instantiate(compiled, new Proxy({}, { get: () => nothing }));
  const instance = new Instance(wasm);
  const memory = /** @type {WebAssembly.Memory} */ (wasm.exports.memory);
  prepare((verb, request) => instance.call(verb, request));
  let before = 0;
  for (let i = 0; i < calls; i++) {
    instance.call(verb, requests[i % requests.length]);
    if (i + 1 === Math.min(2 * requests.length, calls)) before = memory.buffer.byteLength;
  }
  return { calls, before, after: memory.buffer.byteLength };
}

/**
 * @param {{ root: Uint8Array, parts: readonly Uint8Array[], queries: readonly string[] }} bundle parts: in an order in which each is led to by those before it
 * @param {number} searches
 */
export const holdSearches = ({ root, parts, queries }, searches) =>
  hold(
    'search.wasm',
    (call) => {
      call('carrel_open', root);
      for (const part of parts) call('carrel_add', part);
    },
    { verb: 'carrel_search', requests: queries },
    searches,
  );

/** @param {readonly string[]} articles Markdown @param {number} renders */
export const holdRenders = (articles, renders) =>
  hold(
    'markdown.wasm',
    () => {},
    { verb: 'carrel_render', requests: articles.map((article) => encoder.encode(`\n${article}`)) },
    renders,
  );
