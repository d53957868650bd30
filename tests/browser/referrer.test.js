import assert from 'node:assert/strict';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, stage } from './scene.js';

/** @typedef {import('playwright-core').Locator} Locator */

/** The words that nobody else may hear of: they stand in the page's address. */
const QUERY = 'q=secret+words';

/**
 * Links of every kind that lead to another origin: a path there for each.
 * @param {string} other origin
 */
function content(other) {
  const to = (/** @type {string} */ path) => `${other}/${path}`;
  const person = (/** @type {string} */ name) => ({ name, url: to(name) });
  const help = { region: 'GB', language: 'en', label: 'Helpers', url: to('notice') };
  return {
    version: 1,
    site: { title: 'Secrets', url: '', language: 'en' },
    topics: [
      { slug: 'all', title: 'All', introduction: `Words [introduced](${to('introduced')}).`, terms: [] },
    ],
    help: [help],
    articles: [
      {
        slug: 'one',
        title: 'Secret words',
        url: to('posts/one'),
        date: '2026-01-02',
        topics: ['all'],
        authors: [person('author')],
        reviewed_by: person('reviewer'),
        last_reviewed: '2026-01-01',
        sources: [{ title: 'A source', url: to('source') }],
        body: `[In the body](${to('in-the-body')}), [named like an article](${to('two')}), [without a name](${other}/),
[beside this article](beside), <a href="${to('raw')}">raw</a>, <${to('auto')}>.

:::help
:::
`,
      },
      { slug: 'two', title: 'Other secret words', date: '2026-01-01', topics: ['all'], body: 'Nothing.' },
    ],
  };
}

/** Ways to follow a link: what is done, and whether it opens a page of its own. @type {Record<string, (link: Locator) => Promise<void>>} */
const ways = {
  click: (link) => link.click(),
  Enter: (link) => link.press('Enter'),
  'middle button': (link) => link.click({ button: 'middle' }),
  'Control and click': (link) => link.click({ modifiers: ['Control'] }),
  'Control and Enter': (link) => link.press('Control+Enter'),
  'Shift and click': (link) => link.click({ modifiers: ['Shift'] }),
};
const inPlace = ['click', 'Enter'];

const headers = { 'referrer-policy': 'unsafe-url' };

/**
 * A page on a site that tells everybody its address, with links to another origin.
 * @param {import('./scene.js').Visit} visit
 */
async function publish({ host, abroad }) {
  for (const [name, bytes] of await packed(content(abroad.origin))) host.files.set(name, bytes);
  const plain = `<a id="plain" href="${abroad.origin}/plain">The page's own</a>`;
  host.files.set('index.html', pageOf({ fallback: '' }));
  host.files.set('with-plain.html', pageOf({ body: plain }));
  const paths =
    'plain introduced notice author reviewer source in-the-body two raw auto beside posts/one posts/beside';
  for (const path of ['index.html', ...paths.split(' ')])
    abroad.files.set(path, '<!doctype html><title>Elsewhere</title>');
}

/**
 * Follows a link in every way that is given, and looks at what the other origin was told.
 * @param {import('./scene.js').Visit} visit @param {string} path of the page @param {string} selector @param {string[]} how
 */
async function follow({ page, abroad, context, open }, path, selector, how) {
  for (const way of how) {
    if (!page.url().includes(path)) await open(path);
    const link = parts(page).root.locator(selector).first();
    await link.waitFor();
    const before = abroad.requests.length;
    const asked = abroad.asked(/^/, before + 1);
    const opened = inPlace.includes(way) ? null : context.waitForEvent('page');
    await ways[way](link);
    await asked;
    await (await opened)?.close();
    const told = abroad.referrers.slice(before);
    assert.deepEqual([...new Set(told)], [''], `${selector} by ${way}`);
  }
}

