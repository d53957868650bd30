/** @file Pages as they are: with a <base>, stored, cloned, with headings called like ours, with slips of their owners and readers. */
import assert from 'node:assert/strict';
import { every, packed, document as pageOf, SAMPLE, sampleContent } from './sample.js';
import { parts, scene, settled, stage, until, untilCount } from './scene.js';

/** @typedef {import('./scene.js').Page} Page */

/** The addresses of links to places of the page in what is read, and the ids that stand more than once. @param {Page} page */
const placesIn = (page) =>
  page.evaluate(() => {
    const links = /** @type {HTMLAnchorElement[]} */ ([
      ...document.querySelectorAll('.carrel-topic a[href], .carrel-article a[href]'),
    ]).filter(({ hash }) => hash.startsWith('#carrel-'));
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return {
      hrefs: links.map(({ href }) => href),
      lost: links.map(({ hash }) => decodeURIComponent(hash.slice(1))).filter((id) => !ids.includes(id)),
      doubled: ids.filter((id, i) => ids.indexOf(id) !== i),
    };
  });

/** How often each part of a widget can be seen among the children of all elements. @param {Page} page */
const seen = (page) =>
  page.evaluate(() =>
    ['.carrel-topic', '.carrel-article', '.carrel-topic-title', '.carrel-article-title'].map(
      (name) =>
        [...document.querySelectorAll(`carrel-articles ${name}`)].filter((one) => one.checkVisibility())
          .length,
    ),
  );
const LIST = [1, 0, 1, 0];
const ARTICLE = [0, 1, 0, 1];

/** Headings that are called like the widget's own, in an article and in an introduction. */
const likeOurs = {
  site: { title: 'A site' },
  topics: [
    {
      slug: 'opioids',
      title: 'Opioids',
      introduction:
        'Words with a note[^1].\n\n## Article\n\n## Terms\n\n[To the terms](#terms)\n\n[^1]: A note.',
      terms: [{ term: 'Opioid', definition: 'A substance.' }],
    },
  ],
  articles: ['one', 'two'].map((slug) => ({
    slug,
    title: slug,
    topics: ['opioids'],
    body: `Words with a note[^1].\n\n## Article\n\nOne.\n\n## Title\n\nTwo.\n\n## Terms {#terms}\n\nThree. <b id=":article">x</b><b id="::terms">y</b>\n\n[^1]: A note.`,
  })),
};

