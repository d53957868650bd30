// Pagefind's own client, run in Node: files come from a folder instead of the network, and there is no worker.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Where the client believes its files to be. */
const base = '/pagefind/';

/** Folders by the base that their client asks at. @type {Map<string, string>} */
const folders = new Map();
let clients = 0;

const fromNetwork = globalThis.fetch;

/** @param {string | URL | Request} what @param {RequestInit} [init] @returns {Promise<Response>} */
async function fetchFile(what, init) {
  const path = `${what}`.replace(/\?.*$/, '');
  for (const [at, folder] of folders) {
    if (path.startsWith(at)) return new Response(readFileSync(join(folder, path.slice(at.length))));
  }
  return fromNetwork(what, init);
}

/** The addresses of the pages by the names of their fragments, which the client gives. @param {string} folder */
function addresses(folder) {
  const names = readdirSync(join(folder, 'fragment'));
  return new Map(
    names.map((name) => {
      const text = gunzipSync(readFileSync(join(folder, 'fragment', name))).toString();
      return [name.replace('.pf_fragment', ''), JSON.parse(text.slice(text.indexOf('{'))).url];
    }),
  );
}

/**
 * @param {string} folder that Pagefind wrote @param {string} language of the page that asks
 * @returns {Promise<{ search: (query: string) => Promise<string[]>, close: () => void }>} search gives addresses, best first
 */
export async function openPagefind(folder, language) {
  const at = `${base}${clients}/`;
  folders.set(at, folder);
  globalThis.fetch = /** @type {typeof fetch} */ (fetchFile);
  clients++;
  // A client has one WebAssembly module, which is of one language: each gets a module of its own, under a name that Node takes for one.
  const own = mkdtempSync(join(tmpdir(), 'pagefind-client-'));
  copyFileSync(join(folder, 'pagefind.js'), join(own, 'client.mjs'));
  const client = await import(`${pathToFileURL(join(own, 'client.mjs'))}`);
  rmSync(own, { recursive: true });
  const global = /** @type {any} */ (globalThis);
  const { document } = global;
  global.document = { querySelector: () => ({ getAttribute: () => language }) };
  const instance = client.createInstance({ basePath: at, noWorker: true });
  await instance.init();
  // The one call that waits for all that a search needs, and searches nothing.
  await instance.filters();
  global.document = document;
  const urls = addresses(folder);
  return {
    async search(query) {
      const { results } = await instance.search(query);
      return results.map((/** @type {{ id: string }} */ { id }) => urls.get(id) ?? '');
    },
    close() {
      folders.delete(at);
    },
  };
}
