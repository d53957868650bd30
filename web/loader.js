/**
 * @file Which script and modules a widget runs: those that its entry.json names, so that a carrel.js of any version, one from the
 * browser's memory too, opens what any version has packed.
 *
 * Whoever serves a bundle must not choose what runs in the page. So the names count only where the entry comes from the origin of
 * this script; where the page holds this script to a hash, or it was packed with --pin, they count nowhere. A content.json, and an
 * entry without names, are read by the script and the modules that this one was built with.
 */
import { forget, underWay } from './early.js';
import { check, importScript } from './load-script.js';

/** What the build adds to the names of modules, by the part before the first full stop. @type {Record<string, string>} */
const hashes = /** @type {any} */ (globalThis).CARREL_MODULES ?? {};

/** The name of the other script and its hash, from the build. @type {string[]} */
const [sessionName, sessionHash] = /** @type {any} */ (globalThis).CARREL_SESSION ?? ['session.js', ''];

/** Longer JSON is content, and the wait for it would be a step more. */
const entryAtMost = 16_384;
/** After this, what is wrong with the entry is left to the engine to find and to say. */
const ENTRY_PATIENCE_MS = 10_000;

/** Names that lead to nothing but a file beside the entry. Their form is a promise to later versions (docs/format.md). */
const scriptName = /^session-[0-9a-f]{8}\.js$/;
const moduleName = /^[a-z]+(\.[a-z]+)?-[0-9a-f]{8}\.wasm$/;
const integrityForm = /^sha(256|384|512)-[A-Za-z0-9+/]+=*$/;

/** @typedef {typeof import('./session.js')} Code */
/** @typedef {{ session: URL, integrity: string, modules: Map<string, URL> }} Named */

/** @param {RegExp} form @param {unknown} text */
const fits = (form, text) => typeof text === 'string' && form.test(text);

/** @param {string} name */
export const beside = (name) => new URL(`./${name}`, import.meta.url);

/** Does the page hold this script to a hash? Then it holds the other to its own; an import by itself has none. */
const isHeld = () => [...document.scripts].some(({ src, integrity }) => integrity && src === import.meta.url);

/** Was this script packed to be the same for every bundle? @param {string} bundle what `carrel pack` wrote into it */
const isFixed = (bundle) => bundle.startsWith('carrel:pinned');

/** @param {string} name */
const ownModule = (name) => beside(name.replace('.wasm', (end) => (hashes[name.split('.')[0]] ?? '') + end));

/** The beginning of a body, as text; null when there is more. @param {Response} response */
async function textOf(response) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    text += decoder.decode(value, { stream: true });
    if (size <= entryAtMost) continue;
    void reader.cancel();
    return null;
  }
  return text;
}

/** @param {string | null} text @returns {any} null for what is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/**
 * What an entry names, as far as it may. Everything that is odd makes it an entry without names.
 * @param {Response} response @param {string} origin of this script @returns {Promise<Named | null>}
 */
export async function namesIn(response, origin) {
  // Where it was really found; a redirect may have led to another host.
  const { url, ok } = response;
  if (!ok || !/^https?:/.test(url) || new URL(url).origin !== origin) return null;
  const { session, modules } = parsed(await textOf(response.clone())) ?? {};
  if (!fits(scriptName, session?.name) || !fits(integrityForm, session.integrity)) return null;
  const named = Object.entries(modules ?? {}).filter(
    ([name, file]) => fits(moduleName, file) && file.replace(/-[0-9a-f]{8}(?=\.wasm$)/, '') === name,
  );
  return {
    session: new URL(session.name, url),
    integrity: session.integrity,
    modules: new Map(named.map(([name, file]) => [name, new URL(file, url)])),
  };
}

/** @param {URL} entry that is under way @returns {Promise<Named | null>} */
const namesAt = (entry) =>
  Promise.race([
    Promise.resolve(underWay(entry)).then(
      (response) => response && namesIn(response, new URL(import.meta.url).origin),
    ),
    new Promise((resolve) => setTimeout(resolve, ENTRY_PATIENCE_MS)),
  ]).then(
    (named) => named ?? null,
    // The engine meets the same, and says what to do.
    () => null,
  );

/** Modules that were asked for before the engine was here; compiled, they are shared by all widgets. @type {Set<string>} */
const asked = new Set();

/** @param {URL} address */
const fileOf = ({ pathname }) => pathname.split('/').pop() ?? '';

/**
 * Sets out at once for what this script was built with and for the entry, and for something else once the entry has named it.
 * @param {URL} entry @param {string} bundle what `carrel pack` wrote into this script
 * @param {(url: URL, init?: RequestInit) => void} askFor sets out for what the engine will want
 * @returns {Promise<{ code: Code, url: URL, modules: (name: string) => URL }>} `url`: of the script that the code is from
 */
export async function loadCode(entry, bundle, askFor) {
  const isPinned = isHeld() || isFixed(bundle);
  // Code, entry and module travel side by side. Over HTTP/1.1 six at most do: the code, which all else is for, goes first.
  fetchOwn();
  const askOnce = (/** @type {URL} */ url) => {
    if (!asked.has(url.href)) askFor(url);
    asked.add(url.href);
  };
  askFor(entry, { cache: 'no-cache' });
  askOnce(ownModule('search.wasm'));
  const named = isPinned ? null : await namesAt(entry);
  /** @param {string} name */
  const modules = (name) => {
    const other = named?.modules.get(name);
    const ours = ownModule(name);
    // The same name is the same file, and it may lie here alone.
    return other && fileOf(other) !== fileOf(ours) ? other : ours;
  };
  const search = modules('search.wasm');
  if (search.href !== ownModule('search.wasm').href) forget(ownModule('search.wasm'));
  askOnce(search);
  const isOwn = !named || fileOf(named.session) === sessionName;
  const url = isOwn ? beside(sessionName) : named.session;
  const integrity = isOwn ? (isHeld() ? sessionHash : '') : named.integrity;
  return { code: await importScript(url, integrity), url, modules };
}

let isFetched = false;

/**
 * Fetches the script that this one was built with, ahead of its import. Browsers that can do that only by running it (Safari 16,
 * Firefox before 115) run it. Once is enough for all widgets of a page; what fails is said by the import.
 */
function fetchOwn() {
  if (isFetched) return;
  isFetched = true;
  const url = beside(sessionName);
  const integrity = isHeld() ? sessionHash : '';
  if (document.createElement('link').relList.supports('modulepreload')) check(url, integrity).catch(() => {});
  else importScript(url, integrity).catch(() => {});
}
