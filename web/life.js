/**
 * One stay of an element in a page: from when it is put in, or told to read something else, until it is taken out.
 *
 * A life waits, loads, and then stands or has failed; one that failed may load again. It ends once, whatever it was doing. Two
 * guarantees follow, however the page treats the element meanwhile: an attempt to load touches its own life alone, never the one that
 * came after it; and everything that an attempt made is undone when it fails or its life ends, at once and not when its next
 * answer arrives.
 */

/** @typedef {import('./session.js').Session} Session */

export class Life {
  #ending = new AbortController();
  #load;
  #failed;
  /** The attempt under way, or the one that succeeded. @type {Promise<Session | undefined> | undefined} */
  #attempt;
  /** Has it ever been asked to load? */
  wanted = false;
  /** What stands, once it does. @type {Session | undefined} */
  session;

  /**
   * @param {(life: Life, signal: AbortSignal) => Promise<Session | undefined>} load makes one attempt. Whatever it makes goes when
   *   `signal` is aborted; from then on it does nothing but return. It sets `session` when it shows what it has made
   * @param {(error: any) => void} failed is told of an attempt that failed, unless the life has ended
   */
  constructor(load, failed) {
    this.#load = load;
    this.#failed = failed;
  }

  /** Aborted when this life ends. */
  get signal() {
    return this.#ending.signal;
  }

  /** Loads unless it is loading or stands. @returns {Promise<Session | undefined>} nothing when it failed or the life has ended */
  start() {
    this.wanted = true;
    this.#attempt ??= this.#run();
    return this.#attempt;
  }

  end() {
    this.#ending.abort();
    this.session = undefined;
  }

  async #run() {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    this.signal.addEventListener('abort', stop);
    // A page that sets one attribute after another, or puts the element in and sets its src then, does so in one go.
    await undefined;
    try {
      if (this.signal.aborted) return undefined;
      const session = await this.#load(this, attempt.signal);
      return this.signal.aborted ? undefined : session;
    } catch (error) {
      this.signal.removeEventListener('abort', stop);
      stop();
      this.#attempt = undefined;
      if (!this.signal.aborted) this.#failed(error);
      return undefined;
    }
  }
}
