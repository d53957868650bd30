/**
 * @file The engine as JavaScript sees it: opens a bundle, answers query strings, renders Markdown.
 *
 * It runs in browsers and in Node and needs no DOM. Nothing but this file and web/instance.js mentions WebAssembly.
 */
import { Bundle } from './bundle.js';
import { EngineError, load } from './files.js';
import { Instance } from './instance.js';

export { EngineError, Instance };

/** @typedef {import('./files.js').Fetch} Fetch */
/** Compiled modules by address, so that widgets share them. @type {WeakMap<Fetch, Map<string, Promise<WebAssembly.Module>>>} */
const compiled = new WeakMap();

/**
 * Fetches and compiles a module once per address. One widget's abort must not take it from the others, so no
 * signal reaches this download.
 * @param {URL} url @param {Fetch} fetch
 * @returns {Promise<WebAssembly.Module>}
 */
export function loadModule(url, fetch) {
  const modules = compiled.get(fetch) ?? new Map();
  compiled.set(fetch, modules);
  let module = modules.get(url.href);
  if (!module) {
    module = compile(url, fetch);
    modules.set(url.href, module);
    // A failure may pass (a connection comes back), so it is not kept.
    module.catch(() => modules.delete(url.href));
  }
  return module;
}

/** @param {URL} url @param {Fetch} fetch @returns {Promise<WebAssembly.Module>} */
async function compile(url, fetch) {
  if (typeof WebAssembly === 'undefined') {
    throw new EngineError('wasm', 'WebAssembly is switched off: allow it, or use a newer browser');
  }
  return load(fetch, url, {}, async (response) => {
    try {
      // Compiling while downloading wants exactly this type; with any other the same response is read whole.
      if (/^application\/wasm$/i.test(response.headers.get('content-type') ?? '')) {
        return await WebAssembly.compileStreaming(response);
      }
      return await WebAssembly.compile(await response.arrayBuffer());
    } catch (/** @type {any} */ cause) {
      if (!(cause instanceof WebAssembly.CompileError)) throw cause;
      // Browsers word this differently, but all of them name the policy or its keyword.
      if (/unsafe-eval|content.security|disallowed|blocked|CSP/i.test(cause.message)) {
        throw new EngineError(
          'wasm',
          "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src",
          { cause },
        );
      }
      throw new EngineError('corrupt', `${url} is not a WebAssembly module: upload every file again`, {
        cause,
      });
    }
  });
}

/**
 * @typedef {object} Options
 * @property {(name: string) => URL} modules where search.wasm, markdown.wasm, packer.wasm, stem.<language>.wasm are
 * @property {AbortSignal} [signal] closes the bundle
 * @property {Fetch} [fetch] stands in for the global one
 * @property {() => Promise<typeof import('./packing.js')>} [packing] brings what makes a published bundle of a content.json
 * @property {string} [privacy] `whole`: the first search fetches everything that any search may need (docs/query.md)
 */

/**
 * Starts modules by name.
 * @param {Options} options
 */
export function moduleTools({ modules, fetch = globalThis.fetch, packing = () => import('./packing.js') }) {
  /** Addresses of a later publish, by the names of modules. @type {Map<string, URL>} */
  const later = new Map();
  /** An index names the languages whose stemmers it wants. @param {string} name */
  const module = async (name) => {
    if (/^\w+(\.\w+)+$/.test(name)) return loadModule(later.get(name) ?? modules(name), fetch);
    throw new EngineError('corrupt', `${JSON.stringify(name)} is no module: pack the content again`);
  };
  return {
    fetch,
    packing,
    module,
    /**
     * From now on modules are asked for under other names, where the others lie.
     * @param {unknown} names by the plain ones, as an entry has them; what is no name of a module is passed over
     * @returns {boolean} whether any of them is new
     */
    rename(names) {
      const found = Object.entries(names ?? {}).filter(
        ([name, file]) => /^\w+(\.\w+)+$/.test(name) && /^\w[\w.-]*\.wasm$/.test(file),
      );
      let isNew = false;
      for (const [name, file] of found) {
        const url = new URL(file, modules(name));
        isNew ||= url.href !== (later.get(name) ?? modules(name)).href;
        later.set(name, url);
      }
      return isNew;
    },
    start: async (/** @type {string} */ name) => Instance.start(await module(name)),
  };
}

/**
 * Opens a bundle. `src` is the address of an entry.json or of a content.json, told apart by their keys.
 * @param {URL} src
 * @param {Options} options
 */
export const openBundle = (src, options) =>
  Bundle.open(src, moduleTools(options), options.signal, options.privacy);
