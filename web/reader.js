/** Gets an article ready to be read, and knows which links lead to other articles. */
import { means, slugIn } from './links.js';
import { toDom } from './stream.js';

/** @typedef {import('./view/model.js').Reading} Reading */

export class Reader {
  #host;
  /** Where the article being read lives. */
  #base = '';

  /** @param {Pick<import('./session.js').Host, 'bundle' | 'options'>} host */
  constructor(host) {
    this.#host = host;
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
      body: () => toDom(stream, document, { base, prefix }),
    };
  }

  /** Of every id in the tree of the page. */
  #prefix() {
    return `carrel-${this.#host.options().prefix}`;
  }

  /** What a relative address in the bundle is relative to: a place on the web, or else this page. @param {string} [url] */
  #absolute(url = '') {
    const site = this.#host.bundle.info.site?.url || document.baseURI;
    try {
      const { protocol, href } = new URL(url || site, new URL(site, document.baseURI));
      return /^https?:$/.test(protocol) ? href : document.baseURI;
    } catch {
      return document.baseURI;
    }
  }

  /**
   * The address of a picture of the bundle, in full.
   * @param {string} src @param {string} [url] of the article that it stands in @returns {string} '' when no picture can be there
   */
  address(src, url) {
    try {
      const { protocol, href } = new URL(src, this.#absolute(url));
      return /^https?:$/.test(protocol) ? href : '';
    } catch {
      return '';
    }
  }

  /** @param {any} stream a topic's introduction */
  introduction(stream) {
    return toDom(stream, document, { base: this.#absolute() });
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
