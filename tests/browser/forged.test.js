/**
 * @file Hosts that forge what they serve: views, objects and lists in the place of texts, sealed into the bundle or answered by modules that were
 * replaced. The page holds the loader to its hash and takes everything else from another origin. Nothing runs, nothing leaves, the page says
 * what is wrong.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { integrityOf, snippet } from '../../scripts/cli/integrity.mjs';
import { open } from '../../web/node.js';
import { fakeModule } from '../web/fixtures/fake.js';
import { FORGED, forge, placeOf } from '../web/support/forged.js';
import { rich } from '../web/support/rich.js';
import { sealedIn } from '../web/support/sealed.js';
import { packed, document as pageOf } from './sample.js';
import { parts, scene, settled, stage, until, untilCount } from './scene.js';

/** @typedef {import('./scene.js').Visit} Visit */
/** @typedef {import('../web/support/forged.js').Path} Path */

const VIEWS = [
  'a view of an image that runs',
  'a view of Preact with markup',
  'a view that leads away',
  'a view of a form',
  'a view of a frame',
  'a list of views',
  'a prototype',
  'number',
];

/**
 * What stands in a place: without a policy what runs where views are told by how they look; under the strictest, which would stop that, each
 * of the others in turn. All of them in all places: tests/web/forged.test.js.
 * @param {boolean} policed @param {number} turn
 */
const forgeryFor = (policed, turn) => VIEWS[policed ? 1 + (turn % (VIEWS.length - 1)) : 0];

const loader = readFileSync(new URL('../../dist/shell/carrel.js', import.meta.url));
const files = await packed(rich);
const bundle = await open(files);
const sealed = sealedIn(files);
const meta = /** @type {import('../web/support/sealed.js').Sealed} */ (
  sealed.find(({ where }) => where === 'META')
);
const details = /** @type {import('../web/support/sealed.js').Sealed} */ (
  sealed.find(({ value, where }) => where.startsWith('the details') && value.slug === 'sleep')
);
const related = /** @type {import('../web/support/sealed.js').Sealed} */ (
  sealed.find(({ where }) => where === details.where.replace('the details of', 'what is related to'))
);

/** Sealed into META, which is read before anything is shown. @type {Path[]} */
const atTheStart = [
  ['site', 'title'],
  ['topics', 0, 'title'],
  ['topics', 0, 'terms', 0, 'term'],
  ['topics', 0, 'terms', 0, 'definition'],
  ['topics', 0, 'introduction', 'text'],
  ['topics', 0, 'introduction', 'outline', 0, 'text'],
  ['help', 0, 'label'],
  ['help', 0, 'text'],
];

/** Sealed into a file of bodies, which is read when an article opens. @type {[import('../web/support/sealed.js').Sealed, Path][]} */
const inAnArticle = [
  [details, ['title']],
  [details, ['authors', 0, 'name']],
  [details, ['sources', 0, 'title']],
  [details, ['reviewed_by', 'credentials']],
  [related, [0, 'title']],
];

/** The lines of a module that answers what its bundle says (fixtures/forged.c). */
const article = await bundle.article('sleep');
const { outline } = await bundle.render(article.body, { prefix: 'carrel-', heading: 3 });
/** @type {Record<string, any>} */
const lines = {
  open: bundle.info,
  list: await bundle.search(''),
  ids: await bundle.search('only=ids'),
  // Its Markdown is what the renderer says of the headings.
  read: { article: { ...article, body: JSON.stringify(outline) } },
  suggest: { suggestions: await bundle.suggest('q=opio') },
};
/** @param {string} [name] of a line @param {string} [json] it holds instead */
const said = (name, json) =>
  Object.entries(lines)
    .map(([line, value]) => (line === name ? json : JSON.stringify(value)))
    .join('\n');

/** Answered to the first list, or to the question for META. @type {[string, Path][]} */
const answered = [
  ['open', ['site', 'title']],
  ['list', ['hits', 0, 'title']],
  ['list', ['hits', 0, 'authors', 0]],
  ['list', ['hits', 0, 'excerpt', 'text']],
  ['list', ['facets', 'tags', 0, 'label']],
  ['list', ['facets', 'fields', 0, 'values', 0, 'label']],
  ['list', ['query']],
];

