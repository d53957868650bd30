/**
 * Where a widget's state lives: the query string, the fragment, or memory alone.
 *
 * Guarantees that nothing is written before the caller asks, and that a host which forbids `history` (a sandboxed frame, a
 * file: page) costs the deep links and nothing else.
 */
import { ADDRESS_AT_MOST, EMPTY, hostPart, joinState, parseState } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {{ y?: number, from?: string, steps?: number }} Note what an entry of the history remembers for us */

/** The part of the address that holds the state. @param {string} mode `query`, `hash` or `memory` */
export const addressed = (mode) =>
  mode === 'memory' ? '' : mode === 'hash' ? location.hash : location.search;

export class Router {
  #mode;
  #prefix;
  /** @type {State} */
  #state = EMPTY;
  /** @type {Note} */
  #note = {};
  /** What the links of one draw have in common. Only as long as nobody else can have changed the address. @type {{ here: string, host: string, beside: string } | null} */
  #present = null;

  /** @param {string} mode `query`, `hash` or `memory` @param {string} prefix */
  constructor(mode, prefix) {
    this.#mode = mode;
    this.#prefix = prefix;
    this.#state = this.read();
  }

  /** What the address says now. @returns {State} */
  read() {
    const source = addressed(this.#mode);
    // A plain fragment is an anchor of the page that was followed, not an order to forget everything.
    const anchor = this.#mode === 'hash' && source.length > 1 && !source.includes('=');
    if (this.travels && !anchor) this.#state = parseState(source, this.#prefix);
    return this.#state;
  }

  /** The address that `state` would have; a real link that can be copied or opened in a tab. @param {State} state */
  href(state) {
    if (!this.travels) return '#';
    this.#present ??= this.#look();
    const { here, host, beside } = this.#present;
    const query = joinState(host, state, this.#prefix);
    return this.#mode === 'hash'
      ? `${here}${beside}${query && `#${query}`}`
      : `${here}${query && `?${query}`}${beside}`;
  }

  /** Reads the address: to ask a browser for one of megabytes takes milliseconds each time. */
  #look() {
    queueMicrotask(() => {
      this.#present = null;
    });
    // The part that is not ours goes along, unless it would make every link of a page a text of megabytes.
    const other = this.#mode === 'hash' ? location.search : location.hash;
    return {
      // In full: a page with a <base> would take a lone `?…` or `#…` elsewhere.
      here: location.href.split(/[?#]/, 1)[0],
      host: hostPart(addressed(this.#mode), this.#prefix),
      beside: other.length > ADDRESS_AT_MOST ? '' : other,
    };
  }

  /**
   * @param {State} state @param {'push' | 'replace'} how
   * @param {Note} [note] kept with the new entry
   */
  write(state, how, note = {}) {
    const href = this.href(state);
    this.#present = null;
    this.#state = state;
    if (this.travels && href !== location.href) {
      try {
        history[`${how}State`](this.#entry(how === 'push' ? note : this.note), '', href);
      } catch {
        // Refused or rate-limited: the view stays right, only the address lags behind.
      }
    }
    if (how === 'push') this.#note = note;
  }

  /** What the present entry remembers. @returns {Note} */
  get note() {
    if (!this.travels) return this.#note;
    return history.state?.carrel?.[this.#prefix] ?? {};
  }

  /** Adds to it; the address and what others keep there stay. @param {Note} note */
  remember(note) {
    this.#note = { ...this.note, ...note };
    if (!this.travels) return;
    try {
      history.replaceState(this.#entry(this.#note), '');
    } catch {
      // As above.
    }
  }

  /** Can `history` itself bring us back? */
  get travels() {
    return this.#mode !== 'memory';
  }

  /** @param {Note} note */
  #entry(note) {
    const present = history.state && typeof history.state === 'object' ? history.state : {};
    return { ...present, carrel: { ...present.carrel, [this.#prefix]: note } };
  }
}
