// Carrel's engine, opened in ways that a page cannot ask for: with every file at once, or with its memory in view.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Bundle } from '../../web/bundle.js';
import { moduleTools } from '../../web/engine.js';

/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files by name, as they are published */
/** @typedef {string} Kind as below, or the name of a section that came later */

const dist = new URL('../../dist/', import.meta.url);

/** @param {Files} files */
export const toolsFor = (files) =>
  moduleTools({
    modules: (name) => new URL(name, dist),
    fetch: async ({ protocol, pathname }) => {
      if (protocol === 'file:') {
        const headers = { 'content-type': 'application/wasm' };
        return new Response(readFileSync(new URL(pathname, dist)), { headers });
      }
      const bytes = files.get(pathname.slice(1));
      return new Response(bytes ?? null, { status: bytes ? 200 : 404 });
    },
  });

const kinds = new Map([
  ['META', 'root'],
  ['DICT', 'terms'],
  ['POSN', 'positions'],
  ['CARD', 'cards'],
  ['SLUG', 'slugs'],
  ['TITL', 'titles'],
  ['BODY', 'bodies'],
]);

/** The name of the first section follows the header of 32 bytes. @param {Uint8Array} file not compressed */
export function kindOf(file) {
  const section = String.fromCharCode(...file.subarray(32, 36));
  return kinds.get(section) ?? section.toLowerCase();
}

/** Kinds of files that only other parts lead to: an engine takes them up when it has these. */
const ledTo = ['bodies', 'positions'];

/**
 * All files, those last that others lead to.
 * @param {Files} files @returns {{ name: string, kind: Kind, packed: Uint8Array, raw: Uint8Array<ArrayBuffer> }[]}
 */
export function partsOf(files) {
  return [...files]
    .filter(([name]) => name.endsWith('.bin'))
    .map(([name, packed]) => {
      const raw = new Uint8Array(gunzipSync(packed));
      return { name, kind: kindOf(raw), packed, raw };
    })
    .sort((a, b) => Number(ledTo.includes(a.kind)) - Number(ledTo.includes(b.kind)));
}

/**
 * Opens the bundle and has it fetch and add the named files in its own way: the first search is told that it needs them all.
 * They come in whatever order; what is added before a part that leads to it is added once more at the end.
 * @param {Files} files @param {string[]} names
 * @returns {Promise<Bundle>}
 */
export async function openWith(files, names) {
  const tools = toolsFor(files);
  const start = async (/** @type {string} */ name) => {
    const instance = await tools.start(name);
    if (name !== 'search.wasm') return instance;
    const ask = instance.ask.bind(instance);
    let told = false;
    instance.ask = (verb, request, shape) => {
      if (verb !== 'carrel_search' || told) return ask(verb, request, shape);
      told = true;
      return { needs: { files: names.map((file) => file.replace('.bin', '')), stems: [] } };
    };
    const call = instance.call.bind(instance);
    let left = names.length;
    /** @type {(Uint8Array | string | undefined)[]} */
    const tooEarly = [];
    instance.call = (verb, request) => {
      if (verb !== 'carrel_add' || left === 0) return call(verb, request);
      left--;
      try {
        call(verb, request);
      } catch {
        // Whatever else is wrong with it shows at its second time.
        tooEarly.push(request);
      }
      if (left === 0) for (const file of tooEarly.splice(0)) call(verb, file);
      return new Uint8Array();
    };
    return instance;
  };
  const bundle = await Bundle.open(new URL('memory://bundle/entry.json'), { ...tools, start });
  await bundle.search('show=0');
  return bundle;
}

/**
 * Sees the memory of every module started from here on.
 * @returns {() => number} their bytes, the most there were
 */
export function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const instantiate = /** @type {(code: any, imports?: WebAssembly.Imports) => Promise<any>} */ (
    WebAssembly.instantiate
  );
  Object.assign(WebAssembly, {
    instantiate: async (/** @type {any} */ code, /** @type {WebAssembly.Imports} */ imports) => {
      // Of a module it gives the instance, of bytes, which Pagefind has, the module and the instance.
      const made = await instantiate(code, imports);
      const { memory } = (made.instance ?? made).exports;
      memories.push(/** @type {WebAssembly.Memory} */ (memory));
      return made;
    },
  });
  // Such a memory grows and never shrinks.
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
