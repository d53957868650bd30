/** @file Every host that a folder of files may land on: what it gets wrong is put up with, or said with the remedy. */
import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { packed, document as pageOf, SAMPLE, sampleContent } from './sample.js';
import { parts, scene, settled, stage, until, untilCount, untilSearch } from './scene.js';

stage('hosts', () => {
  /** The first file that entry.json names. @param {import('./server.js').Host} host */
  const rootOf = (host) =>
    JSON.parse(String(host.files.get('entry.json') && Buffer.from(host.files.get('entry.json') ?? ''))).index;
  /** @param {string} name */
  const exactly = (name) => new RegExp(`^${name.replaceAll('.', '\\.')}$`);
  const startPage =
    '<!doctype html><html lang="en"><title>Start</title><p>The start page, for every address.</p></html>';

  /** Search, read, and return. @param {import('./scene.js').Page} page */
  async function use(page) {
    const { input, titles, heading, article, back } = parts(page);
    await input.fill('naloxone');
    await until(page, () =>
      document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.title mark'),
    );
    await titles.first().click();
    await heading.waitFor();
    assert.ok(await article.locator('.carrel-body p').first().isVisible());
    await back.click();
    await titles.first().waitFor();
  }

  /**
   * The fallback still stands, and one visible line says in a reader's words what to do. The owner's are on the console, which is
   * each scene's to expect.
   * @param {import('./scene.js').Page} page @param {RegExp} [words]
   */
  async function failed(page, words = /Please (try again|reload the page)/) {
    const { failure, retry, root, hits } = parts(page);
    await failure.waitFor();
    const said = (await failure.textContent()) ?? '';
    assert.match(said, /^The articles could not be loaded\. /);
    assert.match(said, words);
    assert.doesNotMatch(said, /upload|CORS|address|https?:/);
    assert.ok(await retry.isVisible());
    assert.ok(await root.locator('a', { hasText: 'Crisis lines' }).isVisible(), 'the fallback stands');
    assert.equal(await hits.count(), 0);
  }

  scene(
    'a site in a sub-path works, with page, script and bundle in three folders',
    { host: { base: '/blog/en/' } },
    async ({ page, open, host }) => {
      for (const [name, file] of [...host.files]) {
        if (/\.(js|wasm)$/.test(name)) host.files.set(`assets/carrel/${name}`, file);
        if (/^entry\.json$|\.bin$/.test(name)) host.files.set(`data/${name}`, file);
        if (name === 'picture.svg') host.files.set(`topics/opioids/${name}`, file);
        host.files.delete(name);
      }
      host.files.set(
        'topics/opioids/index.html',
        pageOf({ script: '../../assets/carrel/carrel.js', src: '../../data/entry.json' }),
      );
      await open('topics/opioids/index.html');
      await use(page);
      assert.equal(await page.evaluate(() => location.pathname), '/blog/en/topics/opioids/index.html');
    },
  );

  for (const compression of /** @type {const} */ (['on the way', 'as it lies'])) {
    const how =
      compression === 'on the way' ? 'compresses files a second time' : 'declares the gzip inside a file';
    scene(`a host that ${how} works`, { host: { compression } }, async ({ page, open }) => {
      await open();
      await use(page);
    });
  }

  scene(
    'without compression by the host, index and bodies are small all the same',
    {},
    async ({ page, open }) => {
      /** @type {Promise<[number, number]>[]} */
      const loaded = [];
      page.on('response', (response) => {
        if (!response.url().endsWith('.bin')) return;
        const sent = Number(response.headers()['content-length']);
        loaded.push(response.body().then((bytes) => [sent, gunzipSync(bytes).length]));
      });
      await open();
      await use(page);
      assert.ok(loaded.length >= 2);
      // Positions are coded to the bit already and stay as they are: more than a quarter of a small index.
      for (const [sent, whole] of await Promise.all(loaded))
        assert.ok(sent < (whole * 3) / 4, `${sent} of ${whole}`);
    },
  );

  for (const type of ['application/octet-stream', 'text/html', null]) {
    scene(
      `modules sent as ${type ?? 'nothing in particular'} work, and nothing is fetched twice`,
      {},
      async ({ page, open, host }) => {
        host.rules.push({ path: /\.wasm$/, type });
        await open();
        await use(page);
        assert.deepEqual(
          host.requests.filter((path, i) => host.requests.indexOf(path) !== i),
          [],
        );
      },
    );
  }

  scene('bundles sent as text/html or text/plain work', {}, async ({ page, open, host }) => {
    host.rules.push({ path: /\.json$/, type: 'text/html' }, { path: /\.bin$/, type: 'text/plain' });
    await open();
    await use(page);
  });

  scene(
    'with right types, a visit fetches every file once and the packer never',
    {},
    async ({ page, open, host }) => {
      await open();
      await use(page);
      assert.deepEqual(
        host.requests.filter((path, i) => host.requests.indexOf(path) !== i),
        [],
      );
      assert.equal(host.count(/^packer|^packing/), 0);
    },
  );

  scene(
    'beside its bundle the script asks for the index without waiting for the entry, and for nothing twice',
    {},
    async ({ page, go, host }) => {
      const release = host.hold(/^entry\.json$/);
      await go();
      await host.asked(exactly(rootOf(host)));
      assert.equal(
        await parts(page).hits.count(),
        0,
        'nothing is shown before the entry has said which bundle it is',
      );
      release();
      await untilCount(page, SAMPLE.articles);
      assert.equal(host.count(exactly(rootOf(host))), 1);
    },
  );

  scene('until the widget is near, the script asks for nothing', {}, async ({ page, go, host }) => {
    const far = '<div style="height: 5000px"></div><carrel-articles src="entry.json"></carrel-articles>';
    host.files.set('far.html', pageOf({ body: far }));
    await go('far.html');
    await settled(page);
    assert.deepEqual(host.requests, ['far.html', 'carrel.js']);
  });

  for (const kept of [true, false]) {
    scene(
      `a script from before the last packing shows what the entry says, ${kept ? 'while the old index still lies there' : 'when the old index is gone'}`,
      kept ? {} : { console: [/404/] },
      async ({ page, open, host }) => {
        const before = rootOf(host);
        const content = sampleContent();
        content.articles.push({
          slug: 'new',
          title: 'A new edition',
          date: '2026-11-21',
          body: 'New words.',
        });
        if (!kept) host.files.delete(before);
        for (const [name, file] of await packed(content)) host.files.set(name, file);
        assert.notEqual(rootOf(host), before);
        await open();
        assert.equal(host.count(exactly(before)), 1, 'the old name was in the script');
        await untilCount(page, SAMPLE.articles + 1);
        assert.equal(await parts(page).titles.first().textContent(), 'A new edition');
      },
    );
  }

  scene(
    'a missing entry leaves the fallback, and Retry works once it is there',
    { console: [/404/, /^carrel: .*entry\.json was answered with 404.*check the address/] },
    async ({ page, go, host }) => {
      const entry = host.files.get('entry.json') ?? '';
      host.files.delete('entry.json');
      await go();
      await failed(page, /reload the page/);
      await parts(page).retry.click();
      await host.asked(/^entry\.json$/, 2);
      await failed(page);
      assert.equal(await parts(page).failure.count(), 1, 'one line, however often');
      host.files.set('entry.json', entry);
      await parts(page).retry.click();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await parts(page).failure.count(), 0);
      assert.equal(
        await parts(page).root.locator('a', { hasText: 'Crisis lines' }).first().isVisible(),
        false,
      );
    },
  );

  scene(
    'a missing index is named, and Retry works once it is there',
    {
      console: [
        /404/,
        /^carrel: .*\/[0-9a-f]{16}\.bin was answered with 404.*every file of the bundle was uploaded/,
      ],
    },
    async ({ page, go, host }) => {
      const name = rootOf(host);
      const index = host.files.get(name) ?? '';
      host.files.delete(name);
      await go();
      await failed(page, /reload the page/);
      host.files.set(name, index);
      await parts(page).retry.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  for (const [what, path] of /** @type {[string, RegExp][]} */ ([
    ['search module', /^search-/],
    ['chunk of the shell', /^session-/],
  ])) {
    scene(
      `a missing ${what} leaves the fallback, and Retry works once it is there`,
      { console: [/404/, /^carrel: .*\/(search|session)-\w+\.\w+ was answered with 404.*every file/] },
      async ({ page, go, host }) => {
        host.rules.push({ path, status: 404, type: 'text/plain', body: () => 'There is no such file.' });
        await go();
        await failed(page, /reload the page/);
        host.rules = [];
        await parts(page).retry.click();
        await untilCount(page, SAMPLE.articles);
      },
    );
  }

  scene(
    'a missing body is said inside the widget, which goes on working, and Retry opens the article',
    { console: [/404/, /^carrel: .*404.*every file of the bundle was uploaded/] },
    async ({ page, open, host }) => {
      await open();
      const { hit, failure, retry, heading, hits } = parts(page);
      const gone = { path: /\.bin$/, status: 404, body: () => '' };
      host.rules.push(gone);
      await hit(SAMPLE.newest).click();
      await failure.waitFor();
      assert.match(
        (await failure.textContent()) ?? '',
        /^The article could not be opened\. .*reload the page/,
      );
      await page.goBack();
      await hits.first().waitFor();
      await until(
        page,
        () => !document.querySelector('carrel-articles')?.shadowRoot?.querySelector('[role=alert]'),
      );
      await hit(SAMPLE.newest).click();
      await failure.waitFor();
      host.rules = [];
      await retry.click();
      await heading.waitFor();
      assert.equal(await failure.count(), 0);
    },
  );

  scene(
    'a failure far down the list is said where the reader looks',
    { console: [/404/, /^carrel: /] },
    async ({ page, open, host }) => {
      await open();
      const { titles, failure } = parts(page);
      host.rules.push({ path: /\.bin$/, status: 404, body: () => '' });
      await titles.nth(8).click();
      await failure.waitFor();
      await settled(page);
      const box = await failure.boundingBox();
      assert.ok(box && box.y + box.height > 0 && box.y < 900, `the message stands at ${box?.y}`);
    },
  );

  scene(
    'a connection that breaks in the middle of the index is said, and Retry works',
    { console: [/ERR_/, /^carrel: .*could not be fetched: .*connection/] },
    async ({ page, go, host }) => {
      host.rules.push({ path: exactly(rootOf(host)), cut: true });
      await go();
      await failed(page, /connection .*try again/);
      host.rules = [];
      await parts(page).retry.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  for (const [what, path, remedy] of /** @type {[string, RegExp, RegExp][]} */ ([
    ['entry', /^entry\.json$/, /is a web page: check the address/],
    ['index', /^(?!entry).*\.bin$/, /is a web page.*every file.*uploaded/],
    ['search module', /^search-/, /is (not a WebAssembly module|a web page).*upload/],
  ])) {
    scene(
      `a host that answers with its start page in place of the ${what} is found out`,
      { console: [remedy] },
      async ({ page, go, host }) => {
        host.rules.push({ path, type: 'text/html', body: () => startPage });
        await go();
        await failed(page);
        host.rules = [];
        await parts(page).retry.click();
        await untilCount(page, SAMPLE.articles);
      },
    );
  }

  for (const [what, change] of /** @type {[string, (bytes: Uint8Array) => Uint8Array][]} */ ([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length - 100)],
    ['empty', () => new Uint8Array()],
    ['flipped in one bit', (bytes) => bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 16 : byte))],
  ])) {
    scene(
      `an index that is ${what} leaves the fallback and names the remedy`,
      { console: [/^carrel: [0-9a-f]{16}\.bin .*: upload (it|every file) again/] },
      async ({ page, go, host }) => {
        host.rules.push({ path: exactly(rootOf(host)), body: change });
        await go();
        await failed(page);
        host.rules = [];
        await parts(page).retry.click();
        await untilCount(page, SAMPLE.articles);
      },
    );
  }

  const checksum = { console: [/^carrel: .*checksum.*(upload|publish|pack).*again/] };
  scene(
    'an index damaged below its gzip is refused by its checksum',
    checksum,
    async ({ page, go, host }) => {
      host.rules.push({
        path: exactly(rootOf(host)),
        body: (bytes) => {
          const index = gunzipSync(bytes);
          index[index.length >> 1] ^= 1;
          return index;
        },
      });
      await go();
      await failed(page);
    },
  );

  const place = { console: [/^carrel: .*\/content\.json is not JSON: line 3, column/] };
  scene('content that is no JSON names line and column', place, async ({ page, go, host }) => {
    host.files.set('content.json', '{\n  "articles": [\n    {"title": "One" "body": "x"}\n  ]\n}');
    await go('from-content.html');
    await failed(page);
  });

  scene(
    'a widget without src says what to add',
    { console: [/no src: it takes/] },
    async ({ page, go, host }) => {
      host.files.set('no-src.html', pageOf().replace('src="entry.json"', ''));
      await go('no-src.html');
      await failed(page);
    },
  );

  scene(
    'a site that is published anew while a page is open goes on answering',
    { console: [/404/] },
    async ({ page, open, host }) => {
      await open();
      const content = sampleContent();
      for (const article of content.articles) article.body += '\n\nOne more sentence in the new edition.';
      for (const name of [...host.files.keys()]) if (/\.bin$/.test(name)) host.files.delete(name);
      for (const [name, file] of await packed(content)) host.files.set(name, file);
      const { titles, article, failure } = parts(page);
      await titles.nth(2).click();
      await article.getByText('One more sentence in the new edition.').waitFor();
      assert.equal(await failure.count(), 0);
    },
  );

  scene(
    'a picture with a relative address is looked for in one place, by the list and by the article',
    {},
    async ({ page, open, host }) => {
      const content = sampleContent();
      content.site.url = '/library/';
      for (const [name, file] of await packed(content)) host.files.set(name, file);
      host.files.set('library/picture.svg', host.files.get('picture.svg') ?? '');
      host.files.delete('picture.svg');
      await open();
      const { hit, heading, article } = parts(page);
      await hit(SAMPLE.newest).click();
      await heading.waitFor();
      await article.locator('.carrel-body img').first().scrollIntoViewIfNeeded();
      await host.asked(/picture\.svg$/);
      await settled(page);
      assert.equal(host.count(/^picture\.svg$/), 0);
    },
  );

  for (const [what, change, remedy] of /** @type {[string, (entry: string) => string, RegExp][]} */ ([
    [
      'cut short',
      (entry) => entry.slice(0, entry.length >> 1),
      /entry\.json is damaged, or only a part .*it has \d+ bytes\): upload it again/,
    ],
    ['empty', () => '', /entry\.json is empty: upload it again/],
    ['exchanged for other JSON', () => '{"name": "somebody else’s"}', /neither "index" nor "articles"/],
  ])) {
    scene(
      `an entry that is ${what} leaves the fallback and names the remedy`,
      { console: [remedy] },
      async ({ page, go, host }) => {
        const entry = host.files.get('entry.json') ?? '';
        host.files.set('entry.json', change(Buffer.from(entry).toString()));
        await go();
        await failed(page);
        host.files.set('entry.json', entry);
        await parts(page).retry.click();
        await untilCount(page, SAMPLE.articles);
      },
    );
  }

  scene(
    'an index exchanged for another file of the bundle leaves the fallback',
    {
      console: [
        /^carrel: ([0-9a-f]{16}\.bin) has been changed: it is the file (?!\1)[0-9a-f]{16}\.bin: upload/,
      ],
    },
    async ({ page, go, host }) => {
      const root = rootOf(host);
      const [other] = [...host.files.keys()].filter((name) => name.endsWith('.bin') && name !== root);
      host.rules.push({ path: exactly(root), body: () => host.files.get(other) ?? '' });
      await go();
      await failed(page);
      host.rules = [];
      await parts(page).retry.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  const later = { console: [/version 2, this script reads 1: update the script or pack the content again/] };
  scene('an entry of a later version is refused with the remedy', later, async ({ page, go, host }) => {
    host.files.set('entry.json', '{"carrel":2,"format":9,"index":"x.bin","articles":1}');
    await go();
    await failed(page, /reload the page/);
  });

  scene(
    'an offline moment does not empty the list that stands',
    { console: [/ERR_INTERNET_DISCONNECTED/, /^carrel: .*the connection/] },
    async ({ page, open, context }) => {
      await open();
      const { tag, titles, failure, heading, retry } = parts(page);
      await context.setOffline(true);
      await tag('withdrawal').click();
      await untilCount(page, 4);
      await titles.first().click();
      await failure.waitFor();
      assert.match((await failure.textContent()) ?? '', /connection/);
      await context.setOffline(false);
      await retry.click();
      await heading.waitFor();
    },
  );

  scene(
    'script and bundle on another origin work with CORS',
    { abroad: true },
    async ({ page, open, host, abroad }) => {
      abroad.rules.push({ path: /./, headers: { 'access-control-allow-origin': '*' } });
      const there = abroad.url('');
      host.files.set('cdn.html', pageOf({ script: `${there}carrel.js`, src: `${there}entry.json` }));
      await open('cdn.html');
      await use(page);
      assert.equal(host.count(/\.(js|json|bin|wasm)$/), 0, 'script, modules and bundle are abroad');
    },
  );

  scene(
    'a bundle on another origin without CORS is refused with the remedy',
    {
      abroad: true,
      console: [/CORS policy/, /ERR_FAILED/, /^carrel: .*on another origin, its CORS headers/],
    },
    async ({ page, go, host, abroad }) => {
      host.files.set('cdn.html', pageOf({ src: abroad.url('entry.json') }));
      await go('cdn.html');
      await failed(page, /connection/);
    },
  );

  scene('a host may show the failure itself', { console: [/404/] }, async ({ page, go, host }) => {
    host.files.delete('entry.json');
    host.files.set(
      'listens.js',
      `document.addEventListener('carrel-error', (event) => {
    event.preventDefault();
    document.title = event.detail.code;
  });`,
    );
    host.files.set('own.html', pageOf({ head: '<script type="module" src="listens.js"></script>' }));
    await go('own.html');
    await until(page, () => document.title === 'network');
    await settled(page);
    assert.equal(await parts(page).failure.count(), 0);
    await untilSearch(page, '');
  });
});
