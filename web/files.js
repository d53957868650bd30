/**
 * @file Files of a bundle, from an address to bytes, and the one error that the engine throws.
 *
 * Nothing here knows what the bytes mean.
 */
import { download, Silence } from './silence.js';

/**
 * What went wrong, for programs; the message is one sentence for a site owner, with a fact and a remedy.
 * @typedef {'network' | 'content' | 'wasm' | 'version' | 'corrupt' | 'trap' | 'size'} ErrorCode
 */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {(url: URL, init: RequestInit) => Promise<Response>} Fetch */

export class EngineError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   * @param {{ status?: number, cause?: unknown }} [more] status: what the server answered, where one did
   */
  constructor(code, message, { status = 0, cause } = {}) {
    super(message, { cause });
    this.name = 'EngineError';
    this.code = code;
    this.status = status;
  }
}

/** Chrome 99 has no signal.throwIfAborted. @param {AbortSignal | null} [signal] */
export function stopIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

export const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {Uint8Array} bytes UTF-8 */
export const decode = (bytes) => decoder.decode(bytes);

/** What was answered with less than a whole file, though with success. @type {Record<number, string>} */
const lacking = { 204: ', which is no content', 205: ', which is no content' };

/** Addresses that gave nothing, or nothing of use, the last time. @type {WeakMap<Fetch, Set<string>>} */
const distrusted = new WeakMap();

/** From now on an address is asked past every cache, which may hold what was wrong, until it was answered. @param {Fetch} fetch @param {URL} url */
export function distrust(fetch, { href }) {
  const addresses = distrusted.get(fetch) ?? new Set();
  distrusted.set(fetch, addresses.add(href));
}

/**
 * What `read` makes of the response. A connection that breaks half-way, or from which nothing comes any more (web/silence.js), is a
 * failure of the network like any other.
 * @template T @param {Fetch} fetch @param {URL} url @param {RequestInit} init @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
export async function load(fetch, url, init, read) {
  const addresses = distrusted.get(fetch);
  const how = addresses?.has(url.href) ? { ...init, cache: /** @type {const} */ ('reload') } : init;
  try {
    // The address of the page may hold the reader's words.
    const result = await download(fetch, url, { referrerPolicy: 'no-referrer', ...how }, (response) => {
      const { ok, status } = response;
      if (ok && !lacking[status]) return read(response);
      throw new EngineError(
        'network',
        `${url} was answered with ${status}${lacking[status] ?? ''}: check the address, and that every file of the bundle was uploaded`,
        { status },
      );
    });
    addresses?.delete(url.href);
    return result;
  } catch (cause) {
    stopIfAborted(init.signal);
    distrust(fetch, url);
    if (cause instanceof EngineError) throw cause;
    if (cause instanceof Silence) throw new EngineError('network', cause.message, { cause });
    throw new EngineError(
      'network',
      `${url} could not be fetched: check the address, the connection and, on another origin, its CORS headers`,
      { cause },
    );
  }
}

/**
 * The address of a file that an entry or an index names. It lies beside the entry: a name that could lead anywhere else is none.
 * @param {string} name with or without .bin @param {URL | string} base of the entry
 */
export function fileBeside(name, base) {
  if (/^\w[\w.-]*$/.test(name)) return new URL(`${name.replace(/\.bin$/, '')}.bin`, base);
  throw new EngineError(
    'corrupt',
    `${base} leads to ${JSON.stringify(name)}, no name of a file: pack the content again`,
  );
}

/** A way to files that lie in memory. @param {Map<string, Bytes>} files @returns {Fetch} */
export const fromMemory = (files) => async (url) => {
  const bytes = files.get(url.pathname.split('/').pop() ?? '');
  return new Response(bytes, { status: bytes ? 200 : 404 });
};

/**
 * Published files are gzip inside; some hosts decompress them on the way, and both are welcome.
 * @param {Bytes} bytes @param {string} name for the message
 * @returns {Promise<Bytes>}
 */
export async function unpack(bytes, name) {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (cause) {
      // Firefox knows DecompressionStream since 113.
      throw new EngineError(
        'corrupt',
        `${name} cannot be unpacked: upload every file again, or use a newer browser`,
        { cause },
      );
    }
  }
  if (bytes.length === 0) throw new EngineError('corrupt', `${name} is empty: upload it again`);
  // A host that answers everything with its start page says so with status 200.
  if (/^\s*<(!doctype|html|head|body)\b/i.test(decode(bytes.subarray(0, 256)))) {
    throw new EngineError(
      'content',
      `${name} is a web page: check the address, and that every file of the bundle was uploaded`,
      { status: 404 },
    );
  }
  return bytes;
}

/**
 * An error about what a file holds, by the name of the file: the packer does not know what it is called.
 * @param {any} error that packing has thrown; another than about its content is left as it is
 * @param {URL | string} name of the file @param {Uint8Array} bytes that it holds
 * @returns {any}
 */
export function misread(error, name, bytes) {
  if (error?.code !== 'content') return error;
  /** @param {string} message */
  const about = (message) => new EngineError('content', message, { cause: error });
  if (!bytes.length) return about(`${name} is empty: upload it again`);
  if (/^\s*\{\s*"carrel"/.test(decode(bytes.subarray(0, 256))))
    return about(`${name} is an entry that was cut off or changed: upload every file again`);
  const message = error.message.replace(/^(content\.json|the content bundle)(?= )/, () => `${name}`);
  const isOther = !/\.json([?#]|$)/.test(`${name}`);
  return about(isOther ? `${message}. A bundle is an entry.json or a content.json` : message);
}
