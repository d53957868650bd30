/** Gets an article ready to be read, and knows which links lead to other articles. */
import { keepInPage } from './anchors.js';
import { dresser, held, isWelcome } from './dress.js';
import { inPage } from './ids.js';
import { loadReading } from './late.js';
import { means, slugIn, webAddress } from './links.js';
import { runInSlices } from './slices.js';
import { writeNodes } from './stream.js';

/** @typedef {import('./view/model.js').Reading} Reading */

/** Letters that fill a large screen, with what is out of sight below it: so much of a text stands at once, the rest behind the first frame. */
const FIRST_LETTERS = 20_000;
/** Elements that take about as long to lay out. */
const FIRST_ELEMENTS = 600;

export class Reader {
  #host;
  /** Where the article being read lives. */
  #base = '';

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
    const [{ ArticlePage: page }, article] = await Promise.all([
      loadReading(this.#host.bring),
      bundle.article(slug),
    ]);
    if (!article) return null;
    const { level } = options();
    const under = level + 1;
    const render = (/** @type {number} */ heading) => bundle.render(article.body, { heading });
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
    const base = this.#absolute(article.url);
    this.#base = base;
    const ids = this.#host.ids.articles;
    /** @type {(rest?: Promise<void>) => void} */
    let settle = () => {};
    const whole = new Promise((resolve) => {
      settle = resolve;
    });
    return {
      page,
      article,
      outline: stream.outline.map((/** @type {import('./view/model.js').Heading} */ entry) => ({
        ...entry,
        id: inPage(entry.id, ids),
      })),
      truncated: stream.truncated,
      isLong: stream.text.length > FIRST_LETTERS,
      body: (root) => settle(this.#fill(root, stream, { base, ids }, options().routing !== 'hash')),
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

  /** Fills an element with a topic's introduction. @param {Element} root @param {any} stream */
  introduce = (root, stream) =>
    this.#fill(root, stream, { base: this.#absolute(), ids: this.#host.ids.introduction });

  /** What stands for one that may not. @param {{ alt: string, width?: number, height?: number }} given @param {string} src */
  hold = ({ alt, width, height }, src) => {
    const image = document.createElement('img');
    image.className = 'carrel-figure';
    image.referrerPolicy = 'no-referrer';
    image.alt = alt;
    if (width) image.width = width;
    if (height) image.height = height;
    return held(image, src, this.#model());
  };

  /**
   * Makes the nodes of a text in `root`: the beginning at once, the rest after it has been painted.
   * @param {Element} root @param {import('./stream.js').Stream} stream @param {import('./stream.js').WriteOptions} options
   * @param {boolean} [anchors]
   * @returns {Promise<void>} settled once all of the text stands, or the element has left the page
   */
  #fill(root, stream, options, anchors = false) {
    const { element, emit } = this.#host;
    const dress = dresser(this.#model(), {
      anchors,
      hooks: element,
      changed: this.#changed,
      failed: (/** @type {any} */ error) => {
        const detail = { code: 'hook', message: error?.message ?? String(error), error };
        if (emit('error', detail, true)) reportError(error);
      },
    });
    let elements = 0;
    const closed = (/** @type {Element} */ made) => {
      elements++;
      dress.closed(made);
    };
    const writing = writeNodes(stream, root, { ...options, image: this.welcome, closed });
    const isEnough = (/** @type {number} */ letters) => letters > FIRST_LETTERS || elements > FIRST_ELEMENTS;
    return runInSlices(writing, isEnough, () => !root.isConnected).then(() => {
      keepInPage(root);
      // A hook takes as long as it likes: the text stands, and words are found in it, before.
      void dress.finish();
    });
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
