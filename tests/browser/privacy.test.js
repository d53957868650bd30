import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { scriptFor } from '../../scripts/cli/foreseen.mjs';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, settled, stage, until } from './scene.js';

const syllables = [...'bdfgklmnprstvz'].flatMap((first) => [...'aeiou'].map((second) => first + second));

/** A word of three syllables. @param {number} n */
const word = (n) =>
  [n, n / syllables.length, n / syllables.length ** 2]
    .map((place) => syllables[Math.floor(place) % syllables.length])
    .join('');

/** As it was built, for any bundle. */
const loader = readFileSync(new URL('../../dist/shell/carrel.js', import.meta.url), 'utf8');

/** A bundle in parts, by rule; each card has a picture. */
const bundle = packed({
  version: 1,
  site: { title: 'S', url: '', language: 'en' },
  articles: Array.from({ length: 600 }, (_, i) => ({
    slug: `a${i}`,
    title: `About ${word(i * 31)} and ${word(i * 17)}`,
    date: `20${10 + (i % 15)}-0${1 + (i % 9)}-11`,
    tags: [word(i % 12)],
    image: { src: `pictures/${i}.svg`, alt: '', width: 4, height: 4 },
    body: Array.from({ length: 120 }, (__, j) => word((i * 7919 + j * 104_729) % 300_000)).join(' '),
  })),
});

/** @param {import('./server.js').Host} host @param {string} attributes */
async function publish(host, attributes) {
  const files = await bundle;
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
  for (let i = 0; i < 600; i++) host.files.set(`pictures/${i}.svg`, picture);
  for (const [name, bytes] of files) host.files.set(name, bytes);
  host.files.set('carrel.js', scriptFor(loader, files.foreseen));
  host.files.set('index.html', pageOf({ attributes: `load="eager" ${attributes}`, fallback: '' }));
}

/** What is asked of the host, each once, but for the page. @param {import('./server.js').Host} host */
const asked = (host) => [...new Set(host.requests)].filter((path) => !/^(index\.html)?$/.test(path)).sort();

/** The list is that of these words, and whatever follows a pause in typing has followed. @param {import('./scene.js').Page} page @param {string} words */
async function untilShown(page, words) {
  await until(page, (q) => /** @type {any} */ (globalThis).shown?.query === q, words);
  // Passages are looked for 300 ms after the last key.
  await page.waitForTimeout(500);
  await page.waitForLoadState('networkidle');
}

/** Notes the latest answer. */
function watchResults() {
  document.addEventListener('carrel-results', (event) => {
    /** @type {any} */ (globalThis).shown = /** @type {CustomEvent} */ (event).detail;
  });
}

/** @typedef {import('./scene.js').Visit} Visit */

/** @param {string} words @returns {(visit: Visit) => Promise<void>} */
const type =
  (words) =>
  async ({ page, open }) => {
    await open();
    // A part of it first: what is typed on the way is searched for, too.
    await parts(page).input.fill(words.slice(0, 4));
    await parts(page).input.fill(words);
    await untilShown(page, words);
  };
/** @param {string} words @param {string} more @returns {(visit: Visit) => Promise<void>} */
const follow =
  (words, more = '') =>
  async ({ page, open }) => {
    await open(`index.html?q=${encodeURIComponent(words)}${more}`);
    await untilShown(page, words);
  };

/** Visits of readers who look for something. @type {Record<string, (visit: Visit) => Promise<void>>} */
const visits = {
  'a known word is typed': type(word(31)),
  'a misspelt word is typed': type(`${word(400)}x`),
  'an unknown word is typed': type('xylophonistically'),
  'a phrase is typed': type(`"about ${word(62)}"`),
  'an address has words': follow(`${word(7)} ${word(77_777)}`),
  'an address has a misspelt word': follow(`${word(62_000)}q`),
  'an address has words and filters': follow(`tag:${word(2)} ${word(9)}`, '&sort=title&from=2012'),
  'a filter is chosen': async ({ page, open }) => {
    await open();
    await parts(page).tags.first().click();
    await until(page, () => /** @type {any} */ (globalThis).shown?.total < 600);
    await untilShown(page, '');
  },
  'the list is lengthened': async ({ page, open }) => {
    await open();
    await page.locator('carrel-articles').getByRole('button', { name: /more/i }).last().click();
    await until(page, () => /** @type {any} */ (globalThis).shown?.shown === 20);
    await untilShown(page, '');
  },
};

stage('what the files tell', () => {
  scene('privacy="whole": every visit with a search asks for the same files', {}, async (visit) => {
    const { host, page } = visit;
    await publish(host, 'privacy="whole"');
    await page.addInitScript(watchResults);
    /** @type {string[] | undefined} */
    let first;
    for (const [what, act] of Object.entries(visits)) {
      host.requests = [];
      await act(visit);
      first ??= asked(host);
      assert.deepEqual(asked(host), first, what);
    }
    const total = (await bundle).size - 1;
    const bins = first?.filter((path) => path.endsWith('.bin')).length ?? 0;
    assert.ok(bins > 20 && bins < total, `${bins} of ${total}`);
    const { bytes } = await page.evaluate(() => /** @type {any} */ (globalThis).shown);
    assert.ok(bytes > 100_000 && bytes < 5_000_000, `${bytes}`);
  });

  scene('without it hardly two visits do', {}, async (visit) => {
    const { host, page } = visit;
    await publish(host, '');
    await page.addInitScript(watchResults);
    const seen = new Set();
    for (const act of Object.values(visits)) {
      host.requests = [];
      await act(visit);
      seen.add(asked(host).join(' '));
    }
    assert.ok(seen.size > 6, `${seen.size} of ${Object.keys(visits).length}`);
  });

  scene(
    'the words of a search are marked in an article without a further file for them',
    {},
    async (visit) => {
      const { host, page } = visit;
      await publish(host, 'privacy="whole"');
      await page.addInitScript(watchResults);
      /** @param {string} words that the body has */
      const read = async (words) => {
        host.requests = [];
        await visit.open(`index.html?read=a3&q=${words}`);
        await page.locator('carrel-articles .found').waitFor();
        await page.waitForLoadState('networkidle');
        return asked(host);
      };
      assert.deepEqual(await read(word(3 * 7919)), await read(word(3 * 7919 + 104_729)));
    },
  );

  scene(
    'a bundle that is too large is refused: the reader is told so, and the owner what to do',
    { console: [/privacy="whole" would fetch 6\.1 MB/] },
    async ({ host, page, go }) => {
      const entry = JSON.parse(Buffer.from(host.files.get('entry.json') ?? '').toString());
      host.files.set('entry.json', JSON.stringify({ ...entry, searchBytes: 6_100_000 }));
      host.files.set('index.html', pageOf({ attributes: 'load="eager" privacy="whole"' }));
      await page.addInitScript(() =>
        document.addEventListener('carrel-error', (event) => {
          /** @type {any} */ (globalThis).failed = /** @type {CustomEvent} */ (event).detail;
        }),
      );
      await go();
      const { failure } = parts(page);
      await failure.waitFor();
      assert.match(await failure.innerText(), /A private search would take too much data here\./);
      assert.doesNotMatch(await failure.innerText(), /MB/);
      const { code, message } = await page.evaluate(() => /** @type {any} */ (globalThis).failed);
      assert.equal(code, 'size');
      assert.match(message, /6\.1 MB .* at most 5\.0 MB .* split the bundle/);
      assert.ok(await page.getByRole('link', { name: 'Crisis lines' }).isVisible(), 'the fallback stands');
      await settled(page);
    },
  );
});
