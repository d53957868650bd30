/**
 * @file What can happen to one file on its way from a host to a page: every kind of fault that a server, a cache, a proxy or a line
 * has been seen to make.
 */
import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} Request
 * @property {import('node:http').ServerResponse} response
 * @property {Buffer} bytes of the file as it lies on the host
 * @property {string} type
 * @property {string} path that was asked for, for a redirection to itself
 */
/** @typedef {(request: Request) => void} Fault answers, or does not */

/** Pieces of a slow but living download, and how long each takes: all of it takes longer than the longest silence that is allowed. */
const TRICKLE = { pieces: 8, every: 600 };

/** What a host shows for every address that it does not know. */
const PAGE =
  '<!doctype html><html lang="en"><title>Start</title><p>The start page, for every address.</p></html>';

/** @param {Buffer} bytes */
const half = (bytes) => bytes.subarray(0, bytes.length >> 1);

/** Sends bytes as a whole. @param {Request} request @param {Buffer | string} body @param {Record<string, string>} [headers] @param {number} [status] */
function send({ response, type }, body, headers = {}, status = 200) {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** @param {number} status @returns {Fault} */
const refused = (status) => (request) =>
  send(request, 'There is no such file.', { 'content-type': 'text/plain' }, status);

/** @type {Record<string, Fault>} */
export const FAULTS = {
  'never answered': () => {},
  'headers, then silence': ({ response, bytes, type }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    response.flushHeaders();
  },
  'silence in the middle': ({ response, bytes, type }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    response.write(half(bytes));
  },
  'cut, with a length': ({ response, bytes, type }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    response.write(half(bytes), () => response.destroy());
  },
  'cut, without a length': ({ response, bytes, type }) => {
    response.writeHead(200, { 'content-type': type });
    response.write(half(bytes), () => response.destroy());
  },
  'reset at once': ({ response }) => response.destroy(),
  403: refused(403),
  404: refused(404),
  410: refused(410),
  500: refused(500),
  503: refused(503),
  empty: (request) => send(request, ''),
  204: ({ response }) => response.writeHead(204).end(),
  'half of it as 206': (request) => {
    const { bytes } = request;
    const range = `bytes 0-${half(bytes).length - 1}/${bytes.length}`;
    send(request, half(bytes), { 'content-range': range }, 206);
  },
  'a page in its place': (request) => send(request, PAGE, { 'content-type': 'text/html' }),
  'a wrong type': (request) => send(request, request.bytes, { 'content-type': 'text/plain' }),
  'bits flipped': (request) =>
    send(request, Buffer.from(request.bytes.map((byte, i) => (i % 97 === 31 ? byte ^ 0x15 : byte)))),
  zeros: (request) => send(request, Buffer.alloc(request.bytes.length)),
  'cut short, with a length that fits': (request) => send(request, half(request.bytes)),
  'compressed twice': (request) =>
    send(request, gzipSync(gzipSync(request.bytes)), { 'content-encoding': 'gzip' }),
  'called compressed': (request) =>
    send(request, `no gzip${request.bytes.toString('latin1')}`, { 'content-encoding': 'gzip' }),
  'redirected for ever': ({ response, path }) => response.writeHead(302, { location: path }).end(),
  'redirected to a page': ({ response }) => response.writeHead(302, { location: '/start.html' }).end(),
  trickling: ({ response, bytes, type }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    const size = Math.ceil(bytes.length / TRICKLE.pieces);
    let at = 0;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + size));
      at += size;
      if (at < bytes.length) return;
      clearInterval(timer);
      response.end();
    }, TRICKLE.every);
    response.on('close', () => clearInterval(timer));
  },
};

/** After which a page has to work as if nothing were wrong. */
export const HARMLESS = ['trickling'];

export { PAGE };
