/** @file What does not come, comes damaged or is gone while a page is open: readers get on, and Try again tries again. */
import assert from 'node:assert/strict';
import { PATIENCE_MS, SILENCE_MS } from '../../web/silence.js';
import { SAMPLE } from './sample.js';
import { parts, scene, settled, stage, until, untilCount } from './scene.js';

stage('what fails can be tried again', () => {
  /** Pages in which a time of silence is short. @param {import('./scene.js').BrowserContext} context */
  const impatient = (context) =>
    context.addInitScript(
      ([silence, patience]) => {
        const wait = globalThis.setTimeout;
        const shorter = new Map([
          [silence, 2000],
          [patience, 500],
        ]);
        globalThis.setTimeout = /** @type {any} */ (
          (/** @type {() => void} */ task, /** @type {number} */ ms) => wait(task, shorter.get(ms) ?? ms)
        );
      },
      [SILENCE_MS, PATIENCE_MS],
    );
  /** @param {import('./scene.js').Page} page */
  const isBusy = (page) =>
    page.evaluate(() =>
      Boolean(document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.busy')),
    );

  scene(
    'a renderer that is never answered is given up and said; the list works meanwhile, and Try again opens the article',
    { console: [/^carrel: .*\/markdown-\w+\.wasm sent nothing for 15 seconds: check the connection/] },
    async ({ page, context, open, host }) => {
      await impatient(context);
      await open();
      const { titles, failure, retry, heading } = parts(page);
      host.hold(/^markdown-/);
      await titles.nth(0).click();
      await host.asked(/^markdown-/);
      await page.goBack();
      await until(page, () => !document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.busy'));
      assert.ok(await titles.first().isVisible());
      const title = await titles.nth(1).textContent();
      await titles.nth(1).click();
      await failure.waitFor();
      assert.match(
        (await failure.textContent()) ?? '',
        /^The article could not be opened\. .*Please try again/,
      );
      assert.equal(await isBusy(page), false);
      assert.ok(await titles.first().isVisible(), 'the list stands');
      host.rules = [];
      await retry.click();
      await heading.waitFor();
      assert.equal(await heading.textContent(), title);
      assert.equal(await failure.count(), 0);
    },
  );

  scene(
    'an article opens although another one still waits for a renderer that keeps silent',
    {},
    async ({ page, context, open, host }) => {
      // Here a moment is a long time.
      await context.addInitScript(() => {
        const now = performance.now.bind(performance);
        performance.now = () => 1000 * now();
      });
      await open();
      const { titles, heading } = parts(page);
      host.hold(/^markdown-/);
      await titles.nth(0).click();
      await host.asked(/^markdown-/);
      await settled(page);
      host.rules = [];
      await page.goBack();
      await titles.nth(1).click();
      await heading.waitFor();
      assert.equal(host.count(/^markdown-/), 2);
    },
  );

  scene(
    'a script that is never answered is given up, and Try again imports it past the import that still waits',
    { console: [/^carrel: .*\/session-\w+\.js sent nothing/] },
    async ({ page, context, go, host }) => {
      await impatient(context);
      host.hold(/^session-/);
      await go();
      const { failure, retry } = parts(page);
      await failure.waitFor();
      host.rules = [];
      await retry.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  for (const [what, change] of /** @type {[string, (bytes: Uint8Array) => Uint8Array | string][]} */ ([
    ['cut', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['in zeros', (bytes) => new Uint8Array(bytes.length)],
    ['empty', () => ''],
    ['as a page', () => '<!doctype html><title>Start</title>'],
    [
      'as one that runs and fails',
      () => 'export const openBundle = async () => ({ info: {}, close() {} }); export class Session {}',
    ],
  ])) {
    scene(
      `a script that arrives ${what} is told in a reader's words, and Try again imports it past the module map`,
      { console: [/^carrel: /] },
      async ({ page, go, host }) => {
        host.rules.push({ path: /^session-/, body: change });
        await go();
        const { failure, retry, root } = parts(page);
        await failure.waitFor();
        const said = (await failure.textContent()) ?? '';
        assert.match(said, /^The articles could not be loaded\. (Something \w.*)Please try again/);
        assert.doesNotMatch(said, /#|token|class|session/);
        assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible(), 'the fallback stands');
        host.rules = [];
        await retry.click();
        await untilCount(page, SAMPLE.articles);
        assert.equal(await failure.count(), 0);
      },
    );
  }

  scene(
    'an open page whose renderer is gone after an update asks readers to reload it, and the list goes on',
    { console: [/404/, /^carrel: .*\/markdown-\w+\.wasm was answered with 404/] },
    async ({ page, open, host }) => {
      await open();
      const { titles, failure, retry, heading } = parts(page);
      const [name = ''] = [...host.files.keys()].filter((file) => file.startsWith('markdown-'));
      const module = host.files.get(name) ?? '';
      host.files.delete(name);
      await titles.first().click();
      await failure.waitFor();
      assert.match(
        (await failure.textContent()) ?? '',
        /^The article could not be opened\. A part of this page is missing\. Please reload the page\./,
      );
      await page.goBack();
      await until(
        page,
        () => !document.querySelector('carrel-articles')?.shadowRoot?.querySelector('[role=alert]'),
      );
      await titles.first().click();
      await failure.waitFor();
      host.files.set(name, module);
      await retry.click();
      await heading.waitFor();
    },
  );

  scene(
    'an introduction whose script is gone stands as plain text above a list that can be searched, and the owner is told',
    { console: [/404/, /reading-\w+\.js was answered with 404/] },
    async ({ page, open, host }) => {
      const [name = ''] = [...host.files.keys()].filter((file) => file.startsWith('reading-'));
      const script = host.files.get(name) ?? '';
      host.files.delete(name);
      await open();
      const { titles, heading, failure } = parts(page);
      const introduction = page.locator('.carrel-introduction');
      assert.ok(((await introduction.textContent()) ?? '').length > 100);
      assert.equal(await introduction.locator('p').count(), 0);
      await titles.first().click();
      await failure.waitFor();
      host.files.set(name, script);
      await parts(page).retry.click();
      await heading.waitFor();
    },
  );

  scene(
    'an open page takes the renderer that the entry of a newer publish names',
    { console: [/404/] },
    async ({ page, open, host }) => {
      await open();
      const { titles, failure, heading } = parts(page);
      const [name = ''] = [...host.files.keys()].filter((file) => file.startsWith('markdown-'));
      host.files.set('markdown-fedcba98.wasm', host.files.get(name) ?? '');
      host.files.delete(name);
      const entry = JSON.parse(Buffer.from(host.files.get('entry.json') ?? '').toString());
      entry.modules = { 'markdown.wasm': 'markdown-fedcba98.wasm' };
      host.files.set('entry.json', JSON.stringify(entry));
      await titles.first().click();
      await heading.waitFor();
      assert.equal(await failure.count(), 0);
    },
  );

  scene(
    'the owner hears of a failure once, on the console and by an event, with the remedy',
    { console: [/404/, /^carrel: .*entry\.json was answered with 404.*check the address/] },
    async ({ page, go, host }) => {
      host.files.delete('entry.json');
      await page.addInitScript(() => {
        const heard = /** @type {any[]} */ ([]);
        Object.assign(globalThis, { heard });
        addEventListener('carrel-error', (event) => heard.push(/** @type {CustomEvent} */ (event).detail));
      });
      /** @type {string[]} */
      const lines = [];
      page.on('console', (message) => lines.push(message.text()));
      await go();
      await parts(page).failure.waitFor();
      const details = await page.evaluate(() => /** @type {any} */ (globalThis).heard);
      assert.equal(details.length, 1);
      assert.equal(details[0].code, 'network');
      assert.match(details[0].message, /entry\.json was answered with 404: check the address/);
      assert.deepEqual(
        lines.filter((line) => line.startsWith('carrel:')),
        [`carrel: ${details[0].message}`],
      );
    },
  );
});
