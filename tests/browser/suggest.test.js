/** @file The search box offers what the typed words may become, and takes no key that is not its own. */
import assert from 'node:assert/strict';
import { packed, document as pageOf, sampleContent } from './sample.js';
import { focused, parts, scene, settled, stage, until, untilFocused, untilSearch } from './scene.js';

stage('suggestions', () => {
  /** @param {import('./scene.js').Page} page */
  const list = (page) => {
    const { root, input } = parts(page);
    const options = root.locator('[role=option]');
    return {
      ...parts(page),
      list: root.locator('[role=listbox]'),
      options,
      active: root.locator('[aria-selected=true]'),
      /** @param {string} text */
      async type(text) {
        await input.focus();
        await page.keyboard.type(text);
        await options.first().waitFor();
      },
      opened: async () => [
        await root.locator('[role=listbox]').isVisible(),
        await input.getAttribute('aria-expanded'),
      ],
    };
  };

  scene('the box is a combobox, and focus alone opens nothing', {}, async ({ page, open }) => {
    await open();
    const { input, list: box, options, type, opened } = list(page);
    assert.equal(await input.getAttribute('role'), 'combobox');
    await input.focus();
    await settled(page);
    assert.deepEqual(await opened(), [false, 'false']);
    await input.press('ArrowDown');
    await settled(page);
    assert.deepEqual(await opened(), [false, 'false'], 'without words there is nothing to offer');
    await type('nal');
    assert.deepEqual(await opened(), [true, 'true']);
    assert.equal(await input.getAttribute('aria-controls'), await box.getAttribute('id'));
    assert.equal(await input.getAttribute('aria-activedescendant'), null, 'nothing is selected while typing');
    assert.equal(await options.locator('mark').first().textContent(), 'nal');
    assert.ok((await options.count()) <= 6);
  });

  scene('arrows walk in a circle, Enter takes words into the box', {}, async ({ page, open }) => {
    await open();
    const { input, options, active, type, opened } = list(page);
    await type('withd');
    const count = await options.count();
    assert.ok(count > 1);
    await input.press('ArrowUp');
    assert.equal(await active.getAttribute('id'), await options.last().getAttribute('id'));
    await input.press('ArrowDown');
    assert.equal(await active.getAttribute('id'), await options.first().getAttribute('id'));
    assert.equal(await input.getAttribute('aria-activedescendant'), await active.getAttribute('id'));
    assert.equal(await active.count(), 1);
    assert.equal(await focused(page), 'q', 'the focus stays in the box');
    const text = (await active.locator('span').first().textContent()) ?? '';
    await input.press('Enter');
    assert.deepEqual(await opened(), [false, 'false']);
    assert.equal(await input.inputValue(), text);
    await untilSearch(page, `?q=${text.replaceAll(' ', '+')}`);
    assert.equal(await focused(page), 'q');
  });

  scene('a title opens its article', {}, async ({ page, open }) => {
    await open();
    const { options, heading, type } = list(page);
    await type('naloxone why');
    const title = options.filter({ hasText: 'Article' }).first();
    const wanted = await title.locator('span').first().textContent();
    // A finger: no hover, no focus of its own.
    await title.dispatchEvent('mousedown');
    assert.equal(await focused(page), 'q');
    await title.click();
    await heading.waitFor();
    assert.equal(await heading.textContent(), wanted);
  });

  scene('Escape closes the list, the next one clears the box', {}, async ({ page, open }) => {
    await open();
    const { input, type, opened } = list(page);
    await type('nal');
    await input.press('Escape');
    assert.deepEqual(await opened(), [false, 'false']);
    assert.equal(await input.inputValue(), 'nal');
    await input.press('Escape');
    assert.equal(await input.inputValue(), '');
    await until(page, () => location.search === '');
    assert.deepEqual(await opened(), [false, 'false']);
  });

  scene(
    'Tab, a blur and Enter close the list; Alt with an arrow opens and closes it',
    {},
    async ({ page, open }) => {
      await open();
      const { input, options, active, type, opened } = list(page);
      await type('nal');
      await input.press('Tab');
      assert.deepEqual(await opened(), [false, 'false']);
      await input.focus();
      await settled(page);
      assert.deepEqual(await opened(), [false, 'false']);
      await input.press('Alt+ArrowDown');
      await options.first().waitFor();
      assert.equal(await active.count(), 0);
      await input.press('Alt+ArrowUp');
      assert.deepEqual(await opened(), [false, 'false']);
      await input.press('ArrowDown');
      await active.waitFor();
      await input.press('ArrowLeft');
      await page.keyboard.type('x');
      await until(
        page,
        () => !document.querySelector('carrel-articles')?.shadowRoot?.querySelector('[aria-selected=true]'),
      );
      await input.fill('nal');
      await options.first().waitFor();
      await input.press('Enter');
      assert.deepEqual(await opened(), [false, 'false']);
      await settled(page);
      assert.equal(await focused(page), 'q');
      assert.deepEqual(await opened(), [false, 'false']);
    },
  );

  scene('keys of an input method are its own', {}, async ({ page, open, context }) => {
    await open();
    const { input, active, type, opened } = list(page);
    await type('nal');
    await input.press('ArrowDown');
    await active.waitFor();
    const cdp = await context.newCDPSession(page);
    const key = { type: /** @type {const} */ ('rawKeyDown'), windowsVirtualKeyCode: 229 };
    for (const name of ['Enter', 'ArrowDown']) {
      await cdp.send('Input.dispatchKeyEvent', { ...key, key: name });
    }
    await settled(page);
    assert.deepEqual(await opened(), [true, 'true']);
    assert.match((await active.getAttribute('id')) ?? '', /-0$/);
  });

  scene('the number of suggestions is said once, with that of articles', {}, async ({ page, open }) => {
    await open();
    const { status, type, options } = list(page);
    await type('nal');
    const count = await options.count();
    await until(
      page,
      (wanted) =>
        document
          .querySelector('carrel-articles')
          ?.shadowRoot?.querySelector('[role=status]')
          ?.textContent?.endsWith(`, ${wanted} suggestions`),
      count,
    );
    assert.match((await status.textContent()) ?? '', /^\d+ articles?, \d suggestions$/);
  });

  scene('suggest="off" leaves a plain search box', {}, async ({ page, go, host }) => {
    host.files.set('plain.html', pageOf({ attributes: 'suggest="off"' }));
    await go('plain.html');
    const { input, root, hits } = parts(page);
    await hits.first().waitFor();
    await input.fill('nal');
    await root.locator('.title mark').first().waitFor();
    assert.equal(await input.getAttribute('role'), null);
    assert.equal(await root.locator('[role=listbox], [role=option]').count(), 0);
  });

  scene('other names are searched for, and said', {}, async ({ page, open, host }) => {
    const content = sampleContent();
    content.synonyms = [{ from: 'narcan spray', to: ['naloxone'] }];
    for (const [name, bytes] of await packed(content)) host.files.set(name, bytes);
    await open('index.html?q=narcan+spray');
    const { notice, root } = parts(page);
    assert.equal(await notice.textContent(), 'Also searched for naloxone.');
    await root
      .locator('.title mark', { hasText: /naloxone/i })
      .first()
      .waitFor();
    assert.match((await root.locator('.aka').allTextContents()).join(), /Also known as naloxone/);
  });

  scene('related articles open in the widget', {}, async ({ page, open }) => {
    await open('index.html?read=naloxone-at-home');
    const { article, heading, back, hits } = parts(page);
    const links = article.locator('.carrel-related a');
    const count = await links.count();
    assert.ok(count > 0 && count <= 4);
    const title = await links.first().textContent();
    await links.first().click();
    await until(
      page,
      (wanted) => document.querySelector('.carrel-article-title')?.textContent === wanted,
      title,
    );
    await untilFocused(page, 'carrel-:article');
    assert.equal(await heading.count(), 1);
    await back.click();
    await hits.first().waitFor();
  });
});
