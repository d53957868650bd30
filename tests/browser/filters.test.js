/** @file The filters at work: fields, modes and the tree of categories, in the page and in the address. */
import assert from 'node:assert/strict';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, stage, untilCount, untilSearch } from './scene.js';

/** Twenty articles over every kind of field; number 19 is the newest. */
const content = {
  site: {
    title: 'Fields',
    language: 'en',
    fields: { level: { label: 'Level' }, minutes: { label: 'Minutes' }, released: { label: 'Released' } },
  },
  articles: Array.from({ length: 20 }, (_, i) => ({
    slug: `a${i}`,
    title: `Article ${i}`,
    body: 'Words.',
    date: `20${10 + i}-0${1 + (i % 9)}-01`,
    tags: i % 2 ? ['odd'] : ['even', i % 4 ? 'plain' : 'fourth'],
    categories: i % 2 ? ['One/Two/Three'] : [`Other ${'ABCDEFGHIJ'[i / 2]}`],
    fields: { level: [`Level ${i % 10}`], minutes: i * 5, released: `${2000 + i}-06` },
  })),
};

stage('filters', () => {
  /** @typedef {import('./scene.js').Page} Page @typedef {import('./server.js').Host} Host */

  /** @param {Host} host @param {string} [html] */
  async function prepare(host, html) {
    for (const [name, bytes] of await packed(content)) host.files.set(name, bytes);
    host.files.set('fields.html', pageOf({ html }));
  }
  /** @param {Page} page @param {string} name of the group */
  const group = (page, name) => parts(page).root.getByRole('group', { name, exact: true });
  /** @param {Page} page */
  const chips = (page) => parts(page).root.locator('.chip').allTextContents();

  scene(
    'texts of a field are ticked, narrowed, shown in the address and undone by Back',
    {},
    async ({ page, open, host }) => {
      await prepare(host);
      await open('fields.html?utm=1');
      await untilCount(page, 20);
      const level = group(page, 'Level');
      assert.equal(await level.getByRole('checkbox').count(), 8);
      await level.getByRole('button', { name: 'Show all 10' }).click();
      assert.equal(await level.getByRole('checkbox').count(), 10);
      await level.getByLabel('Level 3').check();
      await untilCount(page, 2);
      await untilSearch(page, '?utm=1&where=level:level-3');
      // Its own selection does not hide the other texts, since they widen.
      assert.equal(await level.getByRole('checkbox').count(), 10);
      await level.getByLabel('Level 4').check();
      await untilCount(page, 4);
      await untilSearch(page, '?utm=1&where=level:level-3%7Clevel-4');
      await level.getByLabel('Match all').check();
      await untilCount(page, 0);
      await untilSearch(page, '?utm=1&where=level:all:level-3%7Clevel-4');
      await page.goBack();
      await untilCount(page, 4);
      assert.deepEqual(await chips(page), ['Level: Level 3', 'Level: Level 4']);
      await parts(page).root.getByRole('button', { name: 'Remove filter: Level: Level 3' }).click();
      await untilSearch(page, '?utm=1&where=level:level-4');
      await page.goBack();
      await page.goBack();
      await page.goForward();
      await untilSearch(page, '?utm=1&where=level:level-3%7Clevel-4');
      await untilCount(page, 4);
      await parts(page).root.getByRole('button', { name: 'Clear all' }).click();
      await untilCount(page, 20);
      await untilSearch(page, '?utm=1');
    },
  );

  scene('a range is bounded from the keyboard, by numbers and by days', {}, async ({ page, open, host }) => {
    await prepare(host);
    await open('fields.html');
    const minutes = group(page, 'Minutes');
    await minutes.getByLabel('From').focus();
    await page.keyboard.type('25');
    await page.keyboard.press('Tab');
    await untilCount(page, 15);
    await page.keyboard.type('50');
    await page.keyboard.press('Enter');
    await untilCount(page, 6);
    await untilSearch(page, '?where=minutes:25..50');
    const released = group(page, 'Released');
    await released.getByLabel('To').fill('2008-01-01');
    await released.getByLabel('To').blur();
    await untilCount(page, 3);
    await untilSearch(page, '?where=minutes:25..50,released:..2008-01-01');
    assert.deepEqual(await chips(page), ['Minutes: 25–50', 'Released: Until Jan 1, 2008']);
    // Bars inside the range are told from those outside; the numbers stand beside them.
    assert.ok((await minutes.locator('rect.in').count()) < (await minutes.locator('rect').count()));
    assert.equal(await minutes.locator('svg').getAttribute('aria-hidden'), 'true');
    assert.match(await minutes.locator('.ends').innerText(), /0[\s\S]*95/);
    await minutes.getByLabel('From').fill('');
    await minutes.getByLabel('From').blur();
    await untilSearch(page, '?where=released:..2008-01-01,minutes:..50');
    await page.reload();
    await untilCount(page, 8);
    assert.equal(await group(page, 'Minutes').getByLabel('To').inputValue(), '50');
    assert.equal(await group(page, 'Released').getByLabel('To').inputValue(), '2008-01-01');
  });

  scene('tags that narrow may be asked to widen', {}, async ({ page, open, host }) => {
    await prepare(host);
    await open('fields.html');
    const { tag } = parts(page);
    await tag('plain').click();
    await untilCount(page, 5);
    assert.equal(await tag('fourth').count(), 0, 'no article has both');
    await group(page, 'Tags').getByLabel('Match all').uncheck();
    await untilSearch(page, '?tags=any:plain');
    await tag('fourth').click();
    await untilCount(page, 10);
    await untilSearch(page, '?tags=any:plain,fourth');
  });

  scene(
    'the tree of categories opens to any depth, by hand and around what is selected',
    {},
    async ({ page, open, host }) => {
      await prepare(host);
      await open('fields.html');
      const categories = group(page, 'Categories');
      assert.equal(await categories.getByLabel('Two', { exact: false }).count(), 0);
      await categories.getByRole('button', { name: 'Within One' }).click();
      await categories.getByRole('button', { name: 'Within Two' }).focus();
      await page.keyboard.press('Enter');
      await categories.getByRole('checkbox', { name: /^Three/ }).check();
      await untilCount(page, 10);
      await untilSearch(page, '?in=one/two/three');
      await page.reload();
      await untilCount(page, 10);
      assert.equal(await categories.getByRole('checkbox', { name: /^Three/ }).isChecked(), true);
      assert.equal(
        await categories.getByRole('button', { name: 'Within One' }).getAttribute('aria-expanded'),
        'true',
      );
    },
  );

  scene('a year that was chosen opens its months', {}, async ({ page, open, host }) => {
    await prepare(host);
    const twice = structuredClone(content);
    for (const article of twice.articles) article.date = `2024-0${1 + (article.fields.minutes % 3)}-01`;
    for (const [name, bytes] of await packed(twice)) host.files.set(name, bytes);
    await open('fields.html?from=2024&to=2024');
    const months = group(page, 'Months');
    await months.getByRole('button', { name: /^Feb 2024/ }).click();
    await untilSearch(page, '?from=2024-02&to=2024-02');
    await untilCount(page, 6);
    await months.getByRole('button', { name: /^Feb 2024/ }).click();
    await untilSearch(page, '?from=2024&to=2024');
  });

  for (const [name, html] of [
    ['at 360 px', 'lang="en"'],
    ['at 360 px from right to left', 'lang="en" dir="rtl"'],
  ]) {
    scene(
      `filters over fields fit into their disclosure ${name}`,
      { context: { viewport: { width: 360, height: 800 } } },
      async ({ page, open, host }) => {
        await prepare(host, html);
        await open('fields.html?where=minutes:10..');
        const { root } = parts(page);
        await root.getByRole('button', { name: /^Filters/ }).click();
        await group(page, 'Minutes').waitFor();
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(wider, 0);
        for (const input of await root.locator('.inputs input').all()) {
          const box = await input.boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.height >= 24, JSON.stringify(box));
        }
      },
    );
  }
});
