/** @file `images=`: what is fetched from elsewhere; and what the page's hooks make of code. */
import assert from 'node:assert/strict';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, settled, stage, until } from './scene.js';

/** @param {string} origin of the other host @returns {any} */
const content = (origin) => ({
  site: { title: 'Site', language: 'en' },
  topics: [
    { slug: 'topic', title: 'Topic', introduction: `Words and ![In front](${origin}/picture.svg?front)` },
  ],
  articles: [
    {
      slug: 'pictures',
      title: 'Pictures',
      topics: ['topic'],
      image: { src: `${origin}/picture.svg?card`, alt: 'On the card' },
      body: `![Own](picture.svg) and [![Foreign](${origin}/picture.svg?body)](${origin}/page.html)

\`\`\`js
let naloxone;
\`\`\`

\`\`\`math
naloxone^2
\`\`\`
`,
    },
  ],
});

/** @param {import('./scene.js').Visit} visit @param {string} attributes */
async function publish({ host, abroad }, attributes) {
  for (const [name, bytes] of await packed(content(abroad.origin))) host.files.set(name, bytes);
  host.files.set('index.html', pageOf({ attributes }));
}
/** Every picture of the page has been fetched or refused. @param {import('./scene.js').Page} page */
const fetched = (page) =>
  until(page, () =>
    [...document.querySelectorAll('.carrel-body img')].every((img) => /** @type {any} */ (img).complete),
  );

stage('pictures from elsewhere', () => {
  scene(
    'are fetched where nothing else is said, without telling where from',
    { abroad: true },
    async (visit) => {
      const { page, open, abroad } = visit;
      /** @type {(string | undefined)[]} */
      const referrers = [];
      page.on('request', (request) => {
        if (request.url().startsWith(abroad.origin)) referrers.push(request.headers().referer);
      });
      await publish(visit, '');
      await open();
      await parts(page).titles.first().click();
      await fetched(page);
      await abroad.asked(/picture/, 3);
      assert.deepEqual(referrers.filter(Boolean), []);
    },
  );

  scene(
    'are not asked for under same-origin, not even once, until the reader does',
    { abroad: true },
    async (visit) => {
      const { page, open, host, abroad } = visit;
      await publish(visit, 'images="same-origin"');
      await open();
      assert.equal(await parts(page).root.locator('.thumb').count(), 0);
      assert.equal(await page.locator('.carrel-introduction .carrel-held').count(), 1);
      await parts(page).titles.first().click();
      await fetched(page);
      await host.asked(/picture/);
      assert.equal(await page.locator('.carrel-body img').count(), 1);
      assert.deepEqual(abroad.requests, []);
      const buttons = page.locator('.carrel-article .carrel-held button');
      assert.equal(await buttons.count(), 2);
      const before = page.url();
      await buttons.last().click();
      await abroad.asked(/picture/);
      await fetched(page);
      // Not the link around it, and no other picture.
      assert.equal(page.url(), before);
      assert.equal(abroad.requests.length, 1);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'IMG');
    },
  );

  scene('nor is any picture where they are off', {}, async (visit) => {
    const { page, open, host } = visit;
    await publish(visit, 'images="off"');
    await open();
    await parts(page).titles.first().click();
    await page.locator('.carrel-body .carrel-held').first().waitFor();
    await settled(page);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(host.count(/picture/), 0);
  });
});

stage('hooks of the page', () => {
  /** Sets hooks before the widget starts. @param {string} code a property and its value */
  const hooked = (code) =>
    `<script type="module">Object.assign(document.querySelector('carrel-articles'), ${code})</script>`;
  /** @param {import('./scene.js').Visit} visit @param {string} code */
  const publishHooked = async (visit, code) => {
    await publish(visit, '');
    visit.host.files.set('index.html', pageOf({ head: hooked(code) }));
  };
  const spans = `{ renderCode: async ({ source, document }) => {
    const all = document.createDocumentFragment();
    for (const part of source.split(/\\b/)) all.append(Object.assign(document.createElement('span'), { textContent: part }));
    await new Promise((done) => globalThis.finishHook = done);
    return all;
  } }`;

  // Mathematics is not marked: what stands for it may be no words.
  scene('marks move into what a hook has made of code', { abroad: true }, async (visit) => {
    const { page, open } = visit;
    await publishHooked(visit, spans);
    const found = () =>
      page.evaluate(() =>
        [.../** @type {any} */ (CSS.highlights.get('carrel-found') ?? [])].map((range) => [
          `${range}`,
          range.startContainer.parentElement.tagName,
        ]),
      );
    await open('?read=pictures&q=naloxone');
    await parts(page).root.locator('.found').waitFor();
    assert.deepEqual(await found(), [['naloxone', 'CODE']]);
    await page.evaluate(() => /** @type {any} */ (globalThis).finishHook());
    await page.locator('.carrel-body code span').first().waitFor();
    assert.deepEqual(await found(), [['naloxone', 'SPAN']]);
  });

  scene(
    'a hook that fails leaves the code, and is reported',
    {
      abroad: true,
      console: [/no such language/],
    },
    async (visit) => {
      const { page, open } = visit;
      await publishHooked(visit, `{ renderCode() { throw new Error('no such language') } }`);
      await page.addInitScript(() =>
        addEventListener('carrel-error', (event) => {
          /** @type {any} */ (globalThis).code = /** @type {CustomEvent} */ (event).detail.code;
        }),
      );
      await open('?read=pictures');
      await until(page, () => /** @type {any} */ (globalThis).code === 'hook');
      assert.equal(await page.locator('.carrel-body pre').first().textContent(), 'let naloxone;\n');
    },
  );
});
