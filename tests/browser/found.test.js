/** @file The words that were searched for, marked in the opened article. */
import assert from 'node:assert/strict';
import { open as openBundle } from '../../web/node.js';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, settled, stage, until } from './scene.js';

const body = `A nalo**xone** spray, and *naloxone* again.

## Where it stands

Some ${'filling words '.repeat(400)} and then naloxone once more.

> [!NOTE]
> Naloxone in a note[^1].

| naloxone | spray |
| -------- | ----- |
| a | b |

${'More filling. '.repeat(300)}

\`\`\`js
const naloxone = spray;
\`\`\`

Inline code \`naloxone\` and the end.

[^1]: A naloxone footnote.
`;

/** @param {string} [more] of the body */
const content = (more = '') => ({
  site: { title: 'Site', language: 'en' },
  articles: [
    { slug: 'spray', title: 'A spray', body: body + more },
    { slug: 'other', title: 'Another', body: 'Tapering and taper and tapered. Nothing else.' },
  ],
});

/** @param {import('./scene.js').Visit} visit @param {object} [given] @param {string} [attributes] */
async function publish({ host }, given = content(), attributes = '') {
  for (const [name, bytes] of await packed(given)) host.files.set(name, bytes);
  // The script foresees the files of another bundle.
  host.files.set('index.html', pageOf({ attributes }));
}

/** Before the page runs: a browser of the floor, without custom highlights. */
const withoutHighlights = () => Object.defineProperty(CSS, 'highlights', { value: undefined });

/** What is painted. @param {import('./scene.js').Page} page @param {string} [name] */
const marked = (page, name = 'carrel-found') =>
  page.evaluate(
    (name) =>
      [.../** @type {Iterable<Range>} */ (CSS.highlights?.get(name) ?? [])]
        .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
        .map(String),
    name,
  );

/** @param {import('./scene.js').Page} page */
const bar = (page) => page.locator('carrel-articles .found');
/** @param {import('./scene.js').Page} page @param {string} text */
const untilBar = (page, text) =>
  until(
    page,
    (wanted) =>
      document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.found .number')?.textContent ===
      wanted,
    text,
  );