stage('pages as they are', () => {
  for (const [name, body] of [
    ['a folder', '<base href="/">'],
    ['another host', '<base href="https://elsewhere.invalid/x/">'],
  ]) {
    scene(
      `links to places of an article stay on a page whose <base> is ${name}`,
      {},
      async ({ page, open, host, context }) => {
        const { origin } = host;
        const attributes = `src="${origin}/entry.json" images="off"`;
        host.files.set(
          'deep/page.html',
          pageOf({
            head: body,
            script: `${origin}/carrel.js`,
            body: `<main><carrel-articles ${attributes} load="eager"></carrel-articles></main>`,
          }),
        );
        const address = `deep/page.html?read=${SAMPLE.newest}`;
        await open(address);
        await parts(page).heading.waitFor();
        const { hrefs, lost } = await placesIn(page);
        assert.ok(hrefs.length > 6, 'footnotes, anchors and contents');
        assert.deepEqual(
          hrefs.filter((href) => !href.startsWith(`${host.url(address)}#`)),
          [],
        );
        assert.deepEqual(lost, []);

        await page.locator('.carrel-footnote-ref a').click();
        await until(page, () => location.hash === '#carrel-fn:1');
        assert.ok(await parts(page).article.isVisible());
        await page.locator('.carrel-contents a').first().focus();
        await page.keyboard.press('Enter');
        await until(page, () => location.hash !== '#carrel-fn:1');
        assert.equal(new URL(page.url()).pathname, '/deep/page.html');

        // The address may be changed by another part of the page.
        await page.evaluate(() => {
          const other = new URL(location.href);
          other.searchParams.set('other', '1');
          history.replaceState(null, '', other);
        });
        const link = page.locator('.carrel-contents a').nth(1);
        const opened = context.waitForEvent('page');
        await link.click({ button: 'middle' });
        const tab = await opened;
        await tab.waitForURL(/other=1#carrel-/);
        assert.equal(new URL(tab.url()).pathname, '/deep/page.html');
        assert.equal(host.count(/^deep/), 2, 'only the new tab has loaded a page');
      },
    );
  }

  scene(
    'in hash routing a footnote is followed by hand, <base> or not, and the article stays',
    {},
    async ({ page, open, host }) => {
      host.files.set('deep/page.html', pageOf({ head: '<base href="../">', attributes: 'routing="hash"' }));
      await open(`deep/page.html#read=${SAMPLE.newest}`);
      await page.locator('.carrel-footnote-ref a').click();
      await settled(page);
      assert.equal(new URL(page.url()).hash, `#read=${SAMPLE.newest}`);
      assert.ok(await parts(page).article.isVisible());
    },
  );

  for (const [what, query, shown] of /** @type {[string, string, number[]][]} */ ([
    ['a list', '', LIST],
    ['an open article', `?read=${SAMPLE.newest}`, ARTICLE],
  ])) {
    scene(`a page that was stored with ${what} shows it once`, {}, async ({ page, open, host }) => {
      await open(`index.html${query}`);
      host.files.set(
        'stored.html',
        await page.evaluate(() => {
          const element = document.querySelector('carrel-articles');
          // Some programs store shadow trees, too.
          const tree = document.createElement('template');
          tree.setAttribute('shadowrootmode', 'open');
          tree.innerHTML = element?.shadowRoot?.innerHTML ?? '';
          element?.prepend(tree);
          return `<!doctype html>${document.documentElement.outerHTML}`;
        }),
      );
      const title = await page.title();
      await open(`stored.html${query}`);
      await settled(page);
      assert.deepEqual(await seen(page), shown);
      assert.equal(await parts(page).input.count(), 1);
      assert.equal(await page.title(), title, 'the article is named once');
      assert.equal(
        await page.locator('carrel-articles > ul').count(),
        1,
        "the owner's own children are left alone",
      );
    });

    scene(
      `a page that puts back a copy of itself with ${what} shows it once, before and after leaving`,
      {},
      async ({ page, open }) => {
        await open(`index.html${query}`);
        const swap = (/** @type {boolean} */ early) =>
          page.evaluate(async (isEarly) => {
            const body = document.body;
            const copy = isEarly ? body.cloneNode(true) : null;
            body.replaceWith(document.createElement('body'));
            await new Promise((resolve) => setTimeout(resolve));
            document.body.replaceWith(copy ?? body.cloneNode(true));
            await /** @type {any} */ (document.querySelector('carrel-articles')).whenReady();
          }, early);
        for (const early of [true, false]) {
          await swap(early);
          await settled(page);
          assert.deepEqual(await seen(page), shown);
          assert.equal(await page.locator('carrel-articles > ul').count(), 1);
        }
      },
    );
  }

  scene(
    'children of a stored page that are parsed late, or put in later, go as well; ours come back',
    {},
    async ({ page, open }) => {
      await open();
      const owned = await page.evaluate(async () => {
        const element = /** @type {HTMLElement} */ (document.querySelector('carrel-articles'));
        const topic = element.querySelector('.carrel-topic');
        const kept = document.createElement('p');
        kept.slot = 'carrel-topic';
        element.replaceChildren(...[...element.children].map((child) => child.cloneNode(true)), kept);
        await new Promise((resolve) => setTimeout(resolve));
        return [element.contains(topic), element.contains(kept)];
      });
      assert.deepEqual(owned, [true, true]);
      assert.deepEqual(await seen(page), LIST);
    },
  );

  for (const prefix of ['', 'b-', 'ä: 1']) {
    scene(
      `headings called like ours keep their ids, with the prefix “${prefix}”`,
      {},
      async ({ page, go, host }) => {
        for (const [name, file] of await packed(likeOurs)) host.files.set(`ours/${name}`, file);
        host.files.set(
          'ours.html',
          pageOf({ src: 'ours/entry.json', attributes: `prefix="${prefix}" load="eager"` }),
        );
        await go('ours.html');
        await untilCount(page, 2);
        assert.deepEqual((await placesIn(page)).doubled, []);
        assert.equal(
          await page.locator('section.carrel-terms').evaluate((section) => {
            const id = section.getAttribute('aria-labelledby') ?? '';
            return document.getElementById(id)?.className;
          }),
          'carrel-terms-title',
        );
        await parts(page).titles.first().click();
        await parts(page).heading.waitFor();
        const { lost, doubled } = await placesIn(page);
        assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
        for (const name of ['Article', 'Title', 'Terms']) {
          await page.locator('.carrel-contents a', { hasText: name }).click();
          const target = await page.evaluate(
            () =>
              document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('.carrel-body h3')
                ?.textContent,
          );
          assert.equal(target, name);
        }
      },
    );
  }

  scene(
    'two widgets without a prefix have no id twice, and the owner is told',
    {
      console: [/Two widgets of this page read the query string with the prefix “”.*Give one another prefix/],
    },
    async ({ page, go, host }) => {
      for (const [name, file] of await packed(likeOurs)) host.files.set(`ours/${name}`, file);
      const widget = '<carrel-articles src="ours/entry.json" load="eager"></carrel-articles>';
      host.files.set('ours.html', pageOf({ body: widget + widget }));
      const advice = page.waitForEvent('console', (message) =>
        /Give one another prefix/.test(message.text()),
      );
      await go('ours.html?read=one');
      await parts(page, 0).heading.waitFor();
      await parts(page, 1).heading.waitFor();
      const { lost, doubled } = await placesIn(page);
      assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
      await advice;
    },
  );

  scene(
    'what the engine passes over is shown as no filter; what the bundle lacks is, and can be taken off',
    {},
    async ({ page, open }) => {
      const { chips, root } = parts(page);
      for (const query of ['from=2024-13-45', 'to=2023-02-29', 'from=0000', 'where=nothing', 'where=:x,y:']) {
        await open(`index.html?${query}`);
        assert.equal(await chips.count(), 0, query);
        assert.equal(await root.getByRole('button', { name: 'Clear all' }).count(), 0, query);
        await untilCount(page, SAMPLE.articles);
      }
      await open('index.html?tags=never-given');
      await untilCount(page, 0);
      assert.equal(await chips.count(), 1);
      await chips.click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  scene(
    'a topic that the bundle lacks is named to the reader, and to the owner with those that there are',
    { console: [/has no topic “renamed”: it has “depression-from-opioids”/] },
    async ({ page, open, host }) => {
      host.files.set('renamed.html', pageOf({ attributes: 'topic="renamed"' }));
      await open('renamed.html');
      assert.match((await parts(page).empty.textContent()) ?? '', /There is no topic “renamed” here/);
      // One that an old link names leads on to what there is.
      await open('index.html?topic=renamed');
      await parts(page).root.getByText('There is no topic “renamed” here').waitFor();
      await parts(page).root.getByRole('link', { name: 'All topics' }).click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  scene(
    'numbers that make no sense are told of, with what is used instead',
    {
      console: [
        /page-size takes a whole number from 1 to 1000, not “many”: 10 is used/,
        /heading-level takes a whole number from 1 to 6, not “9”: 6 is used/,
      ],
    },
    async ({ page, open, host }) => {
      host.files.set('numbers.html', pageOf({ attributes: 'page-size="many" heading-level="9"' }));
      const advice = page.waitForEvent('console', (message) => /heading-level takes/.test(message.text()));
      await open('numbers.html');
      assert.equal(await parts(page).hits.count(), 10);
      await advice;
    },
  );

  for (const [src, content, message] of /** @type {[string, string | null, RegExp][]} */ ([
    ['carrel.js', null, /carrel\.js is not JSON: .*A bundle is an entry\.json or a content\.json/],
    ['empty.json', '', /empty\.json is empty: upload it again/],
    ['cut.json', '{"carrel":1,"index":"0123', /cut\.json is damaged, or only a part of what was published/],
    ['list.json', '[]', /list\.json (is not a JSON object|has neither)/],
    ['bad.json', '{"articles":[{]}', /bad\.json is not JSON: line 1/],
  ])) {
    scene(
      `a src that is no bundle is called by its name: ${src}`,
      { console: [message] },
      async ({ page, go, host }) => {
        if (content !== null) host.files.set(src, content);
        host.files.set('src.html', pageOf({ src, attributes: 'load="eager"' }));
        await page.addInitScript(() => {
          document.addEventListener('carrel-error', (event) =>
            Object.assign(globalThis, {
              carrelTestMessage: /** @type {CustomEvent} */ (event).detail.message,
            }),
          );
        });
        await go('src.html');
        await parts(page).failure.waitFor();
        assert.match(await page.evaluate(() => /** @type {any} */ (globalThis).carrelTestMessage), message);
      },
    );
  }

  scene(
    'a title that the page gave itself meanwhile stays when an article is left',
    {},
    async ({ page, open }) => {
      await open(`index.html?read=${SAMPLE.newest}`);
      assert.equal(await page.title(), `${SAMPLE.newestTitle} – Topic page`);
      await page.evaluate(async () => {
        document.title = 'Another page';
        document.querySelector('carrel-articles')?.remove();
        await new Promise((resolve) => setTimeout(resolve));
      });
      assert.equal(await page.title(), 'Another page');
    },
  );

  scene(
    'two open articles take turns in the title, and leave it as it was',
    {},
    async ({ page, go, host }) => {
      const widget = (/** @type {string} */ prefix) =>
        `<carrel-articles src="entry.json" prefix="${prefix}" load="eager"></carrel-articles>`;
      host.files.set('two.html', pageOf({ body: widget('a-') + widget('b-') }));
      await go(`two.html?a-read=${SAMPLE.newest}&b-read=crisis-lines`);
      await parts(page, 0).heading.waitFor();
      await parts(page, 1).heading.waitFor();
      for (const nth of [0, 1]) {
        await parts(page, nth).back.click();
        await parts(page, nth).hits.first().waitFor();
      }
      assert.equal(await page.title(), 'Topic page');
    },
  );

  scene(
    'a site that is published anew while an article is read shows its new list behind it',
    { console: [/404/] },
    async ({ page, open, host }) => {
      await open();
      await untilCount(page, SAMPLE.articles);
      const content = sampleContent();
      content.articles = content.articles.filter(
        (/** @type {{ slug: string }} */ { slug }) => slug === 'crisis-lines' || slug === every.slug,
      );
      for (const name of [...host.files.keys()]) if (name.endsWith('.bin')) host.files.delete(name);
      for (const [name, file] of await packed(content)) host.files.set(name, file);
      await parts(page).hit(every.slug).click();
      await parts(page).heading.waitFor();
      await parts(page).back.click();
      await untilCount(page, 2);
      assert.equal(await parts(page).hits.count(), 2);
    },
  );
});
