/** @file Loader and entry of different versions, and who may choose the script that runs in the page. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integrityOf } from '../../scripts/cli/integrity.mjs';
import { publish } from '../../scripts/cli/publish.mjs';
import { loaderFor } from '../../scripts/cli/shell.mjs';
import { document as pageOf, SAMPLE, sampleContent } from './sample.js';
import { parts, scene, stage, until, untilCount } from './scene.js';
import { servedOf, twoVersions } from './versions.js';

const content = sampleContent();
const newer = sampleContent();
newer.articles.push({ slug: 'new', title: 'A new edition', date: '2026-11-21', body: 'New words.' });
const NEWER = SAMPLE.articles + 1;

/** @type {ReturnType<typeof twoVersions> | undefined} */
let made;
const versions = () => {
  made ??= twoVersions(content, newer);
  return made;
};

/** The version whose script has run. @param {import('./scene.js').Page} page */
const ranOther = (page) => page.evaluate(() => 'carrelTestVersion' in globalThis);

/** Puts editions into the place of the site's files, the last one's carrel.js and entry.json on top.
 * @param {import('./server.js').Host} host @param {import('./versions.js').Edition[]} editions */
function serve(host, ...editions) {
  for (const name of [...host.files.keys()])
    if (/\.(bin|wasm|js)$|^entry/.test(name)) host.files.delete(name);
  for (const made of editions) for (const [name, bytes] of servedOf(made)) host.files.set(name, bytes);
}

/** Search, read, and return: everything that the loader and the script do together. @param {import('./scene.js').Page} page */
async function use(page) {
  const { input, titles, heading, back } = parts(page);
  await input.fill('naloxone');
  await until(page, () =>
    document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.title mark'),
  );
  await titles.first().click();
  await heading.waitFor();
  await back.click();
  await titles.first().waitFor();
  await page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector('carrel-articles'));
    await element.open('naloxone-at-home');
    await element.close();
    await element.search('withdrawal');
    await element.clear();
    element.setAttribute('page-size', '3');
  });
}