stage('words found in an article', () => {
  for (const mode of ['painted over the tree', 'selected where a browser cannot paint']) {
    const selects = mode.startsWith('selected');
    scene(`the words of the search are ${mode}, across the borders of elements`, {}, async (visit) => {
      const { page, open } = visit;
      await publish(visit);
      if (selects) await page.addInitScript(withoutHighlights);
      await open('?q=naloxone');
      await parts(page).titles.first().click();
      await untilBar(page, '8 matches');
      const found = selects ? [] : await marked(page);
      for (let i = 0; selects && i < 8; i++) {
        await bar(page).getByRole('button', { name: 'Next match' }).click();
        await untilBar(page, `${i + 1} of 8`);
        found.push(await page.evaluate(() => String(getSelection())));
      }
      assert.equal(
        found.join(' ').toLowerCase().replace('nalo xone', 'naloxone'),
        'naloxone '.repeat(8).trim(),
      );
      assert.equal(await page.locator('.carrel-body mark').count(), 0);
    });

    scene(`marks ${mode} go without a trace`, {}, async (visit) => {
      const { page, open } = visit;
      await publish(visit);
      if (selects) await page.addInitScript(withoutHighlights);
      const html = () => page.locator('.carrel-body').evaluate((node) => node.outerHTML);
      await open('?read=spray');
      const plain = await html();
      await open('?read=spray&q=naloxone');
      await untilBar(page, '8 matches');
      await bar(page).getByRole('button', { name: 'Next match' }).click();
      await untilBar(page, '1 of 8');
      await bar(page).getByRole('button', { name: 'Hide the marks' }).click();
      await bar(page).waitFor({ state: 'detached' });
      assert.equal(await html(), plain);
      assert.deepEqual(await marked(page), []);
      // The focus is not lost with the button.
      assert.equal(await page.evaluate(() => document.activeElement?.className), 'carrel-article-title');
    });

    scene(`Next and Previous go round the marks ${mode}, and bring each into view`, {}, async (visit) => {
      const { page, open } = visit;
      await publish(visit);
      if (selects) await page.addInitScript(withoutHighlights);
      await open('?read=spray&q=naloxone');
      await untilBar(page, '8 matches');
      const next = bar(page).getByRole('button', { name: 'Next match' });
      await next.focus();
      const places = [];
      for (let i = 1; i <= 8; i++) {
        await page.keyboard.press('Enter');
        await untilBar(page, `${i} of 8`);
        places.push(
          await page.evaluate(() => {
            const [range] = CSS.highlights?.get('carrel-here') ?? [];
            const here = range ?? getSelection()?.getRangeAt(0);
            const { top, bottom } = /** @type {Range} */ (here).getBoundingClientRect();
            return { inside: top > 50 && bottom < innerHeight, y: Math.round(top + scrollY) };
          }),
        );
      }
      assert.ok(
        places.every(({ inside }) => inside),
        JSON.stringify(places),
      );
      const ys = places.map(({ y }) => y);
      assert.deepEqual(
        ys,
        [...ys].sort((a, b) => a - b),
      );
      await page.keyboard.press('Enter');
      await untilBar(page, '1 of 8');
      await page.keyboard.press('Shift+Enter');
      await untilBar(page, '8 of 8');
      await bar(page).getByRole('button', { name: 'Previous match' }).click();
      await untilBar(page, '7 of 8');
    });
  }

  scene('each step is said with the words around it', {}, async (visit) => {
    const { page, open } = visit;
    await publish(visit);
    await open('?read=spray&q=naloxone');
    await untilBar(page, '8 matches');
    await bar(page).getByRole('button', { name: 'Next match' }).click();
    await until(page, () =>
      /^1 of 8: A naloxone spray/.test(
        document.querySelector('carrel-articles')?.shadowRoot?.querySelector('[role=status]')?.textContent ??
          '',
      ),
    );
  });

  scene('Escape in the bar closes the bar, and not the article', {}, async (visit) => {
    const { page, open } = visit;
    await publish(visit);
    await open('?read=spray&q=naloxone');
    await untilBar(page, '8 matches');
    await bar(page).getByRole('button', { name: 'Next match' }).press('Escape');
    await bar(page).waitFor({ state: 'detached' });
    assert.ok(await parts(page).heading.isVisible());
  });

  scene('an article that was opened without words has no bar and asks for nothing', {}, async (visit) => {
    const { page, open, host } = visit;
    await publish(visit);
    await open('?read=spray');
    await settled(page);
    assert.equal(await bar(page).count(), 0);
    assert.equal(host.count(/^stem/), 0);
  });

  scene('inflections are marked as the list found them', {}, async (visit) => {
    const { page, open } = visit;
    await publish(visit);
    await open('?q=tapered');
    await parts(page).titles.first().click();
    await untilBar(page, '3 matches');
    assert.deepEqual(await marked(page), ['Tapering', 'taper', 'tapered']);
  });

  scene(
    'a stemmer that cannot be had costs the inflections alone',
    {
      console: [/404/],
    },
    async (visit) => {
      const { page, open, host } = visit;
      await publish(visit);
      host.rules.push({ path: /^stem/, status: 404, body: () => '' });
      await open('?read=other&q=tapered');
      await untilBar(page, '1 match');
    },
  );

  scene('the list and another article have no marks of the one before', {}, async (visit) => {
    const { page, open } = visit;
    await publish(visit);
    await open('?q=naloxone');
    await parts(page).titles.first().click();
    await untilBar(page, '8 matches');
    await parts(page).back.click();
    await parts(page).titles.first().waitFor();
    assert.equal(await bar(page).count(), 0);
    assert.deepEqual(await marked(page), []);
  });

  scene('a match in a closed disclosure opens it', {}, async (visit) => {
    const { page, open } = visit;
    await publish(visit);
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => {
        const widget = /** @type {any} */ (document.querySelector('carrel-articles'));
        widget.renderCode = (/** @type {{ source: string }} */ { source }) => {
          const details = document.createElement('details');
          details.append(document.createElement('summary'), source);
          return details;
        };
      }),
    );
    await open('?read=spray&q=naloxone');
    await untilBar(page, '8 matches');
    const details = page.locator('.carrel-body details');
    for (let i = 1; i <= 6; i++) {
      assert.equal(await details.evaluate((node) => /** @type {any} */ (node).open), false);
      await bar(page).getByRole('button', { name: 'Next match' }).click();
      await untilBar(page, `${i} of 8`);
    }
    assert.equal(await details.evaluate((node) => /** @type {any} */ (node).open), true);
  });

  scene(
    'every word that an answer marks in a passage is marked in the article',
    {},
    async ({ page, open, host }) => {
      const bundle = await openBundle(/** @type {any} */ (host.files));
      for (const q of [
        'sleep withdrawal',
        'talk to doctor',
        '"crisis lines"',
        'medicaton',
        'opiod mood',
        'PAWS',
      ]) {
        const { hits } = await bundle.search(`q=${encodeURIComponent(q)}&passages=1&show=3`);
        for (const { slug, excerpt } of hits.filter(
          (/** @type {any} */ hit) => hit.excerpt.from === 'body',
        )) {
          await open(`?q=${encodeURIComponent(q)}&read=${slug}`);
          await bar(page).waitFor();
          const found = (await marked(page)).map((word) => word.toLowerCase());
          for (const [from, to] of excerpt.ranges) {
            const word = excerpt.text.slice(from, to).toLowerCase();
            // Words that hold sentences together are the ones that are left out.
            if (word !== 'to') assert.ok(found.includes(word), `${q}, ${slug}: ${word} in ${found}`);
          }
        }
      }
    },
  );
});
