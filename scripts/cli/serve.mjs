/** @file `carrel serve`: a folder at an address, as a static host would show it. For looking, not for the public. */
import { realpathSync, statSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { join, resolve, sep } from 'node:path';
import send from 'send';
import { CommandError, expectArguments } from './errors.mjs';

export const usage = `Usage: carrel serve DIR [--port 8080] [--host 127.0.0.1]

Shows a folder until Ctrl+C. Files and folders whose names begin with a full stop are not shown, nor is what lies
outside the folder behind a link.

  -p, --port N      0 takes any free port
      --host NAME   0.0.0.0 shows it to the network`;

export const options = /** @type {const} */ ({
  port: { type: 'string', short: 'p', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
});

/** Names by which a server that listens on a loopback address may be addressed. */
const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** The host of an address without port and brackets, in lower case; '' when the header is malformed. @param {string} header */
function hostIn(header) {
  try {
    const { hostname, host } = new URL(`http://${header}/`);
    // Anything else that an address can have (a user, a path) has no place in the header.
    return header.toLowerCase().startsWith(host) ? hostname.replace(/^\[|\]$/g, '') : '';
  } catch {
    return '';
  }
}

/**
 * May a request that names this host be answered? A page elsewhere can have its own name lead to 127.0.0.1 and would then read
 * what only this machine should see, so a server on a loopback address answers to its own names alone.
 * @param {string | undefined} header @param {string} listening
 */
function isOwnHost(header, listening) {
  const host = hostIn(header ?? '');
  if (!host) return false;
  const isLoopback = loopbackNames.includes(listening) || listening.startsWith('127.');
  return !isLoopback || host === listening || loopbackNames.includes(host);
}

/**
 * Does the path stay in the folder, and lead to what can be read to its end? Links may lead out of the folder, and reading a pipe
 * or a device never ends.
 * @param {string} root the real path of the folder @param {string} pathname decoded
 */
async function isReadable(root, pathname) {
  // The files that a request for this path may be answered with.
  for (const name of [pathname, join(pathname, 'index.html'), `${pathname}.html`]) {
    const real = await realpath(join(root, name)).catch(() => '');
    if (!real) continue;
    if (real !== root && !real.startsWith(root === sep ? sep : root + sep)) return false;
    const found = await stat(real);
    if (!found.isFile() && !found.isDirectory()) return false;
  }
  return true;
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text @param {Record<string, string>} [headers] */
const refuse = (response, status, text, headers) =>
  void response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(`${text}\n`);

/** The path of a request, decoded; null when it is malformed. @param {string} url */
function pathIn(url) {
  try {
    // A path may begin with two slashes, which would read as the name of a host.
    const path = decodeURIComponent(new URL(url.startsWith('/') ? `http://localhost${url}` : url).pathname);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/**
 * Answers one request.
 * @param {string} root the real path of the folder @param {string} host listened on
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 */
async function answer(root, host, request, response) {
  if (!isOwnHost(request.headers.host, host))
    return refuse(response, 421, `This server shows its folder at ${host} only.`);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Files can be read, and nothing else.', { allow: 'GET, HEAD' });
  const pathname = pathIn(request.url ?? '/');
  if (pathname === null) return refuse(response, 400, 'This is no address of a file.');
  const missing = () => refuse(response, 404, 'There is no such file.');
  if (!(await isReadable(root, pathname))) return missing();
  // Browsers otherwise guess how long a file without a date stays fresh.
  send(request, encodeURI(pathname).replace(/[?#]/g, encodeURIComponent), {
    root,
    dotfiles: 'ignore',
    extensions: ['html'],
    cacheControl: false,
  })
    .on('headers', (/** @type {import('node:http').ServerResponse} */ headed) => {
      headed.setHeader('cache-control', 'no-cache');
      headed.setHeader('x-content-type-options', 'nosniff');
    })
    .on('error', (/** @type {Error & { status?: number, headers?: Record<string, string> }} */ error) => {
      if (error.status === 416) return refuse(response, 416, 'The file has no such bytes.', error.headers);
      if (error.status === 404 || error.status === 403) return missing();
      return refuse(response, error.status ?? 500, 'The file cannot be read.');
    })
    .pipe(response);
}

/**
 * @param {string} folder @param {number} port @param {string} [host]
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serve(folder, port, host = '127.0.0.1') {
  const root = realpathSync(resolve(folder));
  const server = createServer((request, response) => {
    answer(root, host, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'The file cannot be read.');
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
      done({ url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${taken}/`, close });
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
