/** @file Readers without a mouse, with a screen reader, with an input method. */
import assert from 'node:assert/strict';
import { document as pageOf, SAMPLE } from './sample.js';
import {
  focused,
  parts,
  scene,
  settled,
  stage,
  until,
  untilCount,
  untilFocused,
  untilSearch,
} from './scene.js';

stage('keyboard and screen reader', () => {
  /** @typedef {import('./scene.js').Page} Page */

  /** Presses Tab until the focus is there. @param {Page} page @param {(what: string) => boolean} there */
  async function tabTo(page, there) {
    const way = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const what = await focused(page);
      if (there(what)) return what;
      way.push(what);
    }
    throw new Error(`the focus never got there: ${way}`);
  }

  scene(
    'with the keyboard alone: to the box, words, to a result, Enter opens it, Escape returns to its card',
    {},
    async ({ page, open }) => {
      await open();
      const { root, heading, hits } = parts(page);
      await tabTo(page, (what) => what === 'q');
      await page.keyboard.type('withdrawal');
      await root.locator('.title mark').first().waitFor();
      const slug = await tabTo(page, (what) => what.includes('withdrawal'));
      await page.keyboard.press('Enter');
      await heading.waitFor();
      await untilFocused(page, 'carrel-:article');
      await page.keyboard.press('Escape');
      await hits.first().waitFor();
      await untilFocused(page, slug);
      await untilSearch(page, '?q=withdrawal');
    },
  );

  scene(
    'nothing is selected before the reader selects it: Enter in the box stays in the box',
    {},
    async ({ page, open }) => {
      await open();
      const { input, heading } = parts(page);
      await input.fill('naloxone');
      await input.press('Enter');
      await untilSearch(page, '?q=naloxone');
      await settled(page);
      assert.equal(await focused(page), 'q');
      assert.equal(await heading.count(), 0);
    },
  );

  scene('Escape in a field, or used by the page, leaves the article open', {}, async ({ page, go, host }) => {
    host.files.set(
      'own.js',
      `document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.documentElement.dataset.uses) event.preventDefault();
  }, true);`,
    );
    host.files.set(
      'own.html',
      pageOf({
        head: '<script src="own.js"></script>',
        body: '<input id="own"><carrel-articles src="entry.json"></carrel-articles>',
      }),
    );
    await go('own.html?read=crisis-lines');
    const { heading, hits } = parts(page);
    await heading.waitFor();
    await page.locator('#own').focus();
    await page.keyboard.press('Escape');
    await settled(page);
    assert.ok(await heading.isVisible());
    await page.evaluate(() => {
      document.documentElement.dataset.uses = '1';
      /** @type {HTMLElement} */ (document.activeElement).blur();
    });
    await page.keyboard.press('Escape');
    await settled(page);
    assert.ok(await heading.isVisible());
    await page.evaluate(() => delete document.documentElement.dataset.uses);
    await page.keyboard.press('Escape');
    await hits.first().waitFor();
  });

  scene('half a composed word is no query, its end is', {}, async ({ page, open, context }) => {
    await open();
    const { input, root } = parts(page);
    const cdp = await context.newCDPSession(page);
    await input.focus();
    for (const text of ['n', 'na', 'nal']) {
      await cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await settled(page);
    }
    assert.equal(await input.inputValue(), 'nal');
    await untilCount(page, SAMPLE.articles);
    // The key that confirms a candidate is the input method's own.
    await cdp.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      windowsVirtualKeyCode: 229,
    });
    await settled(page);
    assert.equal(await page.evaluate(() => location.search), '');
    await cdp.send('Input.insertText', { text: 'naloxone' });
    await root.locator('.title mark').first().waitFor();
    assert.equal(await input.inputValue(), 'naloxone');
    await untilSearch(page, '?q=naloxone');
  });

  scene(
    'one status region says the number, once typing has stopped, and is empty before',
    {},
    async ({ page, open }) => {
      await open();
      const { root, status, input } = parts(page);
      assert.equal(await root.locator('[aria-live], [role=status], [role=log], [role=alert]').count(), 1);
      assert.equal(await status.textContent(), '');
      await status.evaluate((region) => {
        const said = /** @type {any} */ (globalThis);
        said.carrelTestSaid = [];
        new MutationObserver(
          () => region.textContent && said.carrelTestSaid.push(region.textContent),
        ).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      });
      const said = () => page.evaluate(() => /** @type {any} */ (globalThis).carrelTestSaid);
      // All in one task: no pause comes between two keys.
      await input.evaluate((field) => {
        for (const letter of 'naloxone') {
          /** @type {HTMLInputElement} */ (field).value += letter;
          field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        }
      });
      await root.locator('.title mark').first().waitFor();
      await until(page, () => /** @type {any} */ (globalThis).carrelTestSaid.length > 0);
      assert.deepEqual(await said(), [await parts(page).count.textContent()], 'not once for each key');
      // The same number again is said again.
      await input.fill('naloxon');
      await until(page, () => /** @type {any} */ (globalThis).carrelTestSaid.length > 1);
      assert.equal((await said()).length, 2);
    },
  );

  scene('an empty list is announced with the words', {}, async ({ page, open }) => {
    await open();
    await parts(page).input.fill('xyzzyquux');
    await until(
      page,
      () =>
        document.querySelector('carrel-articles')?.shadowRoot?.querySelector('[role=status]')?.textContent ===
        'No articles for “xyzzyquux”',
    );
  });

  scene('no single key does anything by itself', {}, async ({ page, open }) => {
    await open();
    const look = () =>
      page.evaluate(() => {
        const root = document.querySelector('carrel-articles')?.shadowRoot;
        return [
          location.href,
          history.length,
          document.activeElement?.tagName,
          root?.querySelector('.root')?.outerHTML,
        ];
      });
    const before = await look();
    for (const key of '/?sfkjnpgxh[]0'.split('')) await page.keyboard.press(key);
    await settled(page);
    assert.deepEqual(await look(), before);
  });

  scene(
    'keys typed into our fields are no shortcuts of the page; chords and Escape still are',
    {},
    async ({ page, go, host }) => {
      host.files.set(
        'own.js',
        `
    globalThis.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(type, (event) => heard.push(type + ' ' + event.key));`,
      );
      host.files.set('own.html', pageOf({ head: '<script src="own.js"></script>' }));
      await go('own.html');
      const { input, hits } = parts(page);
      await hits.first().waitFor();
      await input.focus();
      await page.keyboard.type('s/?');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      const heard = await page.evaluate(() => /** @type {any} */ (globalThis).heard);
      assert.deepEqual(
        heard.filter((/** @type {string} */ key) => / [s/?]$/.test(key)),
        [],
      );
      assert.ok(heard.includes('keydown Escape'));
      assert.ok(heard.includes('keydown k'));
    },
  );

  scene('the help notice is there, and comes first in reading and in tabbing', {}, async ({ page, open }) => {
    await open();
    const { root, heading, titles } = parts(page);
    const help = root.locator('.help');
    assert.equal(await help.getAttribute('aria-label'), 'Get help now');
    assert.ok(await help.getByRole('link', { name: '988', exact: true }).isVisible());
    assert.equal(await help.locator('a').first().getAttribute('href'), 'tel:988');
    assert.ok(
      await root.evaluate((element) =>
        element.shadowRoot?.querySelector('.root')?.firstElementChild?.matches('.help'),
      ),
    );
    await page.keyboard.press('Tab');
    assert.ok(await root.evaluate((element) => element.shadowRoot?.activeElement?.matches('.help a')));
    await titles.first().click();
    await heading.waitFor();
    assert.ok(await help.isVisible(), 'while reading, too');
  });

  scene('every control has a name, and references lead somewhere', {}, async ({ page, open }) => {
    await open('index.html?q=pain&tags=sleep,depression&show=1');
    const problems = await parts(page).root.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const found = [];
      for (const control of root.querySelectorAll('a, button, input, select')) {
        const labels = /** @type {HTMLInputElement} */ (control).labels;
        const name =
          control.getAttribute('aria-label') ??
          (labels?.length ? labels[0].textContent : control.textContent);
        if (!name?.trim()) found.push(control.outerHTML);
      }
      for (const attribute of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for'])
        for (const node of root.querySelectorAll(`[${attribute}]`))
          for (const id of (node.getAttribute(attribute) ?? '').split(' '))
            if (!root.getElementById(id)) found.push(`${attribute}=${id}`);
      const ids = [...root.querySelectorAll('[id]'), ...document.querySelectorAll('[id]')].map(
        ({ id }) => id,
      );
      found.push(...ids.filter((id, i) => ids.indexOf(id) !== i));
      return found;
    });
    assert.deepEqual(problems, []);
  });

  scene(
    'buttons, fields and boxes are at least 24 pixels wide and high',
    { context: { viewport: { width: 360, height: 800 } } },
    async ({ page, open }) => {
      await open('index.html?q=pain&tags=sleep');
      await parts(page).root.locator('.disclosure').click();
      const small = await parts(page).root.evaluate((element) =>
        [...(element.shadowRoot?.querySelectorAll('button, select, input') ?? [])]
          .map((control) =>
            control.matches('[type=checkbox]') ? (control.closest('label') ?? control) : control,
          )
          .map((control) => ({ box: control.getBoundingClientRect(), text: control.outerHTML.slice(0, 80) }))
          .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(({ box, text }) => `${box.width}×${box.height} ${text}`),
      );
      assert.deepEqual(small, []);
    },
  );

  scene(
    'a removed chip hands the focus to its neighbour, and the last one to the list',
    {},
    async ({ page, open }) => {
      await open('index.html?tags=depression,opioids');
      const { chips, root } = parts(page);
      await chips.first().focus();
      await page.keyboard.press('Enter');
      await untilSearch(page, '?tags=opioids');
      assert.ok(await root.evaluate((element) => element.shadowRoot?.activeElement?.matches('.chip')));
      await page.keyboard.press('Enter');
      await untilFocused(page, 'list');
    },
  );

  scene('headings go down one level at a time, in the list and in an article', {}, async ({ page, open }) => {
    await open();
    const { root, hit, heading } = parts(page);
    const levels = () =>
      root.evaluate((element) => {
        const nodes = [
          ...element.querySelectorAll('h1,h2,h3,h4,h5,h6'),
          ...(element.shadowRoot?.querySelectorAll('h1,h2,h3,h4,h5,h6') ?? []),
        ];
        return nodes
          .filter((node) => node.getClientRects().length > 0)
          .map((node) => Number(node.tagName[1]));
      });
    const check = (/** @type {number[]} */ found) => {
      assert.equal(found[0], 2);
      found.forEach((level, i) => {
        assert.ok(i === 0 || level <= found[i - 1] + 1, found.join());
      });
    };
    check(await levels());
    await hit(SAMPLE.newest).click();
    await heading.waitFor();
    check(await levels());
  });
});
