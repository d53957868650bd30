/**
 * @file A static host with every fault that a static host can have, for one test at a time.
 *
 * It serves a map of files from memory and says what was asked of it. What it does to a request is a list of rules,
 * which a test may change at any moment; the first rule whose pattern fits the path decides.
 */
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

/** @typedef {Map<string, Uint8Array | string>} Files by path, without a leading slash */

/**
 * @typedef {object} Rule
 * @property {RegExp} path tested against the path below the base
 * @property {number} [status]
 * @property {string | null} [type] stands in for the content type; null sends none
 * @property {Record<string, string>} [headers]
 * @property {(bytes: Uint8Array) => Uint8Array | string} [body] what is sent instead of the file's bytes
 * @property {Promise<unknown>} [until] the answer waits for it
 * @property {boolean} [cut] the connection breaks after half of the body
 */

/**
 * @typedef {object} HostOptions
 * @property {string} [base] the folder everything lies in, `/` or `/like/this/`
 * @property {Record<string, string>} [headers] sent with every answer
 * @property {'none' | 'on the way' | 'as it lies'} [compression] `on the way` compresses whatever it sends;
 *   `as it lies` calls files that carry gzip what they are, so that the browser unpacks them
 */

/** By extension. @type {Record<string, string>} */
export const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  bin: 'application/octet-stream',
};

/** @param {Uint8Array} bytes */
const carriesGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

export class Host {
  /** @type {Files} */ files;
  /** @type {Rule[]} */ rules = [];
  /** Every path asked for, below the base, in order. @type {string[]} */ requests = [];
  /** Of each of them the page that it came from, as the browser told it; '' when it did not. @type {string[]} */ referrers =
    [];
  /** @type {Set<() => void>} */ #watchers = new Set();
  #base;
  #headers;
  #compression;
  #origin = '';
  #server = createServer((request, response) => void this.#answer(request, response));

  /** @param {Files} files @param {HostOptions} [options] */
  constructor(files, { base = '/', headers = {}, compression = 'none' } = {}) {
    this.files = new Map(files);
    this.#base = base;
    this.#headers = headers;
    this.#compression = compression;
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = this.#server.address();
    if (address === null || typeof address !== 'object') throw new Error('the server has no port');
    this.#origin = `http://127.0.0.1:${address.port}`;
    return this;
  }

  get origin() {
    return this.#origin;
  }

  /** @param {string} path below the base */
  url(path) {
    return `${this.#origin}${this.#base}${path}`;
  }

  /** How often such a path was asked for. @param {RegExp} path */
  count(path) {
    return this.requests.filter((asked) => path.test(asked)).length;
  }

  /** Resolves once such a path has been asked for so many times. @param {RegExp} path @param {number} [times] */
  asked(path, times = 1) {
    return new Promise((resolve) => {
      const look = () => {
        if (this.count(path) < times) return;
        this.#watchers.delete(look);
        resolve(undefined);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Keeps answers back. @param {RegExp} path @returns {() => void} lets them go, and no longer keeps any */
  hold(path) {
    /** @type {() => void} */
    let release = () => {};
    const until = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    const rule = { path, until };
    this.rules.unshift(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
      release();
    };
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async #answer(request, response) {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    // Browsers ask for this one by themselves.
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const path = pathname.startsWith(this.#base)
      ? decodeURIComponent(pathname.slice(this.#base.length))
      : pathname;
    this.requests.push(path);
    this.referrers.push(request.headers.referer ?? '');
    for (const look of [...this.#watchers]) look();
    const rule = this.rules.find((candidate) => candidate.path.test(path));
    await rule?.until;

    const file = pathname.startsWith(this.#base) ? this.files.get(path || 'index.html') : undefined;
    const found = file === undefined ? undefined : Buffer.from(file);
    if (!rule?.body && found === undefined) return response.writeHead(404).end('There is no such file.');
    const stored = found ?? Buffer.alloc(0);
    let bytes = Buffer.from(rule?.body ? rule.body(stored) : stored);
    const extension = path.includes('.') ? path.slice(path.lastIndexOf('.') + 1) : 'html';
    const type = rule?.type === undefined ? (types[extension] ?? 'application/octet-stream') : rule.type;
    for (const [name, value] of Object.entries({ ...this.#headers, ...rule?.headers }))
      response.setHeader(name, value);
    if (type !== null) response.setHeader('content-type', type);
    if (this.#compression === 'as it lies' && carriesGzip(bytes))
      response.setHeader('content-encoding', 'gzip');
    if (this.#compression === 'on the way') {
      bytes = gzipSync(bytes);
      response.setHeader('content-encoding', 'gzip');
    }
    response.setHeader('content-length', bytes.length);
    response.writeHead(rule?.status ?? 200);
    if (!rule?.cut) return response.end(bytes);
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  }
}