const strict = (/** @type {string} */ abroad) =>
  [
    "default-src 'none'",
    `script-src 'self' ${abroad} 'wasm-unsafe-eval'`,
    "style-src 'self'",
    `connect-src 'self' ${abroad}`,
    "img-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** What owners were told on the console of a page. @type {WeakMap<object, string[]>} */
const told = new WeakMap();

/** The last thing that the owner was told. @param {Visit} visit */
const lastTold = ({ page }) => told.get(page)?.at(-1) ?? '';

/**
 * A page that holds the loader of the other host to its hash, and takes the bundle from there.
 * @param {Visit} visit @param {boolean} policed
 */
function pin({ host, abroad, page }, policed) {
  /** @type {string[]} */
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  told.set(page, messages);
  host.rules.length = abroad.rules.length = 0;
  abroad.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
  if (policed)
    host.rules.push({ path: /html$/, headers: { 'content-security-policy': strict(abroad.origin) } });
  // One that knows nothing of a bundle, and asks for no file of it ahead of its entry.
  abroad.files.set('carrel.js', loader);
  const hashes = { 'carrel.js': integrityOf(loader) };
  const [script] = snippet(hashes, `${abroad.origin}/`).split('\n');
  host.files.set(
    'index.html',
    pageOf({ src: `${abroad.origin}/entry.json`, attributes: 'images="same-origin"' }).replace(
      /<script.*script>/,
      script,
    ),
  );
}

/** @param {Visit} visit @param {import('../../web/node.js').Files} served in the place of the bundle */
function serve({ abroad }, served) {
  for (const name of [...abroad.files.keys()]) if (/\.bin$/.test(name)) abroad.files.delete(name);
  for (const [name, bytes] of served) abroad.files.set(name, bytes);
}

/** Serves a bundle of lines with modules that answer them. @param {Visit} visit @param {string} text */
function serveLines(visit, text) {
  const { abroad } = visit;
  serve(
    visit,
    /** @type {any} */ (
      new Map([
        ['entry.json', '{"carrel":1,"format":1,"index":"root"}'],
        ['root.bin', text],
      ])
    ),
  );
  for (const name of abroad.files.keys())
    if (/^(search|markdown)-.*\.wasm$/.test(name)) abroad.files.set(name, fakeModule('forged'));
}

/** Nothing of the forgery is in the page, and the page is where it was. @param {Visit} visit @param {string} what */
async function assertHarmless({ page, host }, what) {
  await settled(page);
  const found = await page.evaluate(() => {
    const widget = document.querySelector('carrel-articles');
    const never =
      'meta, iframe, script, object, embed, base, link, [onerror], [srcdoc], img[src^="x:"], form:not(.search)';
    return {
      ran: 'pwned' in globalThis,
      nodes: [widget?.shadowRoot, widget].flatMap((root) =>
        [...(root?.querySelectorAll(never) ?? [])].map((node) => node.outerHTML),
      ),
      polluted: 'polluted' in {} || Object.keys(Object.prototype).length > 0,
    };
  });
  assert.deepEqual(found, { ran: false, nodes: [], polluted: false }, what);
  assert.equal(new URL(page.url()).origin, host.origin, what);
}

/** What readers are told, whatever it was. */
const READERS = /could not be (loaded|opened)\. Something did not arrive as it should/;
/** What owners are told is on the console. */
const OWNERS = [/^carrel: .* (in the (answer|outline)|is not JSON)/];

/** @param {Visit} visit @param {string} place @param {string} what */
async function assertToldAtTheStart(visit, place, what) {
  const { failure, root } = parts(visit.page);
  await failure.waitFor();
  assert.match((await failure.textContent()) ?? '', READERS, what);
  assert.ok(lastTold(visit).includes(`${place} in the answer to carrel_`), `${what}: ${lastTold(visit)}`);
  assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible(), `${what}: the fallback stands`);
  await assertHarmless(visit, what);
}

