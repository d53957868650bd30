/**
 * @file Whatever a page does to an element while it loads, and afterwards: one widget stands in it in the end, once.
 *
 * One page has an element for each way of treating it. All are treated at the same moment, which the host decides by keeping one kind
 * of file back; then they are used.
 */
import assert from 'node:assert/strict';
import { FALLBACK, document as pageOf, SAMPLE } from './sample.js';
import { parts, scene, settled, stage, untilCount } from './scene.js';

/** @typedef {import('./scene.js').Page} Page */

/**
 * What is done to an element in the page. `ready`: how often it says so if it stood before.
 * @type {Record<string, { act: (element: any) => unknown, ready?: number }>}
 */
const ways = {
  'left alone': { act: () => {} },
  'taken out and put back at once': {
    act: (element) => {
      const place = element.parentNode;
      element.remove();
      place.append(element);
    },
  },
  'taken out and put back a task later': {
    ready: 2,
    act: async (element) => {
      const place = element.parentNode;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      place.append(element);
    },
  },
  'taken out and put back two frames later': {
    ready: 2,
    act: async (element) => {
      const place = element.parentNode;
      element.remove();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      place.append(element);
    },
  },
  'taken out and put back three times': {
    ready: 2,
    act: async (element) => {
      const place = element.parentNode;
      for (let i = 0; i < 3; i++) {
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
        place.append(element);
      }
    },
  },
  'asked for words while it is out': {
    ready: 2,
    act: async (element) => {
      const place = element.parentNode;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      void element.search('naloxone');
      place.append(element);
    },
  },
  'moved to another parent': {
    act: (element) => element.parentNode.append(document.createElement('section').appendChild(element)),
  },
  'moved in one step': {
    act: (element) => {
      const section = element.parentNode.appendChild(document.createElement('section'));
      section.moveBefore(element, null);
    },
  },
  'given to another document and taken back': {
    ready: 2,
    act: (element) => {
      const place = element.parentNode;
      document.implementation.createHTMLDocument().body.append(element);
      place.append(element);
    },
  },
  'replaced by its clone': { ready: 2, act: (element) => element.replaceWith(element.cloneNode(true)) },
  'printed and parsed again with what is around it': {
    ready: 2,
    act: (element) => {
      const place = element.parentNode;
      // biome-ignore lint/correctness/noSelfAssign: it parses what it printed
      place.innerHTML = place.innerHTML;
    },
  },
  'stripped of its children': { act: (element) => element.replaceChildren() },
  'told another routing': { ready: 2, act: (element) => element.setAttribute('routing', 'memory') },
  'told another prefix': { ready: 2, act: (element) => element.setAttribute('prefix', 'other-') },
  'told its src in another way': { ready: 2, act: (element) => element.setAttribute('src', './entry.json') },
  'told its src twice': {
    ready: 2,
    act: async (element) => {
      element.removeAttribute('src');
      element.setAttribute('src', './entry.json?');
      await new Promise((resolve) => setTimeout(resolve));
      element.setAttribute('src', 'entry.json');
    },
  },
  'told everything at once': {
    ready: 2,
    act: (element) => {
      for (const [name, value] of [
        ['src', './entry.json'],
        ['prefix', 'all-'],
        ['routing', 'hash'],
        ['topic', 'depression-from-opioids'],
      ])
        element.setAttribute(name, value);
    },
  },
  'told how many and in what order': {
    act: (element) => {
      element.setAttribute('page-size', '3');
      element.setAttribute('sort', 'title');
      element.setAttribute('heading-level', '3');
      element.setAttribute('lang', 'en-GB');
      element.setAttribute('load', 'lazy');
      element.setAttribute('load', 'eager');
    },
  },
  'focused, and focused again': {
    act: async (element) => {
      element.querySelector('a')?.focus();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.focus();
      element.querySelector('a')?.focus();
    },
  },
  'asked for words': { act: (element) => void element.search('naloxone') },
  'asked to open and to close': {
    act: (element) => void element.open('crisis-lines').then(() => element.close()),
  },
};

const page = pageOf({
  body: Object.keys(ways)
    .map(
      (way, i) =>
        `<div data-way="${way}"><carrel-articles src="entry.json" prefix="p${i}-" load="eager">${FALLBACK}</carrel-articles></div>`,
    )
    .join('\n'),
});

/** Counts who says that it is ready. Runs before anything of the page does. */
function countReady() {
  /** @type {Record<string, number>} */
  const ready = {};
  Object.assign(globalThis, { carrelTestReady: ready });
  document.addEventListener('carrel-ready', ({ target }) => {
    const way = /** @type {Element} */ (target).closest('[data-way]')?.getAttribute('data-way') ?? '';
    ready[way] = (ready[way] ?? 0) + 1;
  });
}

/** Longest wait for all of them; reached only by a test that fails. */
const PATIENCE_MS = 90_000;

/** Waits until every element stands, or says which do not. @param {Page} page */
const allReady = (page) =>
  page.evaluate(async (patience) => {
    const waiting = /** @type {Set<any>} */ (new Set(document.querySelectorAll('carrel-articles')));
    await Promise.race([
      new Promise((resolve) => setTimeout(resolve, patience)),
      Promise.all([...waiting].map((one) => one.whenReady().then(() => waiting.delete(one)))),
    ]);
    const ways = [...waiting].map((one) => one.closest('[data-way]')?.getAttribute('data-way'));
    if (ways.length) throw new Error(`never ready: ${ways.join(', ')}`);
  }, PATIENCE_MS);

