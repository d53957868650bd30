// How long after a key press its answer is on the screen, in Chromium, with everything that the answer needs already there.
import { chromium } from 'playwright-core';
import { percentiles } from './statistics.mjs';

/** @typedef {import('playwright-core').Page} Page */
/**
 * @typedef {object} Press
 * @property {string} query what was in the field after it
 * @property {number} start the key's own time
 * @property {number} handled ms from the key to the event's first listener: waiting, not work
 * @property {number} answered ms from the key to the engine's answer
 * @property {number} painted ms from the key to the end of the frame that shows the list
 */

const executablePath = '/usr/bin/chromium';

/** Debian's own Chromium; as root it cannot make its sandbox. */
export const launch = () => chromium.launch({ executablePath, args: ['--no-sandbox'] });

/**
 * A title, common words, a question, a misspelling, a word that the articles have in another form, and one letter of a
 * second word: 68 presses that change the answer.
 */
export const typed = [
  'asthma',
  'high blood pressure',
  'what causes glaucoma',
  'alzheimr disease',
  'vomited',
  'skin c',
];

/** ms. Shorter than the pause after which a session looks into the bodies, longer than a fast typist's. */
const betweenKeys = 130;
/** ms. Long enough for everything that follows such a pause. */
const rest = 500;

/** Called in the page: notes each press, and the end of the frame that shows its answer. */
function watch() {
  const element = /** @type {HTMLElement} */ (document.querySelector('carrel-articles'));
  const global = /** @type {any} */ (globalThis);
  if (global.presses) return;
  /** @type {Press[]} */
  global.presses = [];
  global.events = [];
  let pressed = 0;
  let handled = 0;
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressed = timeStamp;
      handled = performance.now();
    },
    { capture: true },
  );
  element.addEventListener('carrel-results', (event) => {
    const { query } = /** @type {CustomEvent} */ (event).detail;
    const [start, from] = [pressed, handled];
    const answered = performance.now() - start;
    // The list is drawn in the same task; a message sent from the frame's callback is read once the frame is done.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        const painted = performance.now() - start;
        global.presses.push({ query, start, handled: from - start, answered, painted });
      };
      port2.postMessage(null);
    });
  });
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name === 'keydown') global.events.push({ start: startTime, duration });
    }
  }).observe(/** @type {any} */ ({ type: 'event', durationThreshold: 16 }));
}

/** Types all queries and lets each come to rest. @param {Page} page @param {number} delay ms from key to key */
async function typeAll(page, delay) {
  for (const query of typed) {
    await page.locator('carrel-articles #q').fill('');
    await page.waitForTimeout(rest);
    await page.keyboard.type(query, { delay });
    await page.waitForTimeout(rest);
  }
}

/**
 * @param {Page} page that shows the widget with its list
 * @param {number} [rounds] how often everything is typed
 * @returns {Promise<Report>}
 *
 * @typedef {ReturnType<typeof percentiles>} Times ms
 * @typedef {object} Report
 * @property {number} presses that asked for an answer
 * @property {number} unanswered of them: the next key came first
 * @property {number} within50 the share whose answer was painted within 50 ms
 * @property {Times} painted
 * @property {Times} answered
 * @property {Times} handled
 * @property {{ over16: number } & Times} event what the browser's own Event Timing, in steps of 8 ms, says of those from 16 ms on
 * @property {Press} slowest
 */
export async function measurePresses(page, rounds = 1) {
  await page.evaluate(watch);
  // Everything that the answers need comes down now; also, the browser gets to know the code.
  await typeAll(page, betweenKeys / 3);
  await page.evaluate(() => {
    const global = /** @type {any} */ (globalThis);
    global.presses.length = global.events.length = 0;
  });
  for (let round = 0; round < rounds; round++) await typeAll(page, betweenKeys);
  /** @type {{ presses: Press[], events: { start: number, duration: number }[] }} */
  const { presses: all, events } = await page.evaluate(() => {
    const { presses, events } = /** @type {any} */ (globalThis);
    return { presses, events };
  });
  // The field was emptied by hand; that is no press.
  const presses = all.filter(({ query }) => query !== '');
  if (presses.length === 0) throw new Error('no key press was answered');
  const asked = rounds * typed.join('').replaceAll(' ', '').length;
  const starts = new Set(presses.map(({ start }) => start));
  const noted = events.filter(({ start }) => starts.has(start)).map(({ duration }) => duration);
  return {
    presses: asked,
    unanswered: asked - presses.length,
    within50: presses.filter(({ painted }) => painted <= 50).length / asked,
    painted: percentiles(presses.map(({ painted }) => painted)),
    answered: percentiles(presses.map(({ answered }) => answered)),
    handled: percentiles(presses.map(({ handled }) => handled)),
    event: { over16: noted.length, ...percentiles(noted) },
    slowest: presses.reduce((a, b) => (b.painted > a.painted ? b : a)),
  };
}
