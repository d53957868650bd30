/** @file Pages that say by its hash which shell they mean. */
import assert from 'node:assert/strict';
import { integrityOf, snippet } from '../../scripts/cli/integrity.mjs';
import { document as pageOf, SAMPLE } from './sample.js';
import { parts, scene, stage, until, untilCount } from './scene.js';

/** A page that holds the loader of a host to its hash. @param {import('./server.js').Host} host @param {string} base */
function pinned(host, base) {
  const hashes = { 'carrel.js': integrityOf(host.files.get('carrel.js') ?? '') };
  const [script] = snippet(hashes, base).split('\n');
  return pageOf({ src: `${base}entry.json` }).replace(/<script.*script>/, script);
}
/** @param {Uint8Array} bytes */
const changed = (bytes) => `${Buffer.from(bytes)};globalThis.stolen = true;`;
/** @param {import('./scene.js').Page} page */
const stolen = (page) => page.evaluate(() => 'stolen' in globalThis);

stage('integrity', () => {
  const strict =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  scene(
    'a strict page with the hash of the loader shows its articles, and fetches nothing twice',
    { host: { headers: { 'content-security-policy': strict } } },
    async (visit) => {
      const { page, open, host } = visit;
      host.files.set('index.html', pinned(host, ''));
      await open();
      await untilCount(page, SAMPLE.articles);
      assert.equal(host.count(/^session/), 1);
    },
  );

  scene('a loader that was changed does not run', { console: [/integrity/] }, async ({ page, go, host }) => {
    host.files.set('index.html', pinned(host, ''));
    host.rules.push({ path: /^carrel\.js/, body: changed });
    await go();
    await until(page, () => document.readyState === 'complete');
    assert.ok(await page.getByText('Crisis lines').isVisible());
    assert.equal(await stolen(page), false);
    assert.equal(host.count(/^session/), 0);
  });

  scene(
    'a script that the loader loads is held to its hash as well: the fallback stays, and Retry recovers',
    { console: [/integrity/, /^carrel: .*\/session-\w+\.js .*has been changed\): upload every file again/] },
    async ({ page, go, host }) => {
      host.files.set('index.html', pinned(host, ''));
      host.rules.push({ path: /^session/, body: changed });
      await go();
      const { failure, retry, root } = parts(page);
      await failure.waitFor();
      assert.match((await failure.textContent()) ?? '', /did not arrive as it should\. Please try again/);
      assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible());
      assert.equal(await stolen(page), false);
      host.rules.length = 0;
      await retry.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  scene('on another origin too', { abroad: true }, async ({ page, open, host, abroad }) => {
    abroad.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
    // A script of another origin is held to a hash only where it is asked for with CORS, as modules are.
    host.files.set('index.html', pinned(abroad, `${abroad.origin}/`));
    await open();
    await untilCount(page, SAMPLE.articles);
    assert.equal(abroad.count(/^session/), 1);
  });
});
