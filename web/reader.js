/** Gets an article ready to be read, and knows which links lead to other articles. */
import { dress, held, isWelcome } from './dress.js';
import { means, slugIn, webAddress } from './links.js';
import { toDom } from './stream.js';

/** @typedef {import('./view/model.js').Reading} Reading */

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
    const article = await bundle.article(slug);
    if (!article) return null;
    const { level } = options();
    const prefix = this.#prefix();
    const under = level + 1;
    let stream = await bundle.render(article.body, { prefix, heading: under });
    // Most authors leave `#` to the title and begin with `##`: their headings move up, so that no level is left out.
    const least = Math.min(...stream.outline.map((/** @type {{ level: number }} */ entry) => entry.level));
    if (least > under && least < Infinity) {
      stream = await bundle.render(article.body, { prefix, heading: Math.max(1, under - (least - under)) });
    }
    const base = this.#absolute(article.url);
    this.#base = base;
    return {
      article,
      outline: stream.outline,
      truncated: stream.truncated,
      body: (root) => this.#fill(root, stream, { base, prefix }, options().routing !== 'hash'),
    };
  }

  /** Of every id in the tree of the page. */
  #prefix() {
    return `carrel-${this.#host.options().prefix}`;
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
  introduce = (root, stream) => this.#fill(root, stream, { base: this.#absolute() });

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
   * @param {Element} root @param {import('./stream.js').Stream} stream @param {import('./stream.js').WriteOptions} options
   * @param {boolean} [anchors]
   */
  #fill(root, stream, options, anchors = false) {
    const { element, emit } = this.#host;
    dress(toDom(stream, root, { ...options, image: this.welcome }), this.#model(), {
      anchors,
      hooks: element,
      changed: this.#changed,
      failed: (/** @type {any} */ error) => {
        const detail = { code: 'hook', message: error?.message ?? String(error), error };
        if (emit('error', detail, true)) reportError(error);
      },
    });
  }

  /**
   * @param {HTMLAnchorElement} link @param {string} reading slug of the article that the link stands in, '' for an introduction
   * @returns {{ slug: string, isArticle: () => Promise<boolean> } | null} null when it cannot lead to an article
   */
  candidate(link, reading) {
    const slug = slugIn(link.href);
    const base = (reading && this.#base) || this.#absolute();
    if (!slug || link.target || link.hasAttribute('download')) return null;
    return {
      slug,
      isArticle: async () => {
        const article = await this.#host.bundle.article(slug).catch(() => null);
        return Boolean(article) && means(link.href, article.url, base);
      },
    };
  }
}
