/**
 * @file An open bundle: one search instance, the files it has asked for, and the loop that answers what it needs.
 *
 * Answers are whole: `needs` (docs/query.md) is met in here and never seen outside.
 */
import { decode, EngineError, fileBeside, fromMemory, load, stopIfAborted, unpack } from './files.js';
import { pack } from './packing.js';
import { renderWith } from './render.js';

/** @typedef {import('./engine.js').Instance} Instance */
/** @typedef {import('./files.js').Bytes} Bytes */
/** @typedef {ReturnType<typeof import('./engine.js').moduleTools>} Tools */
/** @typedef {{ instance: Instance, added: Set<string>, stems: Map<string, string> }} Opened a search instance, the parts it has, and what stemmers said */
/** @typedef {{ word: string, among: string[] }} StemQuestion */

/**
 * A query meets parts, stems, parts of misspellings, of words run together and of what is searched once a phrase was let go,
 * cards and bodies one after the other; twice that is a loop without an end.
 */
const roundsAtMost = 16;

/** Words of which is remembered what stemmers said. */
const rememberedAtMost = 1000;

/** An entry names one file; larger JSON is content, and not worth parsing just to tell. */
const entryAtMost = 16_384;

/** The name of the root that an entry holds, or '' when the bytes are for the packer. @param {Bytes} bytes @param {URL} src */
function rootIn(bytes, src) {
  if (bytes.length > entryAtMost) return '';
  let value;
  try {
    value = JSON.parse(decode(bytes));
  } catch {
    // The packer names line and column.
    return '';
  }
  if (typeof value?.index === 'string') {
    if (value.carrel === 1) return value.index;
    throw new EngineError(
      'version',
      `${src} is an entry of version ${value.carrel}, this script reads 1: update the script or pack the content again`,
    );
  }
  if (value?.articles) return '';
  throw new EngineError(
    'content',
    `${src} has neither "index" nor "articles": src takes an entry.json or a content.json`,
  );
}

/** @param {Instance} instance of a stemmer @param {string[]} words */
const stemsFrom = (instance, words) => instance.run('carrel_stem', words.join('\n'), decode).split('\n');

/**
 * What stemmers said before of a query's words. Whoever types on asks about the same words with each key, and an index has one
 * answer to a word.
 * @param {Opened} opened @param {string} query
 */
const recall = ({ stems }, query) =>
  new Map(
    (new URLSearchParams(query).get('q') ?? '')
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => stems.has(word))
      .map((word) => [word, /** @type {string} */ (stems.get(word))]),
  );

/** @param {string} query @param {Map<string, string>} stems the known form for each word */
const withStems = (query, stems) =>
  `${query}&stems=${[...stems].map((pair) => pair.map(encodeURIComponent).join(':'))}`;

/** What lives in an instance: made when it is first wanted, and once more when an instance died of a task. @template T */
class Living {
  /** What was made, once it is there. @type {T | null} */
  present = null;
  #make;
  /** @type {Promise<T> | null} */ #made = null;

  /** @param {() => Promise<T>} make */
  constructor(make) {
    this.#make = make;
  }

  drop() {
    this.#made = this.present = null;
  }

  /** Whatever is there, or is made now. */
  #living() {
    if (this.#made) return this.#made;
    const made = this.#make();
    this.#made = made;
    made.then(
      (value) => {
        if (this.#made === made) this.present = value;
      },
      () => this.#dropOnly(made),
    );
    return made;
  }

  /** Another task may have made a new one in the meantime. @param {Promise<T>} made */
  #dropOnly(made) {
    if (this.#made === made) this.drop();
  }

  /** @template R @param {(made: T) => R | Promise<R>} task @param {boolean} [again] @returns {Promise<R>} */
  async use(task, again = true) {
    const made = this.#living();
    try {
      return await task(await made);
    } catch (/** @type {any} */ error) {
      if (error.code !== 'trap') throw error;
      this.#dropOnly(made);
      if (!again) throw error;
      return this.use(task, false);
    }
  }
}

export class Bundle {
  #src;
  #tools;
  #fetch;
  #closing = new AbortController();
  /** The name of the root, and what names of files are relative to. */
  #root = '';
  /** @type {URL | string} */ #base;
  /** Files that the instance has not taken up yet. One made anew asks again: the browser has them. @type {Map<string, Promise<Bytes>>} */
  #files = new Map();
  /** @type {Living<Opened>} */
  #search = new Living(() => this.#open());
  /** @type {Living<Instance>} */
  #markdown = new Living(() => this.#start('markdown.wasm'));
  /** One for each language, for all words: small, and to start one takes longer than its work. @type {Map<string, Living<Instance>>} */
  #stemmers = new Map();

