/**
 * @file One host that is as many sites as there are cases: each lies in a folder of its own, so that no cache of a browser knows two of
 * them, and has a fault of its own, which can be lifted. It is the browser's proxy as well (tests/browser/hostile/engines.js).
 */
import { createServer } from 'node:http';
import { types } from '../server.js';
import { FAULTS, PAGE } from './faults.js';

/** @typedef {{ id: string, kind: string, names: Set<string> }} Case a fault of `kind` in each of the files `names` */

export class FaultyHost {
  /** What every site holds. @type {Map<string, Buffer>} */
  files = new Map();
  /** @type {Map<string, Case>} */
  #cases = new Map();
  /** How often the fault of a case was met. @type {Map<string, number>} */
  #met = new Map();
  origin = '';
  #server = createServer((request, response) => this.#answer(request, response));

  async start() {
    // Encrypted: nothing of ours.
    this.#server.on('connect', (_, socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    this.origin = `http://127.0.0.1:${port}`;
    return this;
  }

  /** @param {string} path */
  url(path) {
    return `${this.origin}/${path}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** @param {Case} fault */
  add(fault) {
    this.#cases.set(fault.id, fault);
  }

  /** @param {string} id */
  met(id) {
    return this.#met.get(id) ?? 0;
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  #answer(request, response) {
    const { pathname, host } = new URL(request.url ?? '/', this.origin);
    if (host !== new URL(this.origin).host) return response.writeHead(502).end();
    if (pathname === '/start.html') return response.writeHead(200, { 'content-type': types.html }).end(PAGE);
    const [, id = '', name = ''] = /^\/(?:site-([\w-]+)\/)?(.*)$/.exec(pathname) ?? [];
    if (name === 'lift') {
      this.#cases.delete(id);
      return response.end();
    }
    const bytes = this.files.get(name);
    if (!bytes) return response.writeHead(name === 'favicon.ico' ? 204 : 404).end();
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const found = this.#cases.get(id);
    if (!found?.names.has(name)) {
      // Hosts let browsers keep whatever bears its content's hash, for a year.
      const cache = /-[0-9a-f]{8}\.|^[0-9a-f]{16}\./.test(name) ? 'max-age=31536000, immutable' : 'no-cache';
      response.writeHead(200, {
        'content-type': type,
        'content-length': bytes.length,
        'cache-control': cache,
      });
      return response.end(bytes);
    }
    this.#met.set(id, this.met(id) + 1);
    // Even what is wrong, for all that a cache knows.
    response.setHeader('cache-control', 'max-age=31536000, immutable');
    return FAULTS[found.kind]({ response, bytes, type, path: pathname });
  }
}