/** Treats every element in its way. @param {Page} page */
const treat = (page) =>
  page.evaluate(
    (acts) =>
      Promise.all(
        Object.entries(acts).map(([way, act]) =>
          // biome-ignore lint/security/noGlobalEval: functions of this file, run in the page
          globalThis.eval(`(${act})`)(document.querySelector(`[data-way="${way}"] carrel-articles`)),
        ),
      ).then(() => {}),
    Object.fromEntries(Object.entries(ways).map(([way, { act }]) => [way, String(act)])),
  );

/**
 * What stands in each element once all are ready, and have been focused and asked for words.
 * @param {Page} page
 */
const used = async (page) => {
  await allReady(page);
  await page.evaluate(async () => {
    for (const element of /** @type {any[]} */ ([...document.querySelectorAll('carrel-articles')])) {
      element.shadowRoot.querySelector('input[type=search]').focus();
      await element.search('naloxone');
    }
  });
  await settled(page);
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-way]')].map((place) => {
        const root = place.querySelector('carrel-articles')?.shadowRoot;
        const count = (/** @type {ParentNode | null | undefined} */ tree, /** @type {string} */ what) =>
          tree?.querySelectorAll(what).length;
        const found = {
          elements: count(place, 'carrel-articles'),
          boxes: count(root, 'input[type=search]'),
          statuses: count(root, '[role=status]'),
          failures: count(root, '[role=alert]'),
          topics: count(place, '.carrel-topic'),
          articles: count(place, '.carrel-article'),
          words: root?.querySelector('input')?.value,
          marked: (count(root, '.title mark') ?? 0) > 0,
        };
        return [place.getAttribute('data-way'), found];
      }),
    ),
  );
};

const ONE = {
  elements: 1,
  boxes: 1,
  statuses: 1,
  failures: 0,
  topics: 1,
  articles: 0,
  words: 'naloxone',
  marked: true,
};

/** @param {Page} page */
const said = (page) => page.evaluate(() => /** @type {any} */ (globalThis).carrelTestReady);

stage('one widget in one element', () => {
  for (const [what, path] of /** @type {[string, RegExp][]} */ ([
    ['the code', /^session/],
    ['the entry', /^entry/],
    ['the index', /\.bin$/],
    ['the engine', /^search.*wasm$/],
  ])) {
    scene(`stands whatever happens while ${what} is on its way`, {}, async ({ page: visited, go, host }) => {
      host.files.set('ways.html', page);
      await visited.addInitScript(countReady);
      const release = host.hold(path);
      await go('ways.html');
      await host.asked(path);
      await settled(visited);
      await treat(visited);
      release();
      const found = await used(visited);
      assert.deepEqual(found, Object.fromEntries(Object.keys(ways).map((way) => [way, ONE])));
      assert.deepEqual(await said(visited), Object.fromEntries(Object.keys(ways).map((way) => [way, 1])));
    });
  }

  scene('stands whatever happens once it stands', {}, async ({ page: visited, go, host }) => {
    host.files.set('ways.html', page);
    await visited.addInitScript(countReady);
    await go('ways.html');
    await allReady(visited);
    await treat(visited);
    const found = await used(visited);
    assert.deepEqual(found, Object.fromEntries(Object.keys(ways).map((way) => [way, ONE])));
    assert.deepEqual(
      await said(visited),
      Object.fromEntries(Object.entries(ways).map(([way, { ready = 1 }]) => [way, ready])),
    );
  });

  scene(
    'shows what its attributes say when it stands, however late they were said',
    {},
    async ({ page: visited, go, host }) => {
      host.files.set('late.html', pageOf({ attributes: 'load="eager"' }));
      const release = host.hold(/\.bin$/);
      await go('late.html');
      await host.asked(/\.bin$/);
      await visited.evaluate(() => {
        const element = /** @type {any} */ (document.querySelector('carrel-articles'));
        element.addEventListener('carrel-search', () => element.setAttribute('page-size', '3'), {
          once: true,
        });
      });
      release();
      await untilCount(visited, SAMPLE.articles);
      assert.equal(await parts(visited).hits.count(), 3);
    },
  );

  scene(
    'words that were asked for before the element was in the page are searched once it is',
    {},
    async ({ page: visited, open }) => {
      await open('elsewhere.html').catch(() => {});
      await visited.evaluate(() => import(/** @type {any} */ ('./carrel.js')));
      await visited.evaluate(() => {
        const element = /** @type {any} */ (document.createElement('carrel-articles'));
        void element.search('naloxone');
        document.body.append(element);
        element.src = 'entry.json';
      });
      await parts(visited).root.locator('.title mark').first().waitFor();
      assert.equal(await parts(visited).input.count(), 1);
    },
  );

  scene(
    'an attempt that failed leaves nothing behind that listens, and the next one stands alone',
    { console: [/404/] },
    async ({ page: visited, go, host }) => {
      host.files.set('fails.html', pageOf({ attributes: 'load="eager"' }));
      host.rules.push({ path: /^markdown/, status: 404, body: () => '' });
      await go('fails.html?read=crisis-lines');
      await parts(visited).failure.waitFor();
      host.rules.pop();
      await parts(visited).retry.click();
      await parts(visited).heading.waitFor();
      const searches = await visited.evaluate(async () => {
        let heard = 0;
        document.addEventListener('carrel-search', () => heard++);
        history.pushState(null, '', '?q=naloxone');
        dispatchEvent(new PopStateEvent('popstate'));
        await new Promise((resolve) => document.addEventListener('carrel-results', resolve));
        return heard;
      });
      assert.equal(searches, 1);
      assert.equal(await parts(visited).input.count(), 1);
      assert.equal(await parts(visited).failure.count(), 0);
    },
  );
});