stage('where a reader comes from', () => {
  scene(
    'the trial tells a referrer where one is sent',
    { host: { headers }, abroad: true },
    async (visit) => {
      const { page, host, abroad, go } = visit;
      await publish(visit);
      await go(`with-plain.html?${QUERY}`);
      const asked = abroad.asked(/^plain$/);
      await page.locator('#plain').click();
      await asked;
      assert.deepEqual(abroad.referrers, [host.url(`with-plain.html?${QUERY}`)]);
    },
  );

  /** @type {[string, string, string, string[]][]} what it is, the address it stands on, where, how it is followed */
  const links = [
    ['a link in a body', 'read=one', '.carrel-body a[href$="/in-the-body"]', Object.keys(ways)],
    ['a link that ends like an article', 'read=one', '.carrel-body a[href$="/two"]', Object.keys(ways)],
    ['a link to the start of a site', 'read=one', '.carrel-body a[href$="/"]', inPlace],
    [
      'a link that is relative to an article elsewhere',
      'read=one',
      '.carrel-body a[href$="/beside"]',
      Object.keys(ways),
    ],
    ['a raw link', 'read=one', '.carrel-body a[href$="/raw"]', Object.keys(ways)],
    ['an address in a text', 'read=one', '.carrel-body a[href$="/auto"]', inPlace],
    ['a source', 'read=one', '.carrel-sources a', Object.keys(ways)],
    ['an author', 'read=one', '.carrel-byline a', Object.keys(ways)],
    ['a reviewer', 'read=one', '.carrel-review a', Object.keys(ways)],
    ['a help notice in an article', 'read=one', '.carrel-help-list a', Object.keys(ways)],
    ['a help notice above the list', '', '.help-list a[href$="/notice"]', Object.keys(ways)],
    ['a link in an introduction', '', '.carrel-introduction a', Object.keys(ways)],
    [
      'the title of an article that lives elsewhere',
      '',
      '.title [data-slug=one]',
      Object.keys(ways).slice(2),
    ],
    ['“More” of an article that lives elsewhere', '', '.more[data-slug=one]', Object.keys(ways).slice(2)],
  ];
  for (const [what, read, selector, how] of links)
    scene(`${what} is followed without one`, { host: { headers }, abroad: true }, async (visit) => {
      await publish(visit);
      await follow(visit, `index.html?${[QUERY, read].filter(Boolean).join('&')}`, selector, how);
    });

  scene(
    'no link that leaves the site lacks what keeps it',
    { host: { headers }, abroad: true },
    async (visit) => {
      await publish(visit);
      for (const read of ['', '&read=one']) {
        await visit.open(`index.html?${QUERY}${read}`);
        const lacking = await parts(visit.page)
          .root.locator('a[href]')
          .evaluateAll((all) =>
            /** @type {HTMLAnchorElement[]} */ (all)
              .filter(({ origin, relList }) => origin !== location.origin && !relList.contains('noreferrer'))
              .map(({ href }) => href),
          );
        assert.deepEqual(lacking, []);
      }
    },
  );

  scene('a link to another article of the bundle still opens it here', {}, async ({ host, page, open }) => {
    const body = '[another](two), [by its address](/posts/two/), [a page of the site](/elsewhere.html)';
    const articles = [
      { slug: 'one', title: 'One', url: '/posts/one/', body },
      { slug: 'two', title: 'Two', url: '/posts/two/', body: 'Two.' },
    ];
    for (const [name, bytes] of await packed({ version: 1, articles })) host.files.set(name, bytes);
    const { article, heading } = parts(page);
    for (const text of ['another', 'by its address']) {
      await open('index.html?read=one');
      await article.getByRole('link', { name: text }).click();
      await heading.getByText('Two').waitFor();
    }
    await open('index.html?read=one');
    await article.getByRole('link', { name: 'a page of the site' }).click();
    await page.waitForURL(/elsewhere\.html$/);
  });

  scene(
    'what the widget fetches does not tell the words of the address',
    { host: { headers } },
    async (visit) => {
      const { host, page, open } = visit;
      await open('index.html?q=naloxone');
      await parts(page).titles.first().click();
      await parts(page).article.waitFor();
      const told = host.requests.filter(
        (path, i) => /\.(bin|wasm|json)$/.test(path) && host.referrers[i] !== '',
      );
      assert.deepEqual(told, []);
      assert.ok(host.count(/\.bin$/) > 1);
    },
  );
});
