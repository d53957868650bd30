/** @file Pages whose Content-Security-Policy forbids nearly everything. */
import assert from 'node:assert/strict';
import { BLOCKS, document as pageOf, SAMPLE } from './sample.js';
import { parts, scene, stage, until, untilCount } from './scene.js';

stage('policies', () => {
  const strict = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "worker-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  /** @param {string} policy */
  const under = (policy) => ({ host: { headers: { 'content-security-policy': policy } } });

  for (const path of ['index.html', 'from-content.html']) {
    scene(
      `on the strictest page, ${path}, a whole visit breaks no rule and prints nothing`,
      under(strict),
      async ({ page, open, host }) => {
        await open(path);
        const { root, input, tag, hit, heading, article, back, empty, notice, titles } = parts(page);
        await untilCount(page, SAMPLE.articles);
        await input.pressSequentially('withdrawl');
        await notice.waitFor();
        await root.getByRole('button', { name: 'Clear search' }).click();
        await untilCount(page, SAMPLE.articles);
        await tag('withdrawal').click();
        await untilCount(page, 4);
        await root.locator('.check', { hasText: 'Withdrawal' }).locator('input').check();
        await root.locator('.year').first().click();
        await root.locator('select').selectOption('title');
        await until(page, () => location.search.endsWith('&sort=title'));
        await root.getByRole('button', { name: 'Clear all' }).first().click();
        await untilCount(page, SAMPLE.articles);
        await input.fill('xyzzyquux');
        await empty.waitFor();
        await input.fill('every kind of block, a table');
        await hit(SAMPLE.newest).click();
        await heading.waitFor();
        for (const block of BLOCKS) assert.ok((await article.locator(block).count()) > 0, block);
        assert.equal(
          await article.locator('script, iframe, [style], [onclick], [onerror], a[href^=javascript]').count(),
          0,
        );
        const picture = article.locator('.carrel-body img').first();
        await picture.scrollIntoViewIfNeeded();
        await until(page, () => {
          const image = document.querySelector('.carrel-body img');
          return image instanceof HTMLImageElement && image.naturalWidth > 0;
        });
        await root.locator('.found').getByRole('button', { name: 'Next match' }).click();
        await article.locator('.carrel-footnote-ref').first().click();
        await article.locator('.carrel-contents a').first().click();
        await back.click();
        await titles.first().waitFor();
        assert.ok(host.requests.length > 0);
      },
    );
  }

  scene(
    'a page that forbids WebAssembly keeps its fallback, says which word to add, and offers Retry',
    {
      ...under("default-src 'self'"),
      violations: [/^script-src wasm-eval/],
      console: [/^carrel: .*add 'wasm-unsafe-eval' to its script-src/],
    },
    async ({ page, go, host }) => {
      await go();
      const { failure, retry, root } = parts(page);
      await failure.waitFor();
      assert.match((await failure.textContent()) ?? '', /Your browser does not allow/);
      assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible());
      const before = host.count(/^entry/);
      await retry.click();
      await host.asked(/^entry/, before + 1);
      await failure.waitFor();
      assert.equal(await failure.count(), 1);
    },
  );

  scene(
    "a policy that forbids the bundle's address is said, and the fallback stands",
    {
      ...under("default-src 'self'; connect-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
      console: [/Content Security Policy/, /^carrel: .*could not be fetched/],
      violations: [/^connect-src/],
    },
    async ({ page, go }) => {
      await go();
      const { failure, root } = parts(page);
      await failure.waitFor();
      assert.match((await failure.textContent()) ?? '', /could not be loaded/);
      assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible());
    },
  );

  scene(
    'a sandboxed frame, whose history may refuse, still searches and reads',
    {},
    async ({ page, go, host }) => {
      host.files.set(
        'frame.html',
        pageOf({
          body: '<iframe sandbox="allow-scripts" src="index.html" width="900" height="800"></iframe>',
        }),
      );
      // A sandboxed page has an origin of its own: to it, this host is another one.
      host.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
      await go('frame.html');
      const frame = page.frameLocator('iframe').locator('carrel-articles');
      await frame.locator('input[type=search]').fill('naloxone');
      await frame.locator('.title mark').first().waitFor();
      await frame.locator('.title a').first().click();
      await frame.locator('.carrel-article-title').waitFor();
      await frame.locator('.reader .back').click();
      await frame.locator('.title a').first().waitFor();
    },
  );
});
