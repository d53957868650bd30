/** @file The looks of every kind of block that an article may hold, on a tree made by hand after docs/stream.md. */
import assert from 'node:assert/strict';
import { faint } from './contrast.js';
import { document as pageOf } from './sample.js';
import { parts, scene, stage, until } from './scene.js';

const admonitions = ['note', 'tip', 'important', 'warning', 'caution'].map(
  (kind) => `<div class="carrel-admonition carrel-${kind}" role="note">
    <p class="carrel-admonition-title">${kind}</p><p>Mind the gap.</p></div>`,
);
const cares = ['non-urgent', 'urgent', 'emergency'].map(
  (level) => `<div class="carrel-care carrel-care-${level}">
    <p class="carrel-block-title"><span class="carrel-prefix">Advice: </span>Call</p><p>When it lasts.</p></div>`,
);
const lists = ['do', 'dont', 'definition', 'references', 'help'].map(
  (kind) =>
    `<div class="carrel-${kind}"><p class="carrel-block-title">${kind}</p><ul><li>One</li></ul></div>`,
);
const blocks = `${[...admonitions, ...cares, ...lists].join('')}
  <pre data-language="javascript"><code class="language-javascript">const long = '${'x'.repeat(200)}';</code></pre>
  <p><kbd>Ctrl</kbd> <abbr title="World Health Organization">WHO</abbr> <code>code</code></p>
  <dl><dt>Term</dt><dd>Definition</dd></dl>
  <figure><img src="picture.svg" width="1200" height="800" alt=""><figcaption>A caption</figcaption></figure>
  <details open><summary>More</summary><p>Words</p></details>
  <p><span class="carrel-held">A chart <button type="button">Show image (a.very.long.host.example.org)</button></span></p>
  <table><thead><tr>${'<th scope="col">Column</th>'.repeat(12)}</tr></thead></table>`;

/** Opens an article whose text is all of them. @param {import('./scene.js').Visit} visit @param {object} [given] for the page */
async function open({ open, host, page }, given = {}) {
  host.files.set('index.html', pageOf(given));
  await open('?read=naloxone-at-home&q=naloxone');
  await parts(page).root.locator('.found').waitFor();
  await page.evaluate((html) => {
    const body = /** @type {Element} */ (document.querySelector('.carrel-body'));
    body.innerHTML = html;
  }, blocks);
}
/** @param {import('./scene.js').Page} page */
const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

stage('blocks', () => {
  for (const [name, html] of [
    ['left to right', 'lang="en"'],
    ['right to left', 'lang="ar" dir="rtl"'],
  ])
    scene(
      `at 360 pixels nothing is wider than the page, ${name}`,
      { context: { viewport: { width: 360, height: 800 } } },
      async (visit) => {
        await open(visit, { html });
        assert.equal(await overflows(visit.page), false);
        const code = visit.page.locator('.carrel-body pre');
        // Code runs from left to right in any text.
        assert.equal(await code.evaluate((pre) => getComputedStyle(pre).direction), 'ltr');
      },
    );

  for (const [ground, ink] of [
    ['#fff', '#222'],
    ['#14181b', '#e8e8e8'],
  ])
    scene(`every title can be read on ${ground}`, {}, async (visit) => {
      visit.host.files.set('own.css', `html { background: ${ground}; color: ${ink} }`);
      await open(visit, { head: '<link rel="stylesheet" href="own.css">' });
      const wanting = await faint(visit.page);
      assert.deepEqual(
        wanting.filter((text) => !/^\S+ (A|BUTTON) /.test(text)),
        [],
      );
    });

  scene('the language of code is shown, and is no text of it', {}, async (visit) => {
    await open(visit);
    const { label, text } = await visit.page.locator('pre[data-language]').evaluate((pre) => ({
      label: getComputedStyle(pre, '::before').content,
      text: pre.textContent,
    }));
    assert.equal(label, '"javascript"');
    assert.match(text ?? '', /^const long/);
  });

  scene("the site's own rules win, however weak they are", {}, async (visit) => {
    visit.host.files.set('own.css', 'div, p, pre, kbd, details { color: rgb(1, 2, 3); border: 7px solid }');
    await open(visit, { head: '<link rel="stylesheet" href="own.css">' });
    const odd = await visit.page.locator('.carrel-body :is(div, p, pre, kbd, details)').evaluateAll((all) =>
      all
        .filter((element) => {
          const { color, borderTopWidth } = getComputedStyle(element);
          return color !== 'rgb(1, 2, 3)' || borderTopWidth !== '7px';
        })
        .map(({ outerHTML }) => outerHTML),
    );
    assert.deepEqual(odd, []);
  });

  scene('on paper there is no bar, no anchor and no button', {}, async ({ page, open }) => {
    await open('?read=naloxone-at-home&q=naloxone');
    await parts(page).root.locator('.found').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await parts(page).root.locator('.found').isVisible(), false);
    const anchors = page.locator('.carrel-anchor');
    assert.ok((await anchors.count()) > 0);
    assert.equal(await anchors.locator('visible=true').count(), 0);
  });

  scene(
    'the anchor of a heading is reached by Tab, seen, and leads to its address',
    {},
    async ({ page, open }) => {
      await open('?read=naloxone-at-home');
      const heading = page.locator('.carrel-body :is(h3, h4)').first();
      const anchor = heading.locator('.carrel-anchor');
      assert.equal(await anchor.evaluate((node) => getComputedStyle(node).opacity), '0');
      await anchor.focus();
      assert.equal(await anchor.evaluate((node) => getComputedStyle(node).opacity), '1');
      await page.keyboard.press('Enter');
      const id = await heading.getAttribute('id');
      await until(page, (wanted) => location.hash === `#${wanted}`, id);
      assert.match(page.url(), /\?read=naloxone-at-home#carrel-/);
      await page.reload();
      await page.locator(`#${id}`).waitFor();
      assert.ok(await heading.isVisible());
    },
  );

  scene('where the fragment holds the state there are no anchors', {}, async ({ page, open, host }) => {
    host.files.set('index.html', pageOf({ attributes: 'routing="hash"' }));
    await open('#read=naloxone-at-home');
    await page.locator('.carrel-body h3').first().waitFor();
    assert.equal(await page.locator('.carrel-anchor').count(), 0);
  });
});
