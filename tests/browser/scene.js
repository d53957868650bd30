/**
 * @file A scene is one test: a host of its own, a browser context of its own, a page, and four things that are true
 * of every visit unless the scene says otherwise: nothing on the console, no violation of a policy, no request to another
 * origin, no exception.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { sampleSite } from './sample.js';
import { Host } from './server.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContext} BrowserContext
 * @typedef {import('playwright-core').BrowserContextOptions} BrowserContextOptions
 *
 * @typedef {object} Options
 * @property {import('./server.js').HostOptions} [host]
 * @property {BrowserContextOptions} [context]
 * @property {RegExp[]} [console] errors that this scene is about; each must occur
 * @property {boolean} [abroad] a second host, on another origin, which may be asked too
 * @property {RegExp[]} [violations] of the page's policy that this scene is about; each must occur
 *
 * @typedef {object} Visit
 * @property {Host} host
 * @property {Host} abroad the same site on another origin
 * @property {Page} page
 * @property {BrowserContext} context
 * @property {(path?: string) => Promise<void>} open goes to a page and waits until the articles stand
 * @property {(path?: string) => Promise<void>} go goes to a page and waits for nothing more
 */

/** Longest wait for a condition; reached only by a test that fails. */
const PATIENCE_MS = 15_000;

/** @type {import('playwright-core').Browser} */
let browser;

/** Debian's own Chromium; as root, in containers and on CI, it cannot make its sandbox. */
const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });

/**
 * The scenes of a file: one browser for all of them, two at a time, since most of a scene is waiting for processes to start.
 * @param {string} title @param {() => void} scenes calls `scene` for each
 */
export function stage(title, scenes) {
  describe(title, { concurrency: 2 }, () => {
    before(async () => {
      await sampleSite();
      browser = await launch();
    });
    after(() => browser?.close());
    scenes();
  });
}

/** Runs before anything of the page does. */
function watchPolicy() {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    /** @type {any} */ (globalThis).carrelTestViolation(
      `${effectiveDirective} ${blockedURI} ${sample}`.trim(),
    ),
  );
}

/**
 * @param {string} sentence @param {Options} options @param {(visit: Visit) => Promise<void>} play
 */
export function scene(sentence, options, play) {
  test(sentence, async () => {
    const host = await new Host(await sampleSite(), options.host).start();
    const abroad = await new Host(await sampleSite()).start();
    const context = await browser
      .newContext({ viewport: { width: 1280, height: 900 }, ...options.context })
      .catch((error) => {
        host.close();
        abroad.close();
        throw error;
      });
    context.setDefaultTimeout(PATIENCE_MS);
    /** @type {string[]} */ const errors = [];
    /** @type {string[]} */ const violations = [];
    /** @type {string[]} */ const foreign = [];
    context.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== host.origin && !(options.abroad && origin === abroad.origin))
        foreign.push(request.url());
    });
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        errors.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => errors.push(String(error.error())));
    await context.exposeFunction('carrelTestViolation', (/** @type {string} */ text) =>
      violations.push(text),
    );
    await context.addInitScript(watchPolicy);
    const page = await context.newPage();
    const go = async (path = 'index.html') => {
      await page.goto(host.url(path));
    };
    const open = async (path = 'index.html') => {
      await go(path);
      await page
        .locator('carrel-articles .browse:visible, carrel-articles .reader:visible')
        .first()
        .waitFor();
    };
    try {
      await play({ host, abroad, page, context, go, open });
      expect(errors, options.console ?? [], 'on the console');
      expect(violations, options.violations ?? [], 'against the policy');
      assert.deepEqual(foreign, [], 'every request stays on its origin');
    } catch (error) {
      if (error instanceof Error && errors.length > 0) error.message += `\nConsole: ${errors.join('\n')}`;
      throw error;
    } finally {
      await context.close();
      host.close();
      abroad.close();
    }
  });
}

/** @param {string[]} found @param {RegExp[]} expected @param {string} where */
function expect(found, expected, where) {
  const surplus = found.filter((text) => !expected.some((pattern) => pattern.test(text)));
  assert.deepEqual(surplus, [], `nothing else ${where}`);
  for (const pattern of expected)
    assert.ok(
      found.some((text) => pattern.test(text)),
      `${pattern} ${where}`,
    );
}

/**
 * Waits until something is true in the page.
 * @template T @param {Page} page @param {(argument: T) => unknown} condition @param {T} [argument]
 */
export async function until(page, condition, argument) {
  try {
    await page.waitForFunction(/** @type {any} */ (condition), argument, { polling: 40 });
  } catch (cause) {
    const given = argument === undefined ? '' : ` with ${JSON.stringify(argument)}`;
    throw new Error(`it never became true that ${condition}${given}`, { cause });
  }
}

/** Waits until the address says so. @param {Page} page @param {string} search */
export const untilSearch = (page, search) => until(page, (wanted) => location.search === wanted, search);

/** What the browser has painted, twice: every event handler and effect of what came before has run. @param {Page} page */
export const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  );

/** The widget of a page, or one of several. @param {Page} page @param {number} [nth] */
export const widget = (page, nth = 0) => page.locator('carrel-articles').nth(nth);

/** @param {Page} page @param {number} [nth] */
export function parts(page, nth = 0) {
  const root = widget(page, nth);
  return {
    root,
    input: root.locator('input[type=search]'),
    count: root.locator('#count'),
    hits: root.locator('.hit'),
    titles: root.locator('.hit .title a'),
    tags: root.locator('.tag'),
    chips: root.locator('.chip'),
    notice: root.locator('.notice'),
    empty: root.locator('.empty'),
    back: root.locator('.reader .back'),
    article: root.locator('article.carrel-article'),
    heading: root.locator('.carrel-article-title'),
    failure: root.locator('[role=alert]'),
    retry: root.locator('[role=alert] button'),
    status: root.locator('[role=status]'),
    /** @param {string} name */
    tag: (name) => root.locator('.tag').filter({ hasText: name }).first(),
    /** @param {string} slug */
    hit: (slug) => root.locator(`.title [data-slug="${slug}"]`),
  };
}

/** Waits for the number of articles that the list counts. @param {Page} page @param {number} count @param {number} [nth] */
export const untilCount = (page, count, nth = 0) =>
  until(
    page,
    ([wanted, index]) =>
      document.querySelectorAll('carrel-articles')[index].shadowRoot?.querySelector('#count')?.textContent ===
      `${wanted} ${wanted === 1 ? 'article' : 'articles'}`,
    [count, nth],
  );

/** Where the focus really is: the slug of a card's link, an id, or a tag's name. @param {Page} page */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('data-slug') || element?.id || element?.tagName.toLowerCase() || '';
  });

/** @param {Page} page @param {string} what as `focused` names it */
export const untilFocused = (page, what) =>
  until(
    page,
    (wanted) => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute('data-slug') || element?.id || element?.tagName.toLowerCase()) === wanted;
    },
    what,
  );
