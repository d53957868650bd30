/** @file `carrel serve`: a folder at an address, as a static host would show it. For looking, not for the public. */
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import sirv from 'sirv';
import { CommandError, expectArguments } from './errors.mjs';

export const usage = `Usage: carrel serve DIR [--port 8080] [--host 127.0.0.1]

Shows a folder until Ctrl+C.

  -p, --port N      0 takes any free port
      --host NAME   0.0.0.0 shows it to the network`;

export const options = /** @type {const} */ ({
  port: { type: 'string', short: 'p', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
});

/**
 * @param {string} folder @param {number} port @param {string} [host]
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serve(folder, port, host = '127.0.0.1') {
  // `dev` reads the folder at each request, so that a new build shows at once.
  const show = sirv(resolve(folder), {
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      if (path.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
      // Browsers otherwise guess how long a file without a date stays fresh.
      response.setHeader('cache-control', 'no-cache');
    },
  });
  const server = createServer((request, response) => {
    show(request, response, () => {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('There is no such file.\n');
    });
  });
  return new Promise((done, fail) => {
    server.on('error', (/** @type {NodeJS.ErrnoException} */ { code, message }) => {
      const fact = code === 'EADDRINUSE' ? `port ${port} is taken` : message;
      fail(new CommandError(`${fact}: choose another with --port`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = address !== null && typeof address === 'object' ? address.port : port;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      done({ url: `http://${host}:${taken}/`, close });
    });
  });
}

/** @param {string} text */
export function portOf(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CommandError(`"${text}" is no port: give a number from 0 to 65535`, 2);
  }
  return port;
}

/** @param {Record<string, any>} values @param {string[]} positionals */
export async function run({ port, host }, positionals) {
  expectArguments(positionals, 1, usage);
  const [folder = ''] = positionals;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`${folder} is no folder: name the one that "carrel pack" wrote`);
  }
  const { url } = await serve(folder, portOf(port), host);
  console.log(`${folder} is shown at ${url} (stop with Ctrl+C)`);
}
