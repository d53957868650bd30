/**
 * @file Runs in a browser: lives through visits to sites with a fault, each in a frame of its own, and says how they went.
 *
 * No driver of a browser is needed for it but one that opens this page and calls `run`, so all engines do the same.
 */

/**
 * @typedef {object} Visit
 * @property {string} id of the case, whose site lies in the folder `site-ID`
 * @property {string} page of that site
 * @property {string[]} steps of the visit: `start`, `search`, `read`
 * @property {string} query what is searched for
 * @property {boolean} loads may carrel.js itself be what is missing?
 *
 * @typedef {object} Outcome
 * @property {string} id
 * @property {'works' | 'told' | 'fallback' | 'wrong'} end
 * @property {string} what was said, or what is wrong
 */

/** Longest wait for anything; reached by what spins on, which is what is looked for. */
const PATIENCE_MS = 60_000;
/** After which a page without its loader stays as it is. */
const STILL_MS = 4000;
/** Frames at a time. A browser has six connections to a host, and each of these may hold one for ever. */
const LANES = 3;
/** Tries, once the fault is gone: on a busy machine even a healthy host may be silent for the time that these pages allow. */
const TRIES = 3;

/** A reader is told nothing of these. */
const OWNERS = /upload|CORS|https?:|\.(js|json|wasm|bin)|JSON|pack the content|\berror\b/i;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @template T @param {() => T} look @param {number} [patience] @returns {Promise<T | undefined>} the first truth, or nothing in time */
async function until(look, patience = PATIENCE_MS) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(40)) {
    const seen = look();
    if (seen) return seen;
  }
}

/** The widget in a frame. @param {HTMLIFrameElement} frame */
const widgetIn = (frame) =>
  /** @type {HTMLElement | null} */ (frame.contentDocument?.querySelector('carrel-articles') ?? null);

/** @param {HTMLIFrameElement} frame @param {string} selector in the shadow tree */
const inside = (frame, selector) =>
  /** @type {HTMLElement | null} */ (widgetIn(frame)?.shadowRoot?.querySelector(selector) ?? null);

/** What each step does, and how one sees that it is done. @type {Record<string, { act(frame: HTMLIFrameElement, visit: Visit): void, isDone(frame: HTMLIFrameElement, visit: Visit): unknown }>} */
const STEPS = {
  start: {
    act: () => {},
    isDone: (frame) =>
      inside(frame, '#count') &&
      inside(frame, '.browse')?.checkVisibility?.() !== false &&
      /** @type {any} */ (frame.contentWindow).seen.ready,
  },
  search: {
    act: (frame, { query }) => void (/** @type {any} */ (widgetIn(frame)).search(query)),
    isDone: (frame, { query }) => /** @type {any} */ (frame.contentWindow).seen.answered === query,
  },
  read: {
    act: (frame) => inside(frame, '.hit .title a')?.click(),
    isDone: (frame) => widgetIn(frame)?.querySelector('.carrel-article-title'),
  },
};

/**
 * One step, to its end or to a message; then, once the fault is lifted, to its end by the button of that message.
 * @param {HTMLIFrameElement} frame @param {Visit} visit @param {string} name @returns {Promise<string>} what was said, '' for nothing
 */
async function take(frame, visit, name) {
  const { act, isDone } = STEPS[name];
  const alert = () => inside(frame, '[role=alert]');
  const { seen } = /** @type {any} */ (frame.contentWindow);
  const before = seen.console.length;
  act(frame, visit);
  await until(() => isDone(frame, visit) || alert());
  if (!alert()) {
    if (isDone(frame, visit)) return '';
    throw new Error(`${name} goes on for ever`);
  }
  const said = alert()?.querySelector('p')?.textContent ?? '';
  if (OWNERS.test(said) || !/^The articles? could not be \w+\. \S.*Please/.test(said))
    throw new Error(`${name} says “${said}”`);
  const lines = seen.console
    .slice(before)
    .filter((/** @type {string} */ line) => line.startsWith('carrel: '));
  if (lines.length !== 1) throw new Error(`${name} tells the owner ${lines.length} times: ${lines}`);
  const fallback = /** @type {HTMLElement | null} */ (widgetIn(frame)?.querySelector('.fallback'));
  if (name === 'start' && !fallback?.offsetHeight) throw new Error('the fallback is gone');
  if (name !== 'start' && !inside(frame, '.hit')) throw new Error('the list is gone');
  if (inside(frame, '.busy')) throw new Error(`${name} was given up and is busy`);
  await fetch(`/site-${visit.id}/lift`);
  for (let tries = 0; alert() && tries < TRIES; tries++) {
    alert()?.querySelector('button')?.click();
    await until(() => !alert());
    await until(() => isDone(frame, visit) || alert());
  }
  if (!isDone(frame, visit))
    throw new Error(
      `${name} cannot be tried again: ${alert()?.textContent ?? 'it goes on for ever'} after “${lines[0]}”`,
    );
  if (alert()) throw new Error(`${name} works and still says “${alert()?.textContent}”`);
  return `${said} · ${lines[0]}`;
}

/** @param {Visit} visit @returns {Promise<Outcome>} */
async function live(visit) {
  const { id, page, steps, loads } = visit;
  const frame = document.createElement('iframe');
  frame.width = '420';
  frame.height = '300';
  frame.src = `/site-${id}/${page}`;
  document.body.append(frame);
  try {
    await until(() => widgetIn(frame) && /** @type {any} */ (frame.contentWindow).seen);
    const { seen } = /** @type {any} */ (frame.contentWindow);
    /** @type {string[]} */
    const said = [];
    if (loads) {
      await until(() => STEPS.start.isDone(frame, visit), STILL_MS);
      if (!STEPS.start.isDone(frame, visit)) {
        if (!(/** @type {any} */ (widgetIn(frame)?.querySelector('.fallback'))?.offsetHeight))
          throw new Error('the fallback is gone');
        return { id, end: 'fallback', what: '' };
      }
    } else for (const step of steps) said.push(await take(frame, visit, step));
    if (!loads && seen.uncaught.length > 0) throw new Error(`uncaught: ${seen.uncaught}`);
    const told = said.filter(Boolean);
    return told.length ? { id, end: 'told', what: told.join(' ') } : { id, end: 'works', what: '' };
  } catch (error) {
    return { id, end: 'wrong', what: error instanceof Error ? error.message : String(error) };
  } finally {
    frame.remove();
  }
}

/** @param {Visit[]} visits @returns {Promise<Outcome[]>} */
async function run(visits) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const left = [...visits];
  const lane = async () => {
    for (let visit = left.shift(); visit; visit = left.shift()) outcomes.push(await live(visit));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return outcomes;
}

// The name by which tests/browser/hostile/engines.js calls what a page offers.
Object.assign(globalThis, { hostile: { run } });
