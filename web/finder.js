/** Shows in an opened article the words that led to it, and takes the reader from one to the next. */
import { lookFor, rangesIn, termsOf } from './found.js';
import { Marks } from './marks.js';

/** A query that is longer is not looked for to its end. */
const LONG_QUERY = 300;
/** So much of the text around a mark is said. */
const AROUND = 60;

export class Finder {
  #host;
  #stage;
  #say;
  /** @type {Marks | null} */
  #marks = null;
  /** What is looked for. @type {Parameters<typeof rangesIn>[1] | null} */
  #terms = null;
  /** @type {import('./found.js').Range[]} */
  #ranges = [];

  /** @param {import('./session.js').Host} host @param {import('./stage.js').Stage} stage @param {(text: string) => void} say */
  constructor(host, stage, say) {
    this.#host = host;
    this.#stage = stage;
    this.#say = say;
  }

  /** @param {string} q @param {string} language of the article @param {Element | null | undefined} body that holds it */
  async look(q, language, body) {
    this.drop();
    if (!q || !body) return;
    const { bundle } = this.#host;
    const marks = new Marks(body);
    this.#marks = marks;
    try {
      const answer = await bundle.search(`only=ids&show=0&q=${encodeURIComponent(q)}`);
      const { query, corrected, relaxed, synonyms } = answer;
      const names = synonyms.map((/** @type {{ name: string }} */ { name }) => name).join(' ');
      const asked = (corrected?.query ?? query).slice(0, LONG_QUERY);
      const terms = termsOf(asked, !relaxed.includes('phrase'));
      const found = await lookFor(terms, names, marks.text, (words) => bundle.stems(words, language));
      // The reader may be elsewhere by now.
      if (this.#marks !== marks) return;
      this.#terms = found;
      this.again();
      const { t, format } = this.#stage.model;
      const { length } = this.#ranges;
      if (length) this.#say(t.marked(length, format.number(length)));
    } catch {
      // The article stands, only without marks.
    }
  }

  /** Marks anew: the tree has changed. */
  again() {
    if (!this.#marks || !this.#terms) return;
    this.#marks.read();
    this.#ranges = rangesIn(this.#marks.text, this.#terms);
    this.#marks.show(this.#ranges);
    this.#tell(-1);
  }

  /** To the next mark or, with -1, the one before; past either end it begins anew. @param {number} way */
  step(way) {
    const { found, t, format } = this.#stage.model;
    const marks = this.#marks;
    if (!found || !marks) return;
    const { at, total } = found;
    const next = at < 0 && way > 0 ? marks.next() : ((at < 0 ? 0 : at) + way + total) % total;
    marks.point(next);
    this.#tell(next);
    const [from, to] = this.#ranges[next];
    const around = marks.text.slice(Math.max(0, from - AROUND), to + AROUND);
    this.#say(`${t.shownOf(format.number(next + 1), format.number(total))}: ${around.trim()}`);
  }

  /** Takes marks and bar away. */
  drop() {
    this.#marks?.clear();
    this.#marks = this.#terms = null;
    this.#ranges = [];
    this.#tell(-1);
  }

  /** @param {number} at */
  #tell(at) {
    const total = this.#ranges.length;
    const found = total ? { at, total } : null;
    if (!found && !this.#stage.model.found) return;
    this.#stage.draw({ found });
  }
}