stage('versions', () => {
  scene(
    'a loader of an earlier version opens an entry of a later format, whose script and modules that names',
    { console: [/404/] },
    async ({ page, open, host }) => {
      const { own, other } = await versions();
      serve(host, other);
      // As a browser or a CDN remembers it; the script that belongs to it is gone.
      host.files.set('carrel.js', own.loader?.script ?? '');
      await open();
      await untilCount(page, NEWER);
      assert.equal(await ranOther(page), true);
      await use(page);
      assert.equal(host.count(/^packer/), 0);
    },
  );

  scene(
    'a loader of a later version opens an entry of an earlier format, whose script and modules that names',
    {},
    async ({ page, open, host }) => {
      const { own, other } = await versions();
      serve(host, other, own);
      host.files.set('carrel.js', other.loader?.script ?? '');
      await open();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await ranOther(page), false);
      await use(page);
    },
  );

  scene('each version opens its own entry, and fetches nothing of the other', {}, async (visit) => {
    const { page, open, host } = visit;
    const { own, other } = await versions();
    serve(host, own, other);
    await open();
    await untilCount(page, NEWER);
    assert.equal(await ranOther(page), true);
    for (const name of own.contents.keys())
      if (!other.contents.has(name)) assert.ok(!host.requests.includes(name), name);
    assert.deepEqual(
      host.requests.filter((path, i) => host.requests.indexOf(path) !== i),
      [],
    );
  });

  scene(
    'without names in it, an entry of another format is refused with the remedy',
    { console: [/version 2, this script reads 1/] },
    async (visit) => {
      const { page, go, host } = visit;
      const { own, other } = await versions();
      serve(host, other, own);
      const { session, modules, ...entry } = JSON.parse(Buffer.from(other.entry).toString());
      assert.ok(session && modules);
      host.files.set('entry.json', JSON.stringify(entry));
      await go();
      await parts(page).failure.waitFor();
      assert.match((await parts(page).failure.textContent()) ?? '', /Please reload the page/);
      assert.equal(await ranOther(page), false);
    },
  );

  scene(
    'while the entry is on its way, script, search module and index have been asked for',
    {},
    async ({ page, go, host }) => {
      const { own } = await versions();
      serve(host, own);
      const release = host.hold(/^entry\.json$/);
      await go();
      const { index } = JSON.parse(Buffer.from(own.entry).toString());
      for (const name of [/^session-/, /^search-/, new RegExp(`^${index}$`)]) await host.asked(name);
      release();
      await untilCount(page, SAMPLE.articles);
      assert.deepEqual(
        host.requests.filter((path, i) => host.requests.indexOf(path) !== i),
        [],
      );
    },
  );

  /** An entry that names a script of the host's own choice. @param {Uint8Array} entry @param {string} code */
  function choosing(entry, code) {
    const value = JSON.parse(Buffer.from(entry).toString());
    value.session = { name: 'session-0badc0de.js', integrity: integrityOf(code, 'sha256') };
    return JSON.stringify(value);
  }
  const theft = 'globalThis.stolen = true; export const openBundle = 1, Session = 1;';
  /** @param {import('./scene.js').Page} page */
  const stolen = (page) => page.evaluate(() => 'stolen' in globalThis);

  scene(
    'finding 1: whoever serves a bundle from another origin does not choose the script that runs',
    { abroad: true },
    async ({ page, open, host, abroad }) => {
      const { own } = await versions();
      abroad.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
      serve(abroad, own);
      abroad.files.set('entry.json', choosing(own.entry, theft));
      abroad.files.set('session-0badc0de.js', theft);
      host.files.set('index.html', pageOf({ src: abroad.url('entry.json') }));
      await open();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await stolen(page), false);
      assert.equal(abroad.count(/\.(js|wasm)$/), 0, 'script and modules come from beside carrel.js');
    },
  );

  scene(
    'finding 1: nor does it when the address of the entry leads there from here',
    { abroad: true },
    async ({ page, open, host, abroad }) => {
      const { own } = await versions();
      abroad.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
      serve(abroad, own);
      abroad.files.set('entry.json', choosing(own.entry, theft));
      abroad.files.set('session-0badc0de.js', theft);
      serve(host, own);
      host.rules.push({
        path: /^entry\.json$/,
        status: 302,
        headers: { location: abroad.url('entry.json') },
        body: () => '',
      });
      await open();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await stolen(page), false);
      assert.equal(abroad.count(/\.(js|wasm)$/) + host.count(/0badc0de/), 0);
    },
  );

  scene('a loader that the page holds to a hash goes by its own names', {}, async ({ page, open, host }) => {
    const { own } = await versions();
    serve(host, own);
    host.files.set('entry.json', choosing(own.entry, theft));
    host.files.set('session-0badc0de.js', theft);
    const hash = integrityOf(own.loader?.script ?? '');
    host.files.set('index.html', pageOf().replace('src="carrel.js"', `src="carrel.js" integrity="${hash}"`));
    await open();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await stolen(page), false);
    assert.equal(host.count(/0badc0de/), 0);
  });

  scene('so does one that was packed with --pin', {}, async ({ page, open, host }) => {
    const { own, shells } = await versions();
    serve(host, own);
    host.files.set('carrel.js', loaderFor(shells.own, 'pinned').script);
    host.files.set('entry.json', choosing(own.entry, theft));
    host.files.set('session-0badc0de.js', theft);
    await open();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await stolen(page), false);
    assert.equal(host.count(/0badc0de/), 0);
  });

  scene(
    'a script that is not what the entry says of it does not run',
    { console: [/integrity/, /is not the script that it was/] },
    async ({ page, go, host }) => {
      const { own } = await versions();
      serve(host, own);
      host.files.set('entry.json', choosing(own.entry, 'something else'));
      host.files.set('session-0badc0de.js', theft);
      await go();
      await parts(page).failure.waitFor();
      assert.equal(await stolen(page), false);
    },
  );

  scene('names that lead out of the folder, or are none, count as none', {}, async ({ page, open, host }) => {
    const { own } = await versions();
    const integrity = integrityOf(theft, 'sha256');
    for (const session of [
      { name: '../session-0badc0de.js', integrity },
      { name: `${host.origin}/session-0badc0de.js`, integrity },
      { name: '//session-0badc0de.js', integrity },
      { name: 'data:text/javascript,session-0badc0de.js', integrity },
      { name: 'session-0badc0de.js?a', integrity },
      { name: 'session-0badc0de.js', integrity: 'md5-0' },
    ]) {
      serve(host, own);
      host.files.set('session-0badc0de.js', theft);
      const modules = { 'search.wasm': '../search-0badc0de.wasm' };
      host.files.set(
        'entry.json',
        JSON.stringify({ ...JSON.parse(Buffer.from(own.entry).toString()), session, modules }),
      );
      await open();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await stolen(page), false);
    }
    assert.equal(host.count(/0badc0de/), 0);
  });

  for (const [kind, session] of /** @type {[string, unknown][]} */ ([
    ['a name that is a list', { name: ['session-0badc0de.js'], integrity: integrityOf(theft, 'sha256') }],
    ['a name without integrity', { name: 'session-0badc0de.js' }],
    ['a text in place of a name and its integrity', 'session-0badc0de.js'],
  ])) {
    scene(
      `${kind} is refused, and no file of that name is asked for`,
      { console: [/session(\.\w+)? in .*entry\.json is .* where .* belongs/] },
      async ({ page, go, host }) => {
        const { own } = await versions();
        serve(host, own);
        host.files.set('session-0badc0de.js', theft);
        host.files.set(
          'entry.json',
          JSON.stringify({ ...JSON.parse(Buffer.from(own.entry).toString()), session }),
        );
        await go();
        await parts(page).failure.waitFor();
        assert.equal(await stolen(page), false);
        assert.equal(host.count(/0badc0de/), 0);
      },
    );
  }

  scene(
    'finding 9: killed between any two of the last steps, publishing another version leaves a page that opens',
    {},
    async ({ page, open, host }) => {
      const { own, other } = await versions();
      for (const last of ['integrity.json', 'carrel.js', 'entry.json', 'never']) {
        const folder = mkdtempSync(join(tmpdir(), 'carrel-killed-'));
        try {
          await publish(folder, own);
          let dead = false;
          const killed = (/** @type {{ call: string, name: string }} */ { call, name }) => {
            dead ||= call === 'rename' && name === last;
            if (dead) throw new Error('killed');
          };
          const publishing = publish(folder, other, { onStep: killed });
          if (last === 'never') await publishing;
          else await assert.rejects(publishing, /killed/);
          for (const name of [...host.files.keys()])
            if (/\.(bin|wasm|js)$/.test(name)) host.files.delete(name);
          for (const name of readdirSync(folder)) host.files.set(name, readFileSync(join(folder, name)));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
        await open();
        await untilCount(page, last === 'never' ? NEWER : SAMPLE.articles);
        assert.equal(await ranOther(page), last === 'never');
      }
    },
  );
});
