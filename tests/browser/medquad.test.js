import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../../scripts/cli/serve.mjs';
import { launch, measurePresses, typed } from '../bench/keypress.mjs';
import { hasMedquad } from '../bench/medquad.mjs';
import { packedMedquad } from '../bench/packed.mjs';

const skip = hasMedquad ? false : '../shared/data/medquad is not there';

/** The same engine outside the page says what the page has to show. @type {import('../../web/bundle.js').Bundle} */
let engine;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {string[]} */
const errors = [];

before(async () => {
  if (skip) return;
  const site = `${await packedMedquad()}/site`;
  engine = await (await import('../../web/node.js')).open(site);
  server = await serve(site, 0);
  browser = await launch();
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.url);
  await firstHit().waitFor({ timeout: 20_000 });
});
after(async () => {
  engine?.close();
  await browser?.close();
  server?.close();
});

const firstHit = () => page.locator('carrel-articles .hit .title a').first();

/** Waits until the page shows what the engine answers to `query`, and compares. @param {string} query */
async function shows(query) {
  const answer = await engine.search(query);
  await page.waitForFunction(
    (total) => {
      const root = document.querySelector('carrel-articles')?.shadowRoot;
      return (root?.querySelector('#count')?.textContent ?? '').replaceAll(/\D/g, '') === String(total);
    },
    answer.total,
    { timeout: 20_000 },
  );
  const titles = await page.locator('carrel-articles .hit .title').allTextContents();
  assert.deepEqual(
    titles,
    answer.hits.map((/** @type {{ title: string }} */ { title }) => title),
  );
  return answer;
}

test('all articles are there, and words find them', { skip }, async () => {
  assert.equal((await shows('')).total, 5490);
  await page.locator('carrel-articles #q').fill('what causes glaucoma');
  const { hits } = await shows('q=what+causes+glaucoma');
  assert.equal(hits[0].title, 'Glaucoma');
});

test('a source narrows the list, and its name takes it off again', { skip }, async () => {
  const { total, facets } = await engine.search('q=what+causes+glaucoma');
  const source = facets.categories.at(-1);
  assert.ok(source.count < total);
  const box = page.locator('carrel-articles .categories label', { hasText: source.label });
  await box.click();
  assert.equal((await shows(`q=what+causes+glaucoma&in=${source.slug}`)).total, source.count);
  assert.match(page.url(), new RegExp(`in=${source.slug}`));
  await page.locator('carrel-articles .chip').click();
  await shows('q=what+causes+glaucoma');
});

test('an article is read, and left for the list as it was', { skip }, async () => {
  const { hits } = await engine.search('q=what+causes+glaucoma');
  const { title, body } = await engine.article(hits[0].slug);
  await firstHit().click();
  const article = page.locator('carrel-articles > article');
  await article.waitFor();
  assert.equal(await article.locator('.carrel-article-title').textContent(), title);
  const headings = body.match(/^## .*/gm).map((/** @type {string} */ line) => line.slice(3).trim());
  const shown = (await article.locator('.carrel-body :is(h2, h3, h4)').allTextContents()).map((text) =>
    text.trim(),
  );
  for (const heading of headings) assert.ok(shown.includes(heading), heading);
  await page.goBack();
  await shows('q=what+causes+glaucoma');
});

test('however fast the keys, the list is that of the last one', { skip }, async (t) => {
  const { presses, unanswered, within50, painted, answered, event, slowest } = await measurePresses(page);
  const list = (/** @type {typeof painted} */ { p50, p95, max }) =>
    [p50, p95, max].map((time) => time.toFixed(1)).join(' · ');
  t.diagnostic(
    `key press to painted answer, p50 · p95 · max: ${list(painted)} ms, of it to the answer ${list(answered)} ms`,
  );
  t.diagnostic(
    `${(within50 * 100).toFixed(1)} % of ${presses} within 50 ms, ${unanswered} overtaken; slowest: ${slowest.query}`,
  );
  t.diagnostic(`Event Timing: ${event.over16} of 16 ms and more, ${list(event)} ms`);
  await shows(`q=${encodeURIComponent(typed.at(-1) ?? '')}`);
});

test('nothing went wrong in the page', { skip }, () => {
  assert.deepEqual(errors, []);
});