  /** The answer to `open` (docs/query.md). @type {any} */
  info = null;
  /** What the packer had to say, when the content was packed here. @type {import('./packing.js').Packed['report'] | null} */
  report = null;

  /** @param {URL} src @param {Tools} tools */
  constructor(src, tools) {
    this.#src = this.#base = src;
    this.#tools = tools;
    this.#fetch = tools.fetch;
  }

  /**
   * @param {URL} src @param {Tools} tools @param {AbortSignal} [signal]
   * @returns {Promise<Bundle>}
   */
  static async open(src, tools, signal) {
    stopIfAborted(signal);
    // The module comes down beside the entry; if it fails, the first use says so.
    tools.module('search.wasm').catch(() => {});
    const bundle = new Bundle(src, tools);
    signal?.addEventListener('abort', () => bundle.close(), { once: true });
    await bundle.#find('no-cache');
    await bundle.#current(() => bundle.#search.use(() => undefined));
    stopIfAborted(signal);
    return bundle;
  }

  /** The answer to a list. @param {string} query @returns {Promise<any>} */
  search(query) {
    return this.#ask(query, 'carrel_search');
  }

  /** What the words being typed may become (docs/query.md). @param {string} query @returns {Promise<any[]>} */
  async suggest(query) {
    return (await this.#ask(query, 'carrel_suggest')).suggestions;
  }

  /** @param {string} slug @returns {Promise<any>} the article, or null */
  async article(slug) {
    return (await this.search(`read=${encodeURIComponent(slug)}`)).article;
  }

  /**
   * Markdown as a node stream (docs/stream.md).
   * @param {string} markdown
   * @param {import('./render.js').RenderOptions} [options]
   */
  render(markdown, options = {}) {
    return this.#markdown.use((instance) =>
      renderWith(instance, markdown, options, this.info.site?.markdown),
    );
  }

  /**
   * The stems of words in the language of an article, or in all of the bundle's where that has none; U+0001 before those of function words.
   * A stemmer that cannot be had is passed over.
   * @param {string[]} words @param {string} [language] BCP 47
   * @returns {Promise<string[][]>} of each language that answered
   */
  async stems(words, language = '') {
    const all = /** @type {string[]} */ (this.info.stems);
    const own = all.filter((name) => name === language.slice(0, 2).toLowerCase());
    const answers = (own.length ? own : all).map((name) =>
      this.#stemmer(name)
        .use((instance) => stemsFrom(instance, words))
        .catch(() => []),
    );
    return (await Promise.all(answers)).filter(({ length }) => length);
  }

  /** Lets go of instances and files; whoever still waits is told so by an AbortError. */
  close() {
    this.#closing.abort();
    this.#search.drop();
    this.#markdown.drop();
    this.#stemmers.clear();
    this.#files.clear();
  }

  /** @param {URL} url @param {RequestCache} [cache] */
  #load(url, cache) {
    return load(
      this.#fetch,
      url,
      { signal: this.#closing.signal, ...(cache && { cache }) },
      async (response) => ({
        at: response.url,
        bytes: new Uint8Array(await response.arrayBuffer()),
      }),
    );
  }

