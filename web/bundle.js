/**
 * @file An open bundle: one search instance, the files it has asked for, and the loop that answers what it needs.
 *
 * Answers are whole: `needs` (docs/query.md) is met in here and never seen outside.
 */
import { answerTo, opened as openedShape } from './answers.js';
import { entryIn } from './entry.js';
import { takeUp } from './file-checks.js';
import {
  distrust,
  EngineError,
  fileBeside,
  fromMemory,
  load,
  misread,
  stopIfAborted,
  unpack,
} from './files.js';
import { Living } from './living.js';
import { isWhole } from './privacy.js';
import { renderWith } from './render.js';
import { nextTask } from './slices.js';
import { recall, Stemmers, withStems } from './stemmers.js';
import { assertSound } from './stream.js';
import { isSearched, refuseLarge } from './whole.js';

/**
 * @typedef {import('./engine.js').Instance} Instance
 * @typedef {import('./files.js').Bytes} Bytes
 * @typedef {ReturnType<typeof import('./engine.js').moduleTools>} Tools
 *
 * @typedef {{ instance: Instance, added: Set<string>, stems: Map<string, string>, bytes: number }} Opened a search instance, the parts
 *   it has, what stemmers said, and how many bytes its root and the parts that are searched took on the wire
 */

/**
 * A query meets parts, stems, parts of misspellings, of words run together and of what is searched once a phrase was let go,
 * cards and bodies one after the other; twice that is a loop without an end.
 */
const roundsAtMost = 16;

/** Bytes. To check a larger file takes long enough for the page to answer before anything else is done with it. */
const largeFile = 100_000;

export class Bundle {
  #src;
  #tools;
  #fetch;
  #whole;
  #closing = new AbortController();
  /** The name of the root, and what names of files are relative to. */
  #root = '';
  /** @type {URL | string} */ #base;
  /** How often a publish was found that differs from the one before. */
  #edition = 0;
  /** Files that the instance has not taken up yet. One made anew asks again: the browser has them. @type {Map<string, Promise<Bytes>>} */
  #files = new Map();
  /** Of those files, the bytes on the wire. @type {Map<string, number>} */
  #sizes = new Map();
  /** @type {Living<Opened>} */
  #search = new Living(() => this.#open());
  /** @type {Living<Instance>} */
  #markdown = new Living(() => this.#start('markdown.wasm'));
  #stemmers;

  /** The answer to `open` (docs/query.md). @type {any} */
  info = null;
  /** Called when another version of the bundle was found, which answers from then on. */
  renewed = () => {};
  /** What the packer had to say, when the content was packed here. @type {import('./packing.js').Packed['report'] | null} */
  report = null;