/** @param {Visit} visit @param {RegExp} message @param {string} what */
async function assertToldOverTheList(visit, message, what) {
  const { titles, failure, heading } = parts(visit.page);
  await titles.filter({ hasText: 'Sleep after' }).click();
  await failure.waitFor();
  assert.match((await failure.textContent()) ?? '', READERS, what);
  assert.match(lastTold(visit), message, what);
  assert.equal(await heading.count(), 0, what);
  await assertHarmless(visit, what);
}

stage('forged', () => {
  for (const policed of [false, true]) {
    const where = policed ? 'under the strictest policy' : 'without a policy';

    scene(
      `what a host seals into META is no view, ${where}: the fallback stands and says so`,
      { abroad: true, console: OWNERS },
      async (visit) => {
        pin(visit, policed);
        for (const [turn, path] of atTheStart.entries()) {
          const name = forgeryFor(policed, turn);
          const what = `${name} as ${placeOf(path)}`;
          serve(visit, meta.replaced(forge(meta.value, path, FORGED[name])));
          await visit.go();
          await assertToldAtTheStart(visit, placeOf(path), what);
        }
      },
    );

    scene(
      `what a host seals into an article is no view, ${where}: the list stands and says so`,
      { abroad: true, console: OWNERS },
      async (visit) => {
        pin(visit, policed);
        for (const [turn, [section, path]] of inAnArticle.entries()) {
          const name = forgeryFor(policed, turn);
          const what = `${name} as ${placeOf(path)} in ${section.where}`;
          serve(visit, section.replaced(forge(section.value, path, FORGED[name])));
          await visit.open();
          await assertToldOverTheList(visit, /article\..* in the answer to carrel_search is a/, what);
        }
      },
    );

    scene(
      `what a replaced module answers is no view, ${where}: the fallback stands and says so`,
      { abroad: true, console: OWNERS },
      async (visit) => {
        pin(visit, policed);
        for (const [turn, [line, path]] of answered.entries()) {
          const name = forgeryFor(policed, turn);
          const what = `${name} as ${placeOf(path)} of ${line}`;
          serveLines(visit, said(line, forge(lines[line], path, FORGED[name])));
          await visit.go();
          await assertToldAtTheStart(visit, placeOf(path), what);
        }
      },
    );

    scene(
      `what replaced modules say once the list stands is no view, ${where}`,
      { abroad: true, console: OWNERS },
      async (visit) => {
        const { page } = visit;
        const { input, titles, root } = parts(page);
        pin(visit, policed);
        serveLines(visit, said());
        await visit.open();
        await untilCount(page, 3);
        await titles.first().waitFor();
        const name = forgeryFor(policed, 2);
        serveLines(visit, said('suggest', forge(lines.suggest, ['suggestions', 0, 'text'], FORGED[name])));
        await visit.open();
        await input.pressSequentially('opi');
        await until(page, () => location.search.includes('q=opi'));
        assert.equal(await root.locator('[role=option]').count(), 0, name);
        await assertHarmless(visit, `${name} as a suggestion`);

        serveLines(visit, said('read', forge(lines.read, ['article', 'title'], FORGED[name])));
        await visit.open();
        await assertToldOverTheList(
          visit,
          /article\.title in the answer/,
          `${name} as the title of an article`,
        );

        const headings = forge(outline, [0, 'text'], FORGED[name]);
        serveLines(visit, said('read', JSON.stringify({ article: { ...article, body: headings } })));
        await visit.open();
        await assertToldOverTheList(visit, /\[0\]\.text in the outline/, `${name} as a heading`);
      },
    );
  }

  scene(
    'a root whose META is no JSON is said, and the fallback stands',
    { abroad: true, console: OWNERS },
    async (visit) => {
      pin(visit, false);
      for (const json of ['{', '"', '', '\u0001', '{"site":']) {
        serve(visit, meta.replaced(json || ' '));
        await visit.go();
        const { failure, root } = parts(visit.page);
        await failure.waitFor();
        assert.match((await failure.textContent()) ?? '', READERS);
        assert.match(lastTold(visit), /the answer to carrel_open is not JSON: pack the content again/);
        assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible());
      }
    },
  );
});
