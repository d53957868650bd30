import assert from 'node:assert/strict';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, settled, stage, until, untilSearch } from './scene.js';

const filler = 'Plain words fill this paragraph, so that the page is long enough to be scrolled. '.repeat(12);
const heading = (/** @type {string} */ name) => `## ${name}\n\n${filler}\n\n${filler}\n\n`;
const content = {
  version: 1,
  site: { title: 'Sections', language: 'en' },
  articles: [
    {
      slug: 'ibuprofen',
      title: 'Ibuprofen',
      excerpt: 'A medicine.',
      body: `Opening. [Elsewhere](other#deep-down)\n\n${heading('Uses')}# Medicines\n\n## Side effects\n\n${filler}\n\nDizziness is rare. ${filler}\n\n${heading('Storing')}${heading('Other')}`,
    },
    {
      slug: 'other',
      title: 'Other',
      excerpt: 'Nothing.',
      body: `${heading('One')}${heading('Deep down')}${heading('Three')}`,
    },
    ...Array.from({ length: 12 }, (_, i) => ({
      slug: `rare-${i}`,
      title: `Rare thing ${i}`,
      body: `${heading('First')}## Second part\n\nA rare sight indeed. ${filler}\n\n${heading('Third part')}`,
      excerpt: 'None of it.',
    })),
  ],
};

/** @param {import('./scene.js').Page} page */
const path = (page) =>
  page.evaluate(() => location.pathname.split('/').pop() + location.search + location.hash);

/** The text of what has the focus, and how far its top is from that of the window. @param {import('./scene.js').Page} page */
const landed = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return { text: element?.textContent ?? '', top: element?.getBoundingClientRect().top ?? -1 };
  });

/** @param {import('./scene.js').Page} page @param {string} text */
async function untilLanded(page, text) {
  await until(page, (wanted) => document.activeElement?.textContent === wanted, text);
  await settled(page);
  const { top } = await landed(page);
  assert.ok(top >= 0 && top < 100, `the heading stands at the top: ${top}`);
}

/** @param {import('./scene.js').Visit} visit */
async function prepare({ host }, attributes = '') {
  for (const [name, bytes] of await packed(content)) host.files.set(name, bytes);
  host.files.set(
    'sections.html',
    pageOf({ attributes, head: '<style>body { font: 18px/1.6 serif }</style>' }),
  );
}

/** Waits for the passage under its heading. @param {import('./scene.js').Page} page */
const crumb = (page) => parts(page).root.locator('.hit .section').first();

stage('the section of a hit', () => {
  scene('a hit shows the headings above its passage, and opens there', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('sections.html?q=dizziness');
    await crumb(page).waitFor();
    assert.equal(await crumb(page).textContent(), 'Under Medicines › Side effects');
    assert.match(
      (await parts(page).root.locator('.excerpt').first().textContent()) ?? '',
      /^Dizziness is rare/,
    );
    await parts(page).titles.first().click();
    await untilLanded(page, 'Side effects');
    assert.equal(await path(page), 'sections.html?q=dizziness&read=ibuprofen&at=side-effects');
    await page.reload();
    await untilLanded(page, 'Side effects');
    await page.goBack();
    await parts(page).hits.first().waitFor();
    await untilSearch(page, '?q=dizziness');
    await page.goForward();
    await untilLanded(page, 'Side effects');
  });

  scene('the link of a hit can be copied, and leads there too', {}, async (visit) => {
    const { page, open, host } = visit;
    await prepare(visit);
    await open('sections.html?q=dizziness');
    await crumb(page).waitFor();
    const href = (await parts(page).titles.first().getAttribute('href')) ?? '';
    assert.equal(new URL(href, host.origin).search, '?read=ibuprofen&at=side-effects');
    await page.goto(href);
    await untilLanded(page, 'Side effects');
  });

  scene('with routing="hash" the section stands in the fragment and survives a reload', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit, 'routing="hash" prefix="w-"');
    await open('sections.html#w-q=dizziness');
    await crumb(page).waitFor();
    await parts(page).titles.first().click();
    await untilLanded(page, 'Side effects');
    assert.equal(await path(page), 'sections.html#w-q=dizziness&w-read=ibuprofen&w-at=side-effects');
    await page.reload();
    await untilLanded(page, 'Side effects');
  });

  scene('Back returns to where the list was, whatever was scrolled meanwhile', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('sections.html?q=rare&show=12');
    await crumb(page).waitFor();
    await settled(page);
    const last = parts(page).titles.nth(9);
    await last.scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => scrollY);
    assert.ok(y > 0);
    await last.click();
    await untilLanded(page, 'Second part');
    await page.goBack();
    await parts(page).hits.first().waitFor();
    await until(page, (wanted) => Math.abs(scrollY - wanted) < 3, y);
  });

  scene('nothing glides where the site scrolls smoothly: the heading is there at once', {}, async (visit) => {
    const { page, open, host } = visit;
    await prepare(visit);
    host.files.set('smooth.html', pageOf({ head: '<style>html { scroll-behavior: smooth }</style>' }));
    await open('smooth.html?q=dizziness');
    await crumb(page).waitFor();
    await parts(page).titles.first().click();
    await untilLanded(page, 'Side effects');
  });

  scene('an unknown section opens the article at its title', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('sections.html?q=dizziness');
    await page.evaluate(() => history.pushState(null, '', '?read=ibuprofen&at=no-such'));
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    await until(page, () => document.activeElement?.textContent === 'Ibuprofen');
  });

  scene('a link to a part of another article opens it there', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('sections.html?read=ibuprofen');
    await page.locator('.carrel-body a', { hasText: 'Elsewhere' }).click();
    await untilLanded(page, 'Deep down');
    assert.equal(await path(page), 'sections.html?read=other&at=deep-down');
  });

  scene('an anchor of the page that was followed later wins on a reload', {}, async (visit) => {
    const { page, open } = visit;
    await prepare(visit);
    await open('sections.html?read=ibuprofen&at=side-effects#carrel-other');
    await until(
      page,
      () => (document.querySelector('#carrel-other')?.getBoundingClientRect().top ?? 999) < 400,
    );
  });
});
