/**
 * @file The engine as JavaScript sees it: opens a bundle, answers query strings, renders Markdown.
 *
 * It runs in browsers, in a worker and in Node and needs no DOM. The only file that mentions WebAssembly. All memory belongs to the
 * modules: answers are copied out before anything else happens.
 */
import { fromJson } from './answers.js';
import { Bundle } from './bundle.js';
import { decode, EngineError, encoder, load } from './files.js';
import { WORKER } from './packing.js';

export { EngineError };

/** @typedef {import('./files.js').Fetch} Fetch */
/** @typedef {import('./files.js').Bytes} Bytes */
/** @typedef {Record<string, Function> & { memory: WebAssembly.Memory }} Exports of a module */

/** The numbers of wasm/base/result.h that say more than "the bytes are wrong". @type {Record<number, import('./files.js').ErrorCode>} */
const codes = { 3: 'version', 9: 'content', 10: 'content', 11: 'content' };

/** Bytes of memory that a module may grow to (CMakeLists.txt). It grows by jumps, so it dies before it has all of them. */
const memoryAtMost = 2 ** 30;
const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 2 ** 20)} MB`;

/** Of so many letters, ASCII as queries are, each is written by itself before an encoder and a copy get going. */
const letterwiseAtMost = 500;

export class Instance {
  /** @type {Exports} */
  #exports;
  /** What killed it. @type {EngineError | null} */
  #death = null;

  /** @param {WebAssembly.Instance} instance */
  constructor(instance) {
    this.#exports = /** @type {any} */ (instance.exports);
    const { memory } = this.#exports;
    // Texts cannot be read from memory that is shared with other threads.
    if (!(memory instanceof WebAssembly.Memory && memory.buffer instanceof ArrayBuffer))
      throw new TypeError('the module has no memory of its own');
    this.#exports._initialize?.();
  }

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    // What is left of a C runtime without a system: a notice of growth that nobody reads, and the way out, behind which
    // the compiler puts a trap.
    const nothing = new Proxy({}, { get: () => () => {} });
    const imports = new Proxy({}, { get: () => nothing });
    try {
      return new Instance(await WebAssembly.instantiate(module, imports));
    } catch (cause) {
      // What engines throw where they cannot have the memory, or not the room for its addresses. Anything else is the fault of the module.
      if (!(cause instanceof RangeError))
        throw new EngineError('corrupt', 'a module cannot be started: upload every file again', { cause });
      throw new EngineError(
        'wasm',
        'there is not enough memory for another module: close other programs or tabs; on a command line with a limit on addresses, ' +
          'lift it (ulimit -v unlimited), or run Node with NODE_OPTIONS=--disable-wasm-trap-handler, which needs fewer of them',
        { cause },
      );
    }
  }

  /**
   * One verb: bytes in, bytes out. Throws an EngineError; after one with the code `trap` the instance answers nothing any more.
   * @param {string} verb
   * @param {Uint8Array | string} [request]
   * @returns {Bytes} a copy
   */
  call(verb, request) {
    return this.run(verb, request, (bytes) => bytes.slice());
  }

  /**
   * A verb whose answer is JSON.
   * @param {string} verb @param {Uint8Array | string} request @param {import('./shapes.js').Shape} shape of the answer
   */
  ask(verb, request, shape) {
    return fromJson(this.run(verb, request, decode), shape, `the answer to ${verb}`);
  }

  /** Lays a request into the module's memory. @param {Uint8Array | string} request */
  #write(request) {
    const room = (/** @type {number} */ size) => {
      const at = this.#exports.carrel_request(size);
      return new Uint8Array(this.#exports.memory.buffer, at, size);
    };
    if (typeof request === 'string' && request.length <= letterwiseAtMost) {
      const bytes = room(request.length);
      let size = 0;
      for (; size < bytes.length; size++) {
        const code = request.charCodeAt(size);
        if (code > 127) break;
        bytes[size] = code;
      }
      if (size === bytes.length) return;
    }
    const bytes = typeof request === 'string' ? encoder.encode(request) : request;
    room(bytes.length).set(bytes);
  }

  /**
   * One verb, whose answer is read where it lies.
   * @template T @param {string} verb
   * @param {Uint8Array | string | ((exports: Exports) => void) | undefined} request a function lays it into the memory by itself
   * @param {(bytes: Bytes) => T} read what it is given is the module's, and another's at the next request
   */
  run(verb, request, read) {
    if (this.#death) throw this.#death;
    const wasm = this.#exports;
    if (typeof wasm[verb] !== 'function') {
      throw new EngineError('version', `this module has no ${verb}: upload every file again`);
    }
    let status;
    let answer;
    try {
      if (typeof request === 'function') request(wasm);
      else if (request !== undefined) this.#write(request);
      const reply = wasm[verb]();
      // The memory may have grown during the call, which empties every earlier view of it.
      const [number, data, size] = new Uint32Array(wasm.memory.buffer, reply, 3);
      answer = new Uint8Array(wasm.memory.buffer, data, size);
      status = number;
    } catch (cause) {
      // Verbs throw nothing: whatever comes out of one is the end of the instance.
      const used = wasm.memory.buffer.byteLength;
      this.#death = new EngineError(
        'trap',
        used > memoryAtMost / 2
          ? `${verb} needs more memory than the ${megabytes(memoryAtMost)} that a module can have (${megabytes(used)} were in use): ` +
              'give it less at once, a large content.json as several bundles'
          : `${verb} died on this request: try less at once, and report it`,
        { cause },
      );
      throw this.#death;
    }
    if (status === 0) return read(answer);
    throw new EngineError(
      codes[status] ?? 'corrupt',
      decode(answer) || `${verb} failed with the number ${status}: upload every file again`,
    );
  }
}

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
 * @property {string} [privacy] `whole`: the first search fetches everything that any search may need (docs/query.md)
 */

/**
 * Starts modules by name.
 * @param {Options} options
 */
export function moduleTools({ modules, fetch = globalThis.fetch }) {
  /** Addresses of a later publish, by the names of modules. @type {Map<string, URL>} */
  const later = new Map();
  /** An index names the languages whose stemmers it wants. @param {string} name */
  const module = async (name) => {
    if (/^\w+(\.\w+)+$/.test(name)) return loadModule(later.get(name) ?? modules(name), fetch);
    throw new EngineError('corrupt', `${JSON.stringify(name)} is no module: pack the content again`);
  };
  return {
    fetch,
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

// In the worker: a packer that takes the steps which the page sends, on the module that comes with them.
const { name, document } = /** @type {any} */ (globalThis);
if (name === WORKER && !document) {
  /** @type {Promise<Instance> | undefined} */
  let instance;
  self.onmessage = async ({ data: { module, request } }) => {
    try {
      instance ??= Instance.start(module);
      const reply = (await instance).call('carrel_pack', request);
      self.postMessage({ reply }, { transfer: [reply.buffer] });
    } catch (/** @type {any} */ { code, message }) {
      self.postMessage({ code, message });
    }
  };
  self.postMessage({ ready: true });
}