  /** Learns the name of the root, from an entry or from the packer. @param {RequestCache} cache */
  async #find(cache) {
    const { at, bytes } = await this.#load(this.#src, cache);
    const given = await unpack(bytes, this.#src.href);
    let root = rootIn(given, this.#src);
    if (!root) {
      /** @type {Map<string, Bytes>} */
      const files = new Map();
      const watch = { signal: this.#closing.signal };
      const { entry, report } = await pack(given, this.#tools, (name, file) => files.set(name, file), watch);
      root = entry.index;
      this.#fetch = fromMemory(files);
      this.report = report;
    }
    // Files lie beside the entry where it was really found.
    this.#base = at || this.#src;
    if (root === this.#root) return;
    this.#root = root;
    this.#search.drop();
    this.#files.clear();
  }

  /**
   * A site may publish anew while a page is open. When a file is gone, damaged or of another version, the entry is
   * asked for once more; if it names another root, the task starts again on that.
   * @template T @param {() => Promise<T>} task @returns {Promise<T>}
   */
  async #current(task) {
    const root = this.#root;
    try {
      return await task();
    } catch (/** @type {any} */ error) {
      const stale = [404, 410].includes(error.status) || ['version', 'corrupt'].includes(error.code);
      // Another task may have found the new root already; when it cannot be asked for, the first error says more.
      if (stale && !this.report && this.#root === root) await this.#find('reload').catch(() => {});
      if (this.#root === root) throw error;
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
    this.#files.delete(name);
    const info = instance.ask('carrel_open', root);
    // The engine has found the checksum right, and looks at the names of all files but this one.
    const checksum = () => new DataView(root.buffer, root.byteOffset).getBigUint64(8, true).toString(16);
    if (/^[0-9a-f]{16}\b/.test(name) && !name.startsWith(checksum().padStart(16, '0'))) {
      throw new EngineError('corrupt', `${name} has been changed: upload every file again`);
    }
    // Another task may have found a newer root in the meantime.
    if (name === this.#root) this.info = info;
    return { instance, added: new Set(), stems: new Map() };
  }

  /** @param {string} name with or without .bin @returns {Promise<Bytes>} */
  async #file(name) {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#load(fileBeside(name, this.#base)).then(({ bytes }) => unpack(bytes, name));
      this.#files.set(name, file);
      // A page that stands in its place, or a broken one, is asked for again as well.
      file.catch(() => this.#files.delete(name));
    }
    return file;
  }

  /** @param {string} language */
  #stemmer(language) {
    const stemmer = this.#stemmers.get(language) ?? new Living(() => this.#start(`stem.${language}.wasm`));
    this.#stemmers.set(language, stemmer);
    return stemmer;
  }

  /** @param {string} query @param {string} verb @returns {Promise<any>} */
  async #ask(query, verb) {
    const { present } = this.#search;
    /** @type {any} */
    let first = null;
    try {
      // Most queries need nothing else, and a few microtasks less are a tenth of their time.
      if (present) first = present.instance.ask(verb, withStems(query, recall(present, query)));
    } catch {
      // Whoever asks again below is told the same, and knows what to do.
    }
    if (first && !first.needs) return first;
    return this.#current(() =>
      this.#search.use((opened) => this.#meet(opened, query, verb, opened === present ? first : null)),
    );
  }

  /**
   * Asks until nothing is needed.
   * @param {Opened} opened @param {string} query @param {string} verb @param {any} first what it said already, or nothing
   */
  async #meet(opened, query, verb, first) {
    const stems = recall(opened, query);
    const ask = () => opened.instance.ask(verb, withStems(query, stems));
    let answer = first ?? ask();
    for (let round = 1; answer.needs; round++) {
      if (round === roundsAtMost) {
        throw new EngineError(
          'corrupt',
          'the index asks for the same parts for ever: pack the content again',
        );
      }
      await Promise.all([
        ...answer.needs.files.map((/** @type {string} */ name) => this.#add(opened, name)),
        this.#stem(opened, answer.needs.stems, stems),
      ]);
      stopIfAborted(this.#closing.signal);
      answer = ask();
    }
    return answer;
  }

  /** @param {Opened} opened @param {string} name */
  async #add({ instance, added }, name) {
    if (added.has(name)) return;
    const bytes = await this.#file(name);
    this.#files.delete(name);
    // Somebody else may have waited for it too.
    if (added.has(name)) return;
    instance.call('carrel_add', bytes);
    added.add(name);
  }

  /**
   * Finds for each word the known form that shares its stem, in the first language of the bundle that has one; '' when none
   * has. A stemmer that cannot be had costs that likeness and nothing else.
   * @param {Opened} opened @param {StemQuestion[]} questions @param {Map<string, string>} stems
   */
  async #stem({ stems: remembered }, questions, stems) {
    // Without words to choose from a stemmer is wanted soon, and nothing is asked yet.
    const asked = questions.filter(({ among }) => among.length > 0);
    for (const { word } of asked) stems.set(word, '');
    let all = true;
    for (const language of questions.length > 0 ? this.info.stems : []) {
      try {
        await this.#stemmer(language).use((instance) => {
          for (const { word, among } of asked) {
            // Function words are marked, which makes no difference here.
            const [own, ...others] = stemsFrom(instance, [word, ...among]).map((stem) =>
              stem.replace('\u0001', ''),
            );
            stems.set(word, stems.get(word) || among[others.indexOf(own)] || '');
          }
        });
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        all = false;
      }
    }
    if (!all) return;
    if (remembered.size > rememberedAtMost) remembered.clear();
    for (const { word } of asked) remembered.set(word, stems.get(word) ?? '');
  }
}
