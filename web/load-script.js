/**
 * @file Imports a script that may not come, may come damaged, or may be gone.
 *
 * A browser keeps what became of an import for as long as the page is open: one that failed fails for ever, one that hangs cannot be
 * stopped, and none can be told to pass by a cache. So a script that failed is imported under another name, and a download beside
 * the import tells whether anything comes.
 */
import { download, PATIENCE_MS, Silence } from './silence.js';

/** @typedef {'network' | 'corrupt'} Code as of an EngineError (web/files.js), which comes with the script */

/** Scripts that are here or on their way, by address: widgets share them. @type {Map<string, Promise<any>>} */
const scripts = new Map();

/** Addresses of scripts that failed. @type {Set<string>} */
const failed = new Set();

/** @param {Code} code @param {string} message with a fact and a remedy @param {{ status?: number, cause?: unknown }} [more] */
const failure = (code, message, { status = 0, cause } = {}) =>
  Object.assign(new Error(message, { cause }), { code, status });

/** From now on the script is imported under another name: what came was no good. @param {URL} url */
export function distrustScript({ href }) {
  scripts.delete(href);
  failed.add(href);
}

/**
 * The module at an address. Rejects with an error that has a `code` and, when the host answered with one, a `status`.
 * @param {URL} url @param {string} [integrity] the hash that it must have; without one it may be whatever it is
 * @returns {Promise<any>}
 */
export function importScript(url, integrity = '') {
  const known = scripts.get(url.href);
  if (known) return known;
  const script = bring(url, integrity);
  scripts.set(url.href, script);
  script.catch(() => distrustScript(url));
  return script;
}

/** @param {URL} url @param {string} integrity */
async function bring(url, integrity) {
  const address = new URL(url);
  // Two tries in a page, and two visits, never share what a cache holds of it.
  if (failed.has(url.href)) address.searchParams.set('retry', `${Date.now()}`);
  const over = new AbortController();
  try {
    const module = (integrity ? check(address, integrity) : Promise.resolve()).then(
      () => import(/* @vite-ignore */ address.href),
    );
    const brought = await Promise.race([module, silence(address, over.signal)]);
    // What a host sends in its place may be a script as well, an empty one for instance.
    if (Object.keys(brought).length === 0) throw new Error('it exports nothing');
    return brought;
  } catch (cause) {
    if (cause instanceof Silence) throw failure('network', cause.message, { cause });
    throw await diagnosis(url, cause);
  } finally {
    over.abort();
  }
}

/** @param {number} ms @param {AbortSignal} signal */
const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });

/**
 * Rejects when an import that takes long does not come at all. Of an import nothing can be seen until it is over, so the same address
 * is fetched beside it: as long as that goes on, the line is slow and nothing else.
 * @param {URL} address @param {AbortSignal} over aborted once the import has come to an end
 * @returns {Promise<never>}
 */
async function silence(address, over) {
  await pause(PATIENCE_MS, over);
  await download(fetch, address, { signal: over }, (response) => response.arrayBuffer());
  // All of it is here, and an import that is alive has it soon.
  await pause(PATIENCE_MS, over);
  throw new Silence(address);
}

/**
 * What an import that failed does not say: whether the host has the script, and whether it is the script that is bad. Caches that
 * hold a bad one have what the host has afterwards.
 * @param {URL} url @param {any} cause
 */
async function diagnosis(url, cause) {
  /** @type {number} */
  let status;
  try {
    status = await download(fetch, url, { cache: 'reload' }, async (response) => {
      await response.arrayBuffer();
      return response.ok ? 200 : response.status;
    });
  } catch {
    return failure('network', `${url} could not be fetched: check the address and the connection`, { cause });
  }
  if (status !== 200) {
    const message = `${url} was answered with ${status}: check the address, and that every file was uploaded`;
    return failure('network', message, { status, cause });
  }
  const { message } = cause;
  return failure('corrupt', `${url} is not the script that it was (${message}): upload every file again`, {
    cause,
  });
}

/**
 * Fetches a script that is about to be imported, and rejects when it has another hash. The import takes what was fetched; where a
 * browser knows no such thing (Safari 16, Firefox before 115) nothing is checked.
 * @param {URL} url @param {string} integrity @returns {Promise<unknown>}
 */
export const check = ({ href }, integrity) =>
  new Promise((onload, fail) => {
    const link = document.createElement('link');
    if (!link.relList.supports('modulepreload')) return onload(null);
    const onerror = () => fail(new Error('it has been changed'));
    document.head.append(Object.assign(link, { rel: 'modulepreload', integrity, href, onload, onerror }));
  });
