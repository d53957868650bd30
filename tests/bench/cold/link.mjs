// A static host at the end of a slow line. The line is in the host and not in the browser: so page and workers go through the same one,
// a new connection costs what it costs, and one log has the beginning and the end of every request.
//
// HTTP/2 over TLS 1.3, as static hosts speak it: one connection, whose set-up costs two round trips, and no request waits for another.
// Over HTTP/1.1 those that wait for one of six connections would count as if they waited for an answer.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** @typedef {import('./chain.mjs').Request & { bytes: number }} Request bytes: of the body, as sent */

/** 1.6 Mbit/s, in bytes a millisecond. */
const bandwidth = 200;
/** ms */
const roundTrip = 150;
/** Bytes that are sent in one go; then it is another answer's turn. */
const slice = 1460;

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/** One line for all answers: they take turns, slice by slice. */
class Line {
  /** @type {{ bytes: Uint8Array, at: number, write: (bytes: Uint8Array) => void, done: () => void }[]} */
  #waiting = [];
  #isSending = false;

  /** @param {Uint8Array} bytes @param {(bytes: Uint8Array) => void} write @returns {Promise<void>} when the last byte is out */
  send(bytes, write) {
    return new Promise((done) => {
      this.#waiting.push({ bytes, at: 0, write, done });
      if (!this.#isSending) void this.#pump();
    });
  }

  async #pump() {
    this.#isSending = true;
    let free = performance.now();
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const part = next.bytes.subarray(next.at, next.at + slice);
      free += part.length / bandwidth;
      const ahead = free - performance.now();
      // Timers are no finer than this.
      if (ahead > 2) await pause(ahead);
      next.write(part);
      next.at += part.length;
      if (next.at >= next.bytes.length) next.done();
      else this.#waiting.push(next);
    }
    this.#isSending = false;
  }
}

/** As a static host has it: text compressed once, everything else as it lies. */
class Files {
  #folder;
  #base;
  #page;
  /** @type {Map<string, { body: Uint8Array, headers: Record<string, string> } | null>} */
  #known = new Map();

  /** @param {string} folder @param {string} base where its files are @param {string} page the HTML at / */
  constructor(folder, base, page) {
    this.#folder = folder;
    this.#base = base;
    this.#page = page;
  }

  /** @param {string} path */
  get(path) {
    if (!this.#known.has(path)) this.#known.set(path, this.#read(path));
    return this.#known.get(path) ?? null;
  }

  /** @param {string} path @returns {{ body: Uint8Array, headers: Record<string, string> } | null} */
  #read(path) {
    const file = join(this.#folder, path.replace(this.#base, '/'));
    if (path !== '/' && !statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
    const bytes = path === '/' ? Buffer.from(this.#page) : readFileSync(file);
    const type = types[path === '/' ? '.html' : extname(path)];
    if (!type) return { body: bytes, headers: { 'content-type': 'application/octet-stream' } };
    const body = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    return { body, headers: { 'content-type': type, 'content-encoding': 'br' } };
  }
}

/** A key and a certificate for it, of which nobody but this browser will hear. */
function makeCertificate() {
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -days 2';
  const both = execFileSync('openssl', ['req', ...options.split(' '), '-keyout', '-', '-out', '-'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { key: both, cert: both };
}

/**
 * @param {string} folder @param {string} base where its files are @param {string} page the HTML at /
 * @returns {Promise<{ url: string, begin: () => { requests: Request[] }, close: () => void }>} begin starts a new list of requests
 */
export function slowHost(folder, base, page) {
  const files = new Files(folder, base, page);
  const line = new Line();
  let visit = { requests: /** @type {Request[]} */ ([]) };
  /** When the set-up of each connection is over. @type {Map<import('node:http2').Http2Session | undefined, number>} */
  const ready = new Map();
  const server = createSecureServer(makeCertificate(), async (request, response) => {
    const start = performance.now();
    const mine = visit;
    const { pathname } = new URL(request.url, 'https://host/');
    const { session } = request.stream;
    const isReady = ready.get(session) ?? start + 2 * roundTrip;
    ready.set(session, isReady);
    await pause(Math.max(0, isReady - start) + roundTrip);
    const file = files.get(pathname);
    response.writeHead(file ? 200 : 404, { ...file?.headers, 'content-length': `${file?.body.length ?? 0}` });
    if (file) await line.send(file.body, (bytes) => response.write(bytes));
    response.end();
    mine.requests.push({ path: pathname, start, end: performance.now(), bytes: file?.body.length ?? 0 });
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      done({
        url: `https://127.0.0.1:${address.port}/`,
        begin() {
          visit = { requests: [] };
          return visit;
        },
        close() {
          server.close();
          for (const session of ready.keys()) session?.destroy();
        },
      });
    });
  });
}
