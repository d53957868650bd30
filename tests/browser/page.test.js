/** @file The widget as a guest: other widgets, other people's styles, small screens, and pages that change around it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { faint } from './contrast.js';
import { FALLBACK, document as pageOf, SAMPLE } from './sample.js';
import { parts, scene, settled, stage, until, untilCount, untilSearch } from './scene.js';

stage('the page around', () => {
  /** @typedef {import('./scene.js').Page} Page */

  const two = pageOf({
    body: `<carrel-articles src="entry.json" load="eager"></carrel-articles>
    <carrel-articles src="entry.json" prefix="b-" sort="title" load="eager"></carrel-articles>`,
  });

  /** How much wider than its window the page is. @param {Page} page */
  const overflow = (page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** What reaches past the right edge of the window. @param {Page} page */
  const sticksOut = (page) =>
    page.evaluate(() => {
      const widget = /** @type {Element} */ (document.querySelector('carrel-articles'));
      return [...widget.querySelectorAll('*'), ...(widget.shadowRoot?.querySelectorAll('*') ?? [])]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`);
    });

  scene(
    'two widgets share one module and nothing else: each has its own names in the address',
    {},
    async ({ page, go, host }) => {
      host.files.set('two.html', two);
      await go('two.html');
      await untilCount(page, SAMPLE.articles, 0);
      await untilCount(page, SAMPLE.articles, 1);
      assert.equal(host.count(/^search-/), 1);
      await parts(page, 1).tag('withdrawal').click();
      await untilCount(page, 4, 1);
      await untilCount(page, SAMPLE.articles, 0);
      await untilSearch(page, '?b-tags=withdrawal');
      await parts(page, 0).tag('sleep').click();
      await untilCount(page, 5, 0);
      await untilSearch(page, '?b-tags=withdrawal&tags=sleep');
      await page.goBack();
      await untilCount(page, SAMPLE.articles, 0);
      await untilCount(page, 4, 1);
      await page.goBack();
      await untilCount(page, SAMPLE.articles, 1);
    },
  );

  scene(
    'two widgets read two articles at once, without an id twice, and Escape closes the one in use',
    {},
    async ({ page, go, host }) => {
      host.files.set('two.html', two);
      await go(`two.html?read=${SAMPLE.newest}&b-read=${SAMPLE.newest}`);
      await parts(page, 0).heading.waitFor();
      await parts(page, 1).heading.waitFor();
      const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
      assert.deepEqual(
        ids.filter((id, i) => ids.indexOf(id) !== i),
        [],
      );
      await parts(page, 1).back.focus();
      await page.keyboard.press('Escape');
      await parts(page, 1).hits.first().waitFor();
      assert.ok(await parts(page, 0).heading.isVisible());
    },
  );

  scene('a theme that attacks every element leaves the controls usable', {}, async ({ page, open, host }) => {
    host.files.set(
      'hostile.css',
      `
    * { all: revert; float: left !important; line-height: 0.2; }
    button { display: none !important; }
    input { width: 3px !important; opacity: 0 !important; pointer-events: none !important; border: 20px solid red !important; }
    select, label, fieldset, ul, li, a { position: absolute !important; left: -9999px; }
    [hidden] { display: block !important; }
    h1, h2, h3, h4, p { font-size: 4px !important; text-transform: uppercase; }
    .hit, .tag, .root, .field, .chip { display: none !important; }`,
    );
    host.files.set('hostile.html', pageOf({ head: '<link rel="stylesheet" href="hostile.css">' }));
    await open('hostile.html');
    const { input, tag, hits, titles, root, back } = parts(page);
    const box = await input.boundingBox();
    assert.ok((box?.width ?? 0) > 200 && (box?.height ?? 0) > 24, JSON.stringify(box));
    await input.click();
    await page.keyboard.type('naloxone');
    await root.locator('.title mark').first().waitFor();
    await root.getByRole('button', { name: 'Clear search' }).click();
    await tag('withdrawal').click();
    await untilCount(page, 4);
    assert.ok(((await hits.first().boundingBox())?.width ?? 0) > 200);
    await root.locator('select').selectOption('title');
    await titles.first().click();
    await back.click();
    await hits.first().waitFor();
    assert.equal(
      await root.locator('a', { hasText: 'Crisis lines' }).first().isVisible(),
      false,
      'the fallback is away',
    );
  });

  scene('our styles leave the page as it is', {}, async ({ page, open, host }) => {
    const body = (/** @type {string} */ inner) =>
      `<h1>Title</h1><p class="hit">Words</p><button class="tag">Button</button><ul><li>One</li></ul>${inner}`;
    host.files.set('plain.html', pageOf({ body: body(''), script: 'nothing.js' }));
    host.files.set('nothing.js', '');
    host.files.set(
      'guest.html',
      pageOf({ body: body('<carrel-articles src="entry.json"></carrel-articles>') }),
    );
    const look = () =>
      page.evaluate(() =>
        ['html', 'body', 'h1', 'p.hit', 'button.tag', 'ul', 'li'].map((name) => {
          const style = getComputedStyle(/** @type {Element} */ (document.querySelector(name)));
          return [...style]
            .filter((property) => !/size|width|height|origin/.test(property))
            .map((property) => `${property}:${style.getPropertyValue(property)}`)
            .join(';');
        }),
      );
    await page.goto(host.url('plain.html'));
    const before = await look();
    await open('guest.html');
    assert.deepEqual(await look(), before);
  });

  scene("the site's own rules set what is read", {}, async ({ page, open, host }) => {
    host.files.set('site.css', 'h2 { color: rgb(1, 2, 3); font-size: 33px } main p { line-height: 31px }');
    host.files.set('own.html', pageOf({ head: '<link rel="stylesheet" href="site.css">' }));
    await open(`own.html?read=${SAMPLE.newest}`);
    const style = await page.evaluate(() => {
      const title = getComputedStyle(
        /** @type {Element} */ (document.querySelector('.carrel-article-title')),
      );
      const text = getComputedStyle(/** @type {Element} */ (document.querySelector('.carrel-body p')));
      return [title.color, title.fontSize, text.lineHeight];
    });
    assert.deepEqual(style, ['rgb(1, 2, 3)', '33px', '31px']);
  });

  scene(
    'far below the fold nothing is fetched, until the widget comes near',
    {},
    async ({ page, go, host }) => {
      host.files.set(
        'far.html',
        pageOf({
          body: `<p id="space"></p><carrel-articles src="entry.json">${FALLBACK}</carrel-articles>`,
          head: '<link rel="stylesheet" href="far.css">',
        }),
      );
      host.files.set('far.css', '#space { height: 5000px }');
      await go('far.html');
      // An observer with the same reach has had its say, and two frames have passed.
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const observer = new IntersectionObserver(resolve, { rootMargin: '300px' });
            observer.observe(/** @type {Element} */ (document.querySelector('carrel-articles')));
          }),
      );
      await settled(page);
      assert.deepEqual([...new Set(host.requests)].sort(), ['carrel.js', 'far.css', 'far.html']);
      assert.ok(await parts(page).root.locator('a', { hasText: 'Crisis lines' }).isVisible());
      await page.mouse.wheel(0, 4000);
      await untilCount(page, SAMPLE.articles);
    },
  );

  scene(
    'focus in the fallback starts the widget, and the search box takes the focus over',
    {},
    async ({ page, go, host }) => {
      host.files.set(
        'far.html',
        pageOf({
          body: `<p id="space"></p><carrel-articles src="entry.json">${FALLBACK}</carrel-articles>`,
          head: '<link rel="stylesheet" href="far.css">',
        }),
      );
      host.files.set('far.css', '#space { height: 5000px }');
      await go('far.html');
      await settled(page);
      assert.equal(host.count(/^entry/), 0);
      await page.evaluate(() =>
        /** @type {HTMLElement} */ (document.querySelector('carrel-articles a')).focus({
          preventScroll: true,
        }),
      );
      await untilCount(page, SAMPLE.articles);
      await until(
        page,
        () => document.querySelector('carrel-articles')?.shadowRoot?.activeElement?.id === 'q',
      );
    },
  );

  scene(
    'an address with state, or load="eager", starts the widget wherever it stands',
    {},
    async ({ page, go, host }) => {
      const far = (/** @type {string} */ attributes) =>
        pageOf({
          body: `<p id="space"></p><carrel-articles src="entry.json" ${attributes}></carrel-articles>`,
          head: '<link rel="stylesheet" href="far.css">',
        });
      host.files.set('far.css', '#space { height: 5000px }');
      host.files.set('far.html', far(''));
      host.files.set('eager.html', far('load="eager"'));
      await go('far.html?tags=withdrawal');
      await untilCount(page, 4);
      await go('eager.html');
      await untilCount(page, SAMPLE.articles);
    },
  );

  /** Adds up what moved. Runs before anything of the page does. */
  function watchShifts() {
    const shifts = /** @type {any} */ (globalThis);
    shifts.carrelTestShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) shifts.carrelTestShift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  }
  const shift = (/** @type {Page} */ page) =>
    page.evaluate(() => /** @type {any} */ (globalThis).carrelTestShift);

  for (const width of [1280, 360]) {
    scene(
      `taking over the fallback moves nothing, ${width} pixels wide`,
      { context: { viewport: { width, height: 800 } } },
      async ({ page, go, open, host }) => {
        await page.addInitScript(watchShifts);
        host.files.set('demo.css', readFileSync(new URL('../../web/demo/demo.css', import.meta.url)));
        host.files.set(
          'demo.html',
          pageOf({
            head: '<link rel="stylesheet" href="demo.css">',
            body: `<header class="site masthead"><a class="name" href="./">Name</a></header>
        <main class="site"><h1>Title</h1><p>Words of the page.</p><carrel-articles src="entry.json">${FALLBACK.repeat(8)}</carrel-articles></main>
        <footer class="site colophon">The foot of the page.</footer>`,
          }),
        );
        const release = host.hold(/\.json$/);
        await go('demo.html');
        await host.asked(/^entry/);
        await settled(page);
        release();
        await untilCount(page, SAMPLE.articles);
        await settled(page);
        assert.equal(await shift(page), 0);
        await open('demo.html?q=naloxone');
        await settled(page);
        assert.equal(await shift(page), 0, 'with words in the address');
      },
    );
  }

  scene('a shift would have been seen', {}, async ({ page, go, host }) => {
    await page.addInitScript(watchShifts);
    host.files.set('shifts.html', pageOf({ body: '<div id="above"></div><p>These words are moved.</p>' }));
    await go('shifts.html');
    await settled(page);
    await page.evaluate(() => {
      /** @type {HTMLElement} */ (document.querySelector('#above')).style.height = '300px';
    });
    await until(page, () => /** @type {any} */ (globalThis).carrelTestShift > 0);
  });

  scene(
    '360 pixels wide, nothing scrolls sideways: list, filters, article, empty list, error',
    { context: { viewport: { width: 360, height: 740 } }, console: [/404/] },
    async ({ page, open, host }) => {
      await open();
      const { root, hit, heading, back, input, empty, failure, titles } = parts(page);
      const check = async (/** @type {string} */ what) => assert.equal(await overflow(page), 0, what);
      await check('list');
      assert.ok(
        Number.parseFloat(await input.evaluate((field) => getComputedStyle(field).fontSize)) >= 16,
        'no phone zooms in',
      );
      await root.getByRole('button', { name: /^Filters/ }).click();
      await root.locator('.tag').first().waitFor();
      await check('filters');
      await hit(SAMPLE.newest).click();
      await heading.waitFor();
      await check('article');
      await back.click();
      await titles.first().waitFor();
      await input.fill('w'.repeat(60));
      await empty.waitFor();
      await check('empty list');
      await input.fill('');
      host.rules.push({ path: /^entry/, status: 404, body: () => '' });
      await page.reload();
      await failure.waitFor();
      await check('error');
    },
  );

  for (const [width, size] of [
    [320, 100],
    [640, 200],
  ]) {
    scene(
      `${width} pixels wide with letters at ${size} % and the widest spacing, nothing is lost sideways`,
      { context: { viewport: { width, height: 740 } } },
      async ({ page, open, host }) => {
        host.files.set(
          'big.css',
          `html { font-size: ${size}% } body { margin: 0; line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em }`,
        );
        host.files.set('big.html', pageOf({ head: '<link rel="stylesheet" href="big.css">' }));
        await open('big.html?tags=depression');
        assert.deepEqual(await sticksOut(page), []);
        assert.equal(await overflow(page), 0);
      },
    );
  }

  // The colours of links in what is read are the site's own; this site set none.
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    scene(
      `every text can be read on a ${scheme} page, whatever the system prefers`,
      { context: { colorScheme: scheme === 'dark' ? 'light' : 'dark' } },
      async ({ page, open, host }) => {
        const [ground, ink] = scheme === 'dark' ? ['#14181b', '#e8e8e8'] : ['#fff', '#222'];
        host.files.set('own.css', `html { background: ${ground}; color: ${ink} }`);
        host.files.set('own.html', pageOf({ head: '<link rel="stylesheet" href="own.css">' }));
        await open('own.html?q=pain&tags=depression');
        assert.deepEqual(
          (await faint(page)).filter((text) => !/carrel-body|^\S+ A /.test(text)),
          [],
        );
      },
    );
  }

  scene('a page that turns dark takes the widget along', {}, async ({ page, open }) => {
    await open();
    await page.evaluate(() => {
      document.documentElement.style.cssText = 'background: #111; color: #eee';
    });
    await until(page, () =>
      document
        .querySelector('carrel-articles')
        ?.shadowRoot?.querySelector('.root')
        ?.classList.contains('dark'),
    );
    assert.deepEqual(
      (await faint(page)).filter((text) => !/^\S+ A /.test(text)),
      [],
    );
  });

  scene(
    'theme="dark" is dark on a light page, introduction and article too',
    {},
    async ({ page, open, host }) => {
      host.files.set('dark.html', pageOf({ attributes: 'theme="dark"' }));
      await open('dark.html');
      assert.deepEqual(await faint(page), []);
      await parts(page).hit(SAMPLE.newest).click();
      await parts(page).heading.waitFor();
      assert.deepEqual(await faint(page), []);
    },
  );

  scene(
    'from right to left the page is mirrored, and nothing scrolls sideways',
    {},
    async ({ page, open, host }) => {
      host.files.set('rtl.html', pageOf({ html: 'lang="ar" dir="rtl"' }));
      await open('rtl.html');
      const { root, heading, hit, back } = parts(page);
      const edge = (/** @type {string} */ selector) =>
        root.evaluate((element, inner) => {
          const box = element.shadowRoot?.querySelector(inner)?.getBoundingClientRect();
          return ((box?.left ?? 0) + (box?.right ?? 0)) / 2 / innerWidth;
        }, selector);
      assert.ok(
        (await edge('.list-column')) > (await edge('.filters, .groups')),
        'the column stands left of the list',
      );
      assert.equal(await overflow(page), 0);
      await hit(SAMPLE.newest).click();
      await heading.waitFor();
      assert.ok((await edge('.reader .back')) > 0.5);
      assert.match(
        await back
          .locator('svg')
          .evaluate((icon) => getComputedStyle(icon).transform + getComputedStyle(icon).scale),
        /-1/,
      );
      assert.equal(await overflow(page), 0);
    },
  );

  /**
   * What the scripts of the site listen to outside the widget; the driver of the browser has listeners too.
   * @param {import('./scene.js').Visit} visit
   */
  async function listeners({ context, page, host }) {
    const cdp = await context.newCDPSession(page);
    /** @type {Set<string>} */
    const ours = new Set();
    cdp.on('Debugger.scriptParsed', ({ scriptId, url }) => {
      if (url.startsWith(host.origin)) ours.add(scriptId);
    });
    await cdp.send('Debugger.enable');
    const all = [];
    for (const expression of ['window', 'document', 'document.body', 'document.documentElement']) {
      const { result } = await cdp.send('Runtime.evaluate', { expression });
      const { listeners: found } = await cdp.send('DOMDebugger.getEventListeners', {
        objectId: result.objectId ?? '',
      });
      for (const { type, scriptId } of found) if (ours.has(scriptId)) all.push(`${expression} ${type}`);
    }
    await cdp.detach();
    return all.sort();
  }

  scene(
    'an element that a page takes out and puts back works again, and leaves no listener behind',
    {},
    async (visit) => {
      const { page, open, host } = visit;
      host.files.set('none.html', pageOf({ body: '<main></main>' }));
      await page.goto(host.url('none.html'));
      assert.deepEqual(await listeners(visit), []);
      await page.evaluate(() => {
        const element = document.createElement('carrel-articles');
        element.setAttribute('src', 'entry.json');
        document.querySelector('main')?.append(element);
      });
      await untilCount(page, SAMPLE.articles);
      const one = await listeners(visit);
      assert.ok(one.includes('window popstate'), 'what there is to leave behind');
      await page.evaluate(() =>
        /** @type {any} */ (document.querySelector('carrel-articles')).open('crisis-lines'),
      );
      await parts(page).heading.waitFor();
      await page.evaluate(() => {
        const element = /** @type {Element} */ (document.querySelector('carrel-articles'));
        Object.assign(globalThis, { carrelTestElement: element });
        element.remove();
      });
      await settled(page);
      assert.deepEqual(await listeners(visit), []);
      assert.equal(await page.title(), 'Topic page', 'the title is given back');
      await page.evaluate(() => {
        history.replaceState(null, '', location.pathname);
        document.querySelector('main')?.append(/** @type {any} */ (globalThis).carrelTestElement);
      });
      await untilCount(page, SAMPLE.articles);
      assert.deepEqual(await listeners(visit), one);
      await parts(page).tag('withdrawal').click();
      await untilCount(page, 4);
      assert.equal(await parts(page).root.locator('[role=status]').count(), 1);
      assert.equal(await page.locator('carrel-articles > .carrel-topic').count(), 1);
      await open();
    },
  );

  scene('an element that is only moved keeps what it shows', {}, async ({ page, open, host }) => {
    host.files.set(
      'moves.html',
      pageOf({ body: `<main><carrel-articles src="entry.json"></carrel-articles></main><aside></aside>` }),
    );
    await open('moves.html');
    await parts(page).input.fill('naloxone');
    await untilSearch(page, '?q=naloxone');
    await page.evaluate(() =>
      document
        .querySelector('aside')
        ?.append(/** @type {Element} */ (document.querySelector('carrel-articles'))),
    );
    await settled(page);
    assert.equal(await parts(page).input.inputValue(), 'naloxone');
    assert.ok(await parts(page).hits.first().isVisible());
    assert.equal(host.count(/^entry/), 1, 'it did not start again');
  });

  scene('an element that is taken out while it loads ends quietly', {}, async ({ page, go, host }) => {
    const release = host.hold(/^entry/);
    await go();
    await host.asked(/^entry/);
    await page.evaluate(() => document.querySelector('carrel-articles')?.remove());
    await settled(page);
    const answered = page.waitForResponse(/entry\.json/).catch(() => null);
    release();
    await Promise.race([answered, settled(page)]);
    await settled(page);
    assert.equal(await page.locator('carrel-articles').count(), 0);
  });

  scene(
    "without scripts the fallback's links stand",
    { context: { javaScriptEnabled: false } },
    async ({ page, go, host }) => {
      await go();
      const links = page.locator('carrel-articles a');
      assert.equal(await links.count(), 2);
      assert.ok(await links.first().isVisible());
      assert.equal(await links.first().getAttribute('href'), 'articles/naloxone-at-home.html');
      assert.deepEqual(
        host.requests.filter((path) => !/html$/.test(path)),
        [],
      );
    },
  );

  scene(
    'a browser without adopted stylesheets keeps the fallback and fetches nothing',
    {},
    async ({ page, go, host }) => {
      await page.addInitScript(() => {
        delete (/** @type {any} */ (Document.prototype).adoptedStyleSheets);
      });
      await go();
      await settled(page);
      assert.ok(await page.locator('carrel-articles a').first().isVisible());
      assert.equal(host.count(/^entry|^session|\.wasm$/), 0);
    },
  );

  scene('the script may come twice, late, and after the element', {}, async ({ page, go, host }) => {
    host.files.set('late.html', pageOf({ script: 'late.js' }));
    host.files.set(
      'late.js',
      `addEventListener('load', async () => {
    await import('./carrel.js?one');
    await import('./carrel.js?two');
  });`,
    );
    await go('late.html');
    await untilCount(page, SAMPLE.articles);
  });

  scene('methods and events do what the reader would, and say what happened', {}, async ({ page, open }) => {
    await open();
    const events = await page.evaluate(async () => {
      const element = /** @type {any} */ (document.querySelector('carrel-articles'));
      /** @type {any[]} */
      const heard = [];
      for (const type of ['carrel-search', 'carrel-results', 'carrel-article-open', 'carrel-article-close'])
        document.addEventListener(type, (event) =>
          heard.push([type.slice(7), /** @type {CustomEvent} */ (event).detail]),
        );
      await element.whenReady();
      await element.search('naloxone');
      await element.open('crisis-lines');
      const closed = new Promise((resolve) =>
        document.addEventListener('carrel-article-close', resolve, { once: true }),
      );
      await element.close();
      await closed;
      await element.clear();
      return heard;
    });
    assert.deepEqual(
      events.map(([type]) => type),
      ['search', 'results', 'article-open', 'article-close', 'search', 'results'],
    );
    assert.deepEqual(events[0][1], { query: 'naloxone', committed: true });
    assert.ok(events[1][1].total > 0 && events[1][1].shown === events[1][1].total);
    assert.equal(events[2][1].slug, 'crisis-lines');
  });

  scene('printed, an article is there without the controls', {}, async ({ page, open }) => {
    await open();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await parts(page).input.isVisible(), false);
    assert.ok(await parts(page).hits.first().isVisible());
    await page.emulateMedia({ media: 'screen' });
    await parts(page).titles.first().click();
    await parts(page).heading.waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await parts(page).back.isVisible(), false);
    assert.ok(await parts(page).article.isVisible());
  });
});
