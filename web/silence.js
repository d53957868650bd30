/**
 * @file Downloads that end: one that sends nothing for a while has failed, one that goes on sending may take as long as it likes.
 *
 * What counts is the time without a byte while somebody waits for one, never the time that all of it takes: a slow line is no failure.
 */

/** A download from which nothing comes for so long has failed, in milliseconds. */
export const SILENCE_MS = 15_000;

/** After so long without a byte a reader who asks again is not kept waiting for the same connection, in milliseconds. */
export const PATIENCE_MS = 5_000;

/** @typedef {(url: URL, init: RequestInit) => Promise<Response>} Fetch */

/** Nothing came from an address. */
export class Silence extends Error {
  /** @param {URL} url */
  constructor(url) {
    super(
      `${url} sent nothing for ${SILENCE_MS / 1000} seconds: check the connection and the host, then try again`,
    );
    this.name = 'Silence';
  }
}

/** WebKit forgets ports that nobody holds, and with them the messages that are on their way. @type {Set<MessageChannel>} */
const channels = new Set();

/**
 * Lets the page paint and answer, and events that are already waiting come first. A promise alone would do neither, and a timer may be
 * late, and the one that follows it as well.
 * @returns {Promise<void>}
 */
export const nextTask = () =>
  new Promise((resolve) => {
    const channel = new MessageChannel();
    const { port1, port2 } = channel;
    channels.add(channel);
    port1.onmessage = () => {
      channels.delete(channel);
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Answers that have no body by definition; Firefox shows one, which a new response with such a status refuses. */
const BODILESS = [204, 205, 304];

/** One request and its answer: given up from outside, or by itself when nothing comes. */
class Exchange {
  #url;
  #stopping = new AbortController();
  /** Ends the wait for the next byte. */
  #refuse = () => {};
  /** Since when somebody waits for one; while nobody does, never. */
  #since = Infinity;
  /** Why it was given up. @type {unknown} */
  reason;
  /** Is it to be sent once more? */
  isRenewed = false;

  /** @param {URL} url */
  constructor(url) {
    this.#url = url;
  }

  get signal() {
    return this.#stopping.signal;
  }

  /** @param {unknown} [reason] */
  stop(reason) {
    this.reason ??= reason;
    this.#refuse();
    this.#stopping.abort(reason);
  }

  /** Gives it up for a new one if it keeps people waiting. */
  renew() {
    if (performance.now() - this.#since < PATIENCE_MS) return;
    this.isRenewed = true;
    this.stop(new Silence(this.#url));
  }

  /** What is promised, if it comes in time. @template T @param {Promise<T>} promise @returns {Promise<T>} */
  hear(promise) {
    return new Promise((resolve, reject) => {
      let isOver = false;
      this.#since = performance.now();
      const timer = setTimeout(async () => {
        // A page that was busy or asleep finds the time gone and the bytes there.
        await nextTask();
        if (!isOver) this.stop(new Silence(this.#url));
      }, SILENCE_MS);
      const end = () => {
        isOver = true;
        clearTimeout(timer);
        this.#since = Infinity;
      };
      this.#refuse = () => {
        end();
        reject(this.reason);
      };
      promise.finally(end).then(resolve, reject);
    });
  }

  /** The same response, of which each piece has to come in time. @param {Response} response */
  over(response) {
    if (!response.body || BODILESS.includes(response.status)) return response;
    const reader = response.body.getReader();
    const body = new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await this.hear(reader.read());
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      // Nothing is read, so nothing waited for, before somebody wants it.
      { highWaterMark: 0 },
    );
    // The type goes along, which compiling while downloading insists on; the address does not go along by itself.
    return Object.defineProperty(new Response(body, response), 'url', { value: response.url });
  }
}

/** Exchanges under way. @type {Set<Exchange>} */
const underWay = new Set();

/**
 * Asks, and reads the answer.
 * @template T
 * @param {Fetch} fetch @param {URL} url @param {RequestInit} init
 * @param {(response: Response) => T | Promise<T>} read is called again with a new response when the reader would not wait any longer
 * @returns {Promise<T>} rejects with a Silence when nothing came, and with whatever `fetch` and `read` reject with
 */
export async function download(fetch, url, init, read) {
  const { signal } = init;
  const exchange = new Exchange(url);
  const stop = () => exchange.stop(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  underWay.add(exchange);
  try {
    const response = await exchange.hear(fetch(url, { ...init, signal: exchange.signal }));
    return await read(exchange.over(response));
  } catch (error) {
    if (exchange.isRenewed && !signal?.aborted) return download(fetch, url, init, read);
    throw exchange.reason ?? error;
  } finally {
    underWay.delete(exchange);
    signal?.removeEventListener('abort', stop);
    // Whatever was not read is not wanted.
    exchange.stop();
  }
}

/** The reader asks again: what has kept silent for a while is asked for anew, in place of the request that everybody waits for. */
export function hurry() {
  for (const exchange of [...underWay]) exchange.renew();
}
