/**
 * @file The only way out that a browser under test has: one server that is both the site and the proxy of every request.
 *
 * It guarantees that nothing leaves the machine and that nothing is missed: what an engine asks of the site, of another host or of
 * this machine itself passes here, whatever the engine reports of its own accord.
 */
import { createServer } from 'node:http';
import { types } from '../server.js';

/** Every foreign address is a picture of one pixel, so that a picture which may be there does not break. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export class Gate {
  /** What the site holds, by path without a leading slash. @type {Map<string, Uint8Array | string>} */
  files = new Map();
  /** Sent with files whose path it fits. @type {{ path: RegExp, headers: Record<string, string> }[]} */
  headers = [];
  /** Whatever was asked for that the site does not hold: addresses in full, `https://host:port` where no more is seen. @type {string[]} */
  strangers = [];
  #server = createServer((request, response) => this.#answer(request, response));
  origin = '';

  async start() {
    // Encrypted or not a page at all: the host is known, what is said to it stays unsaid.
    this.#server.on('connect', ({ url }, socket) => {
      this.strangers.push(`https://${url}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    this.#server.on('upgrade', ({ url, headers }, socket) => {
      this.strangers.push(`ws://${headers.host}${url}`);
      socket.destroy();
    });
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

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  #answer(request, response) {
    const asked = request.url ?? '/';
    // A proxy is asked for addresses in full, a site for paths.
    const url = asked.startsWith('/') ? `${this.origin}${asked}` : asked;
    const path = url.startsWith(`${this.origin}/`)
      ? url.slice(this.origin.length + 1).replace(/[?#].*/, '')
      : null;
    const file = path === null ? undefined : this.files.get(path);
    // Browsers ask for this one by themselves.
    if (path === 'favicon.ico') return response.writeHead(204).end();
    if (path === null || file === undefined) {
      this.strangers.push(url);
      return response.writeHead(200, { 'content-type': 'image/gif' }).end(PIXEL);
    }
    const extension = path.slice(path.lastIndexOf('.') + 1);
    response.setHeader('content-type', types[extension] ?? 'application/octet-stream');
    response.setHeader('cache-control', 'no-store');
    for (const { path: pattern, headers } of this.headers)
      if (pattern.test(path))
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(file);
  }
}
