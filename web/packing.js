/**
 * @file A content bundle becomes the files of a published one, here where it is read or published.
 *
 * Small content is packed in slices between which the page stays alive; large content in a worker, whose script is this one
 * again, and in slices after all where a worker is refused or cannot be a module (Firefox before 114).
 */
import { fromJson, packingStep } from './answers.js';
import { decode, EngineError, stopIfAborted } from './files.js';
import { Instance } from './instance.js';
import { nextTask, SILENCE_MS } from './silence.js';

/** Up to here slices beat the start of a worker. */
const workerFrom = 1_000_000;

/**
 * @typedef {object} Fault
 * @property {string} at the place, as in `articles[3].date`
 * @property {string} [slug]
 * @property {string} fact
 * @property {string} remedy
 */
/**
 * @typedef {object} Packed
 * @property {{ carrel: number, format: number, index: string, articles: number }} entry
 * @property {{ articles: number, faults: Fault[], unknown: string[] }} report
 */
/** @typedef {{ onProgress?: (share: number) => void, signal?: AbortSignal | undefined }} Watch */
/** @typedef {(request: Uint8Array | string) => Promise<Uint8Array<ArrayBuffer>>} Call one step of a packer, wherever it lives */
/** @typedef {(name: string) => Promise<Instance>} Start a module by name */
/**
 * Is given each file as soon as it is ready, not compressed. `hint`: of the root how words begin (wasm/index/term_lists.h), of a part
 * of the dictionary what no word in it comes before.
 * @typedef {(name: string, bytes: Uint8Array<ArrayBuffer>, hint?: string) => void} Keep
 */

/** The header of an answer of the packer (wasm/abi/packer.cpp), and where it ends. @param {Uint8Array<ArrayBuffer>} reply */
function stepIn(reply) {
  // The size of a JSON header, the header, then words of a language, or in the end the files.
  const end = reply.length < 4 ? 0 : 4 + new DataView(reply.buffer, reply.byteOffset).getUint32(0, true);
  const step = end && end <= reply.length ? decode(reply.subarray(4, end)) : '';
  const header = fromJson(step, packingStep, 'the answer to carrel_pack');
  const room = reply.length - end;
  if (
    (header.files ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ { size }) => sum + size, 0) >
    room
  )
    throw new EngineError(
      'corrupt',
      'the packer lists files that it does not hand on: upload every file again',
    );
  return { header, end };
}

/**
 * @param {Call} call of a fresh packer
 * @param {Start} start
 * @param {Uint8Array} content
 * @param {Keep} keep
 * @param {Watch} watch
 * @returns {Promise<Packed>}
 */
async function packWith(call, start, content, keep, { onProgress, signal }) {
  for (let reply = await call(content); ; ) {
    stopIfAborted(signal);
    const { header, end } = stepIn(reply);
    const { entry, files, language, progress, report } = header;
    let at = end;
    for (const { name, size, hint } of files ?? []) {
      keep(name, reply.slice(at, at + size), hint);
      at += size;
    }
    if (entry) return { entry, report };
    onProgress?.(progress);
    reply = await call(
      language && (await start(`stem.${language}.wasm`)).call('carrel_stem', reply.subarray(at)),
    );
  }
}

/**
 * @param {{ start: Start }} tools
 * @param {Uint8Array} content a content.json
 * @param {Keep} keep
 * @param {Watch} [watch]
 */
export async function packInSlices({ start }, content, keep, watch = {}) {
  const packer = await start('packer.wasm');
  /** @type {Call} */
  const call = async (request) => {
    await nextTask();
    return packer.call('carrel_pack', request);
  };
  return packWith(call, start, content, keep, watch);
}

/** What a page with Trusted Types offers. @typedef {{ createScriptURL(url: string): string }} Policy */

/** @type {Policy | undefined} */
let policy;

/** The name by which this script knows that it is in the worker. */
const WORKER = 'carrel-packer';

/** Throws where the page or the browser refuses it. */
function startWorker() {
  const { url } = import.meta;
  const { trustedTypes } = /** @type {any} */ (globalThis);
  // A page may allow one policy of a name, once: it is made when the first large bundle needs it.
  policy ??= trustedTypes?.createPolicy('carrel', { createScriptURL: (/** @type {string} */ text) => text });
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name: WORKER });
}

/** Resolves when a worker has its script, which nothing says that it ever gets. @param {Worker} worker */
const ready = (worker) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the worker does not answer')), SILENCE_MS);
    const settle = (/** @type {(value: any) => void} */ how) => (/** @type {any} */ event) => {
      clearTimeout(timer);
      event.preventDefault();
      how(event);
    };
    worker.onmessage = settle(resolve);
    worker.onerror = settle(reject);
  });

/** @param {Worker} worker @param {unknown} module the compiled packer @returns {Call} */
const callTo = (worker, module) => (request) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { reply, code, message } }) => {
      if (reply instanceof Uint8Array) resolve(/** @type {Uint8Array<ArrayBuffer>} */ (reply));
      // Without a code it is the worker's own trouble: its policy forbids the module, say.
      else reject(code ? new EngineError(code, message) : new Error(message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event);
    };
    worker.onmessageerror = reject;
    worker.postMessage({ module, request });
  });

/**
 * @param {Uint8Array} content a content.json
 * @param {{ module: (name: string) => Promise<unknown>, start: Start }} tools
 * @param {Keep} keep
 * @param {Watch} [watch]
 */
export async function pack(content, tools, keep, watch = {}) {
  if (content.length > workerFrom) {
    // First the module: a worker that is refused says so at once, and somebody must be listening by then.
    const compiled = await tools.module('packer.wasm');
    let worker;
    try {
      worker = startWorker();
      await ready(worker);
      return await packWith(callTo(worker, compiled), tools.start, content, keep, watch);
    } catch (error) {
      stopIfAborted(watch.signal);
      // What the packer says of the content stands; a worker that cannot be had costs its speed and nothing else.
      if (typeof (/** @type {any} */ (error)?.code) === 'string') throw error;
    } finally {
      worker?.terminate();
    }
  }
  return packInSlices(tools, content, keep, watch);
}

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