  /** @param {URL} src @param {Tools} tools @param {string} [privacy] */
  constructor(src, tools, privacy) {
    this.#src = this.#base = src;
    this.#whole = isWhole(privacy);
    this.#stemmers = new Stemmers(
      (name) => this.#start(name),
      () => this.info.stems,
      this.#whole,
    );
    this.#tools = tools;
    this.#fetch = tools.fetch;
  }

  /**
   * @param {URL} src @param {Tools} tools @param {AbortSignal} [signal]
   * @param {string} [privacy] `whole`: the first search fetches all that any search may need, whatever it is for
   * @returns {Promise<Bundle>}
   */
  static async open(src, tools, signal, privacy) {
    stopIfAborted(signal);
    // The module comes down beside the entry; if it fails, the first use says so.
    tools.module('search.wasm').catch(() => {});
    const bundle = new Bundle(src, tools, privacy);
    signal?.addEventListener('abort', () => bundle.close(), { once: true });
    await bundle.#find('no-cache');
    await bundle.#current(() => bundle.#search.use(() => undefined));
    stopIfAborted(signal);
    return bundle;
  }

  /** Bytes on the wire of the files that searches have looked at so far; 0 of content that was packed here. */
  get searchBytes() {
    return this.#search.present?.bytes ?? 0;
  }

  /**
   * The answer to a list.
   * @param {string} query
   * @param {{ opening?: boolean }} [how] opening: it is the list that everybody is shown at first, for which `privacy: 'whole'`
   *   fetches no more than it takes
   * @returns {Promise<any>}
   */
  search(query, { opening = false } = {}) {
    return this.#ask(query, 'carrel_search', this.#whole && !opening);
  }

  /** What the words being typed may become (docs/query.md). @param {string} query @returns {Promise<any[]>} */
  async suggest(query) {
    return (await this.#ask(query, 'carrel_suggest', this.#whole)).suggestions;
  }

  /** @param {string} slug @returns {Promise<any>} the article, or null */
  async article(slug) {
    return (await this.#ask(`read=${encodeURIComponent(slug)}`, 'carrel_search', false)).article;
  }

  /**
   * Markdown as a node stream (docs/stream.md).
   * @param {string} markdown
   * @param {import('./render.js').RenderOptions} [options]
   */
  render(markdown, options = {}) {
    return this.#current(() =>
      this.#markdown.use((instance) => renderWith(instance, markdown, options, this.info.site?.markdown)),
    );
  }

  /**
   * The stems of words in the language of an article, or in all of the bundle's where that has none; U+0001 before those of function words.
   * A stemmer that cannot be had is passed over.
   * @param {string[]} words @param {string} [language] BCP 47
   * @returns {Promise<string[][]>} of each language that answered
   */
  async stems(words, language = '') {
    return this.#stemmers.stems(words, language);
  }

  /** Lets go of instances and files; whoever still waits is told so by an AbortError. */
  close() {
    this.#closing.abort();
    this.#search.drop();
    this.#markdown.drop();
    this.#stemmers.clear();
    this.#files.clear();
    this.#sizes.clear();
  }

  /** @param {URL} url @param {string} name for messages @param {RequestCache} [cache] */
  #load(url, name, cache) {
    return load(
      this.#fetch,
      url,
      { signal: this.#closing.signal, ...(cache && { cache }) },
      async (response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        // What the browser has unpacked is not what came down; how much that was stands in the header.
        const size = Number(response.headers.get('content-length')) || bytes.length;
        return { at: response.url, bytes: await unpack(bytes, name), size };
      },
    );
  }

  /** Learns the name of the root, from an entry or from the packer. @param {RequestCache} cache */
  async #find(cache) {
    const { at, bytes } = await this.#load(this.#src, this.#src.href, cache);
    const found = entryIn(bytes, this.#src);
    let root = found?.index ?? '';
    if (!found) {
      /** @type {Map<string, Bytes>} */
      const files = new Map();
      const watch = { signal: this.#closing.signal };
      const { pack } = await this.#tools.packing();
      stopIfAborted(watch.signal);
      const { entry, report } = await pack(
        bytes,
        this.#tools,
        (name, file) => files.set(name, file),
        watch,
      ).catch((/** @type {any} */ error) => {
        if (error.code === 'content') distrust(this.#fetch, this.#src);
        throw misread(error, this.#src, bytes);
      });
      root = entry.index;
      this.#fetch = fromMemory(files);
      this.report = report;
    } else if (this.#whole) {
      refuseLarge(found.searchBytes ?? 0, this.#src);
    }
    // Files lie beside the entry where it was really found.
    this.#base = at || this.#src;
    // The loader has chosen the modules; in a page that stays open while its site is published anew, these may be gone.
    if (cache === 'reload' && this.#tools.rename(found?.modules)) this.#edition++;
    if (root === this.#root) return;
    const isAnother = this.#root !== '';
    this.#edition++;
    this.#root = root;
    this.#search.drop();
    this.#files.clear();
    if (isAnother) this.renewed();
  }

  /**
   * A site may publish anew while a page is open. When a file or a module is gone, damaged or of another version, the entry is
   * asked for once more; if it names others, the task starts again on those.
   * @template T @param {() => Promise<T>} task @returns {Promise<T>}
   */
  async #current(task) {
    const edition = this.#edition;
    try {
      return await task();
    } catch (/** @type {any} */ error) {
      const stale = [404, 410].includes(error.status) || ['version', 'corrupt'].includes(error.code);
      // Another task may have found the new one already; when it cannot be asked for, the first error says more.
      if (stale && !this.report && this.#edition === edition) await this.#find('reload').catch(() => {});
      if (this.#edition === edition) throw error;
      return task();
    }
  }

  /** @param {string} module */
  #start(module) {
    stopIfAborted(this.#closing.signal);
    return this.#tools.start(module);
  }

  /** @returns {Promise<Opened>} */
  async #open() {
    const name = this.#root;
    // Both come down at once.
    const [instance, root] = await Promise.all([this.#start('search.wasm'), this.#file(name)]);
    const bytes = this.#take(name);
    const info = this.#hand(name, root, () => instance.ask('carrel_open', root, openedShape));
    for (const [i, { introduction }] of info.topics.entries())
      if (introduction) assertSound(introduction, `topics[${i}].introduction`);
    // Another task may have found a newer root in the meantime.
    if (name === this.#root) this.info = info;
    return { instance, added: new Set(), stems: new Map(), bytes };
  }

  /** A file is in the instance: it is let go of here. @param {string} name @returns {number} its bytes on the wire */
  #take(name) {
    const bytes = this.report ? 0 : (this.#sizes.get(name) ?? 0);
    this.#files.delete(name);
    this.#sizes.delete(name);
    return bytes;
  }

  /** @param {string} name with or without .bin @returns {Promise<Bytes>} */
  async #file(name) {
    stopIfAborted(this.#closing.signal);
    let file = this.#files.get(name);
    if (!file) {
      const url = fileBeside(name, this.#base);
      file = this.#load(url, url.pathname.split('/').pop() ?? name).then(({ bytes, size }) => {
        this.#sizes.set(name, size);
        return bytes;
      });
      this.#files.set(name, file);
      // A page that stands in its place, or a broken one, is asked for again as well.
      file.catch(() => this.#files.delete(name));
    }
    return file;
  }

  /** Hands a file to the engine. @template T @param {string} name @param {Bytes} bytes @param {() => T} hand */
  #hand(name, bytes, hand) {
    return takeUp(this.#fetch, fileBeside(name, this.#base), bytes, hand);
  }

  /** @param {string} request @param {string} verb @param {boolean} whole @returns {Promise<any>} */
  async #ask(request, verb, whole) {
    const query = whole ? `${request}&whole=1` : request;
    const stemmers = whole ? this.#stemmers.all() : null;
    const { present } = this.#search;
    const shape = answerTo(verb, query);
    /** @type {any} */
    let first = null;
    try {
      // Most queries need nothing else, and a few microtasks less are a tenth of their time.
      if (present && !stemmers)
        first = present.instance.ask(verb, withStems(query, recall(present.stems, query)), shape);
    } catch {
      // Whoever asks again below is told the same, and knows what to do.
    }
    if (first && !first.needs) return first;
    return this.#current(() =>
      this.#search.use((opened) =>
        this.#meet(opened, query, verb, shape, opened === present ? first : null, stemmers),
      ),
    );
  }

  /**
   * Asks until nothing is needed.
   * @param {Opened} opened @param {string} query @param {string} verb @param {import('./shapes.js').Shape} shape of the answer
   * @param {any} first what it said already, or nothing
   * @param {Promise<unknown> | null} stemmers that are on their way and must be here before a word is looked at
   */
  async #meet(opened, query, verb, shape, first, stemmers) {
    const stems = recall(opened.stems, query);
    const ask = () => opened.instance.ask(verb, withStems(query, stems), shape);
    const add = (/** @type {string} */ name) => this.#add(opened, name);
    /** Languages whose stemmers could not be had: nobody waits for them twice. @type {Set<string>} */
    const lost = new Set();
    let answer = first ?? ask();
    if (stemmers) {
      await Promise.all([stemmers, ...(answer.needs?.files ?? []).map(add)]);
      answer = ask();
    }
    for (let round = 1; answer.needs; round++) {
      if (round === roundsAtMost) {
        throw new EngineError(
          'corrupt',
          'the index asks for the same parts for ever: pack the content again',
        );
      }
      await Promise.all([
        ...answer.needs.files.map(add),
        this.#stemmers.answer(answer.needs.stems, stems, opened.stems, lost),
      ]);
      stopIfAborted(this.#closing.signal);
      answer = ask();
    }
    return answer;
  }

  /** @param {Opened} opened @param {string} name */
  async #add(opened, name) {
    const { instance, added } = opened;
    if (added.has(name)) return;
    const bytes = await this.#file(name);
    // Somebody else may have waited for it too.
    if (added.has(name)) return;
    const size = this.#take(name);
    this.#hand(name, bytes, () => instance.call('carrel_add', bytes));
    added.add(name);
    if (isSearched(bytes)) {
      opened.bytes += size;
      if (this.#whole) this.#stopLarge(opened.bytes);
    }
    if (bytes.length > largeFile) await nextTask();
  }

  /** What is still on its way is stopped, and nothing further begun. @param {number} bytes */
  #stopLarge(bytes) {
    try {
      refuseLarge(bytes, this.#src);
    } catch (error) {
      this.#closing.abort(error);
      throw error;
    }
  }
}
