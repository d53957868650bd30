/**
 * @file One module at work: bytes in, bytes out. All memory belongs to the module: answers are copied out before anything else
 * happens. Runs in browsers, in a worker and in Node.
 */
import { fromJson } from './answers.js';
import { decode, EngineError, encoder } from './files.js';

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
