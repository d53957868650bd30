/** Gets an article ready to be read, and knows which links lead to other articles. */
import { keepInPage } from './anchors.js';
import { isWelcome } from './dress.js';
import { inPage } from './ids.js';
import { loadReading } from './late.js';
import { means, slugIn, webAddress } from './links.js';
import { nextTask } from './slices.js';

/** @typedef {import('./view/model.js').Reading} Reading */

export class Reader {
  #host;
  /** Where the article being read lives. */
  #base = '';
  /** What makes a text stand, once it is there. @type {import('./late.js').Reading | undefined} */
  #reading;
  /** Settled once the introduction that was drawn last stands. @type {Promise<void>} */
  #introduced = Promise.resolve();

  #model;
  #changed;

  /**
   * @param {import('./session.js').Host} host @param {() => import('./view/model.js').Model} model
   * @param {() => void} changed called when a hook of the page has changed what is read
   */
  constructor(host, model, changed) {
    this.#host = host;
    this.#model = model;
    this.#changed = changed;
  }

  /** @param {string} slug @returns {Promise<Reading | null>} null when there is no such article */
  async load(slug) {
    const { bundle, options } = this.#host;
    // Its view comes down beside the article.
    const [reading, article] = await Promise.all([this.#load(), bundle.article(slug)]);
    if (!article) return null;
    const { level } = options();
    const under = level + 1;
    // The page answers between the steps of a long article.
    const render = async (/** @type {number} */ heading) => {
      await nextTask();
      return bundle.render(article.body, { heading });
    };
    // Most authors leave `#` to the title and begin with `##`. Whichever they begin with stands one level below the title, so that
    // no level is left out; what is not as expected is rendered once more.
    const expected = Math.max(1, under - 1);
    let stream = await render(expected);
    const highest = stream.outline.reduce(
      (/** @type {number} */ least, /** @type {{ level: number }} */ entry) => Math.min(least, entry.level),
      Infinity,
    );
    const wanted = Math.max(1, expected + under - highest);
    if (highest < Infinity && wanted !== expected) stream = await render(wanted);
    await nextTask();
    const base = this.#absolute(article.url);
    this.#base = base;
    const ids = this.#host.ids.articles;
    /** @type {(rest?: Promise<void>) => void} */
    let settle = () => {};
    const whole = new Promise((resolve) => {
      settle = resolve;
    });
    return {
      page: reading.ArticlePage,
      bar: reading.FoundBar,
      article,
      outline: stream.outline.map((/** @type {import('./view/model.js').Heading} */ entry) => ({
        ...entry,
        id: inPage(entry.id, ids),
      })),
      truncated: stream.truncated,
      comesInSlices: stream.text.length > reading.FIRST_LETTERS,
      isLong: stream.text.length > reading.LONG_LETTERS,
      body: (root) => settle(this.#fill(reading, root, stream, { base, ids }, options().routing !== 'hash')),
      whole,
    };
  }

  /** What a relative address in the bundle is relative to: a place on the web, or else this page. @param {string} [url] */
  #absolute(url = '') {
    const site = this.#host.bundle.info.site?.url || document.baseURI;
    const root = webAddress(site, document.baseURI) || document.baseURI;
    return webAddress(url || site, root) || document.baseURI;
  }

  /**
   * The address of a picture of the bundle, in full.
   * @param {string} src @param {string} [url] of the article that it stands in @returns {string} '' when no picture can be there
   */
  address = (src, url) => webAddress(src, this.#absolute(url));

  /** May a picture be fetched without being asked for? @param {string} src */
  welcome = (src) => isWelcome(this.#host.options().images, src);

  async #load() {
    this.#reading = await loadReading(this.#host.bring);
    return this.#reading;
  }

  /**
   * Brings what introduction and glossary need, where the stage has one.
   * @param {import('./stage.js').Stage} stage
   * @returns {Promise<void>} settled, never rejected, once what was drawn of them stands
   */
  async prepare(stage) {
    if (!stage.hasIntroduction()) return;
    try {
      await this.#load();
      stage.settle();
    } catch {
      // The glossary can be read without its styles; of an introduction the owner is told.
    }
    await this.#introduced;
  }

  /** Fills an element with a topic's introduction. @param {Element} root @param {any} stream */
  introduce = (root, stream) => {
    this.#introduced = this.#introduce(root, stream);
  };

  /** @param {Element} root @param {any} stream */
  async #introduce(root, stream) {
    try {
      const reading = await this.#load();
      const where = { base: this.#absolute(), ids: this.#host.ids.introduction };
      void this.#fill(reading, root, stream, where);
    } catch (error) {
      // Its words are read all the same.
      root.textContent = stream.text;
      this.#tell(error, 'script');
    }
  }

  /** What stands for one that may not. @param {{ alt: string, width?: number, height?: number }} given @param {string} src */
  hold = (given, src) =>
    // Only an article asks for it, whose view came with it.
    this.#reading?.heldPicture(given, src, this.#model()) ?? '';

  /** Tells the owner of what the reader can do without. @param {any} error @param {string} code */
  #tell(error, code) {
    const detail = { code: error?.code ?? code, message: error?.message ?? String(error), error };
    if (this.#host.emit('error', detail, true)) reportError(error);
  }

  /**
   * @param {import('./late.js').Reading} reading @param {Element} root @param {import('./stream.js').Stream} stream
   * @param {import('./stream.js').WriteOptions} options @param {boolean} [anchors]
   */
  async #fill({ fill }, root, stream, options, anchors = false) {
    await fill(root, stream, { ...options, image: this.welcome }, this.#model(), {
      anchors,
      hooks: this.#host.element,
      changed: this.#changed,
      failed: (error) => this.#tell(error, 'hook'),
    });
    keepInPage(root);
  }

  /**
   * @param {HTMLAnchorElement} link @param {string} reading slug of the article that the link stands in, '' for an introduction
   * @returns {{ slug: string, isArticle: () => Promise<boolean> } | null} null when it cannot lead to an article
   */
  candidate(link, reading) {
    const slug = slugIn(link.href);
    const site = this.#absolute();
    const base = (reading && this.#base) || site;
    if (!slug || link.target || link.hasAttribute('download')) return null;
    // Other hosts have no articles of this bundle: the browser goes there at once.
    if (![base, site].some((address) => new URL(address).origin === link.origin)) return null;
    return {
      slug,
      isArticle: async () => {
        const article = await this.#host.bundle.article(slug).catch(() => null);
        return Boolean(article) && means(link.href, article.url, base);
      },
    };
  }
}
