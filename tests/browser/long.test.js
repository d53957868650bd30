/** @file Articles that are longer than what is made in one task: their beginning first, the rest behind it, nothing lost. */
import assert from 'node:assert/strict';
import { openMarkdown } from '../../web/node.js';
import { packed, document as pageOf } from './sample.js';
import { scene, stage, until } from './scene.js';

const paragraph = `Plain *words* fill this [paragraph](#end), and some \`code\` does. ${'More of them follow. '.repeat(12)}`;
const section = (/** @type {number} */ i) =>
  `## Section ${i}\n\n${paragraph}\n\n- one\n- two\n\n![A box](picture.svg?${i})\n\n${paragraph}\n\n`;
const body = `${Array.from({ length: 250 }, (_, i) => section(i)).join('')}## The end\n\nA zebra stands here.\n`;
const content = {
  articles: [
    { slug: 'long', title: 'Long', body, excerpt: 'A zebra.' },
    { slug: 'short', title: 'Short', body: 'Few words.', excerpt: 'Nothing.' },
  ],
};

/** @param {import('./scene.js').Visit} visit */
async function prepare({ host, page }, attributes = '') {
  for (const [name, bytes] of await packed(content)) host.files.set(name, bytes);
  host.files.set('long.html', pageOf({ attributes }));
  // In the page: how many elements the text had whenever a frame was about to be painted.
  await page.addInitScript(() => {
    const global = /** @type {any} */ (globalThis);
    /** @type {number[]} */
    global.frames = [];
    const note = () => {
      const text = document.querySelector('.carrel-body');
      if (text?.firstChild) global.frames.push(text.querySelectorAll('*').length);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

/** @param {import('./scene.js').Page} page */
const untilWhole = (page) =>
  until(
    page,
    () => document.querySelector('.carrel-body > :last-child')?.textContent === 'A zebra stands here.',
  );

/** @param {import('./scene.js').Page} page @returns {Promise<number[]>} */
const frames = (page) => page.evaluate(() => /** @type {any} */ (globalThis).frames);

stage('long articles', () => {
  scene(
    'the beginning of a long article is painted before the rest is made, and all of it comes to stand',
    {},
    async (visit) => {
      const { page, open } = visit;
      await prepare(visit);
      await open('long.html?read=long');
      await untilWhole(page);
      const seen = await frames(page);
      const whole = await page.evaluate(() => {
        const text = /** @type {Element} */ (document.querySelector('.carrel-body'));
        const { length } = text.querySelectorAll(':not(.carrel-anchor)');
        return { length, text: text.textContent, sections: text.querySelectorAll('h3[id]').length };
      });
      assert.ok(
        seen[0] > 100 && seen[0] < whole.length / 4,
        `${seen[0]} of ${whole.length} were painted first`,
      );
      const html = (await openMarkdown()).html(body).html;
      assert.equal(whole.sections, 251);
      assert.equal(whole.length, html.match(/<(?!\/)/g)?.length);
      assert.equal(whole.text, html.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&'));
    },
  );

  scene('a short article is made at once, in one task', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('long.html?read=short');
    await until(page, () => /** @type {any} */ (globalThis).frames.length > 3);
    assert.deepEqual([...new Set(await frames(page))].length, 1);
    assert.equal(await page.locator('.carrel-long').count(), 0);
  });

  scene('an address with a section far below leads there once it stands', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('long.html?read=long&at=the-end');
    await until(page, () => document.activeElement?.id === 'carrel-the-end');
    await until(page, () => {
      const { top } = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    });
  });

  scene('words that were searched are marked to the end of a long article', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('long.html?q=zebra&read=long');
    await page.locator('carrel-articles .found').waitFor();
    assert.match(await page.locator('carrel-articles .found .number').innerText(), /^1\b/);
  });

  scene('a long article that is left while it is being made brings nothing more', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('long.html');
    await page.evaluate(async () => {
      const element = /** @type {any} */ (document.querySelector('carrel-articles'));
      await element.open('long');
      await element.open('short');
    });
    await until(page, () => document.querySelector('.carrel-body')?.textContent === 'Few words.');
    const after = await page.evaluate(async () => {
      const { length } = /** @type {any} */ (globalThis).frames;
      await new Promise((resolve) => {
        const look = () =>
          /** @type {any} */ (globalThis).frames.length > length + 10
            ? resolve(null)
            : requestAnimationFrame(look);
        look();
      });
      return document.querySelectorAll('.carrel-body').length;
    });
    assert.equal(after, 1);
    assert.equal(await page.locator('.carrel-body').innerText(), 'Few words.');
  });

  scene(
    'contents that would be too long to find anything in say how many more there are',
    {},
    async (visit) => {
      const { page, open } = visit;
      await prepare(visit);
      await open('long.html?read=long');
      assert.equal(await page.locator('.carrel-contents li').count(), 200);
      assert.equal(await page.locator('.carrel-contents-more').innerText(), 'and 51 more');
    },
  );
});
