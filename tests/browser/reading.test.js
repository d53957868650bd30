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

/** Words and Enter in one breath: no pause in typing comes between. @param {import('./scene.js').Page} page @param {string} words */
const enter = (page, words) =>
  parts(page).input.evaluate((field, text) => {
    const input = /** @type {HTMLInputElement} */ (field);
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    input.form?.requestSubmit();
  }, words);

stage('searching and reading', () => {
  /** @param {import('./scene.js').Page} page */
  const historyLength = (page) => page.evaluate(() => history.length);
  /** @param {import('./scene.js').Page} page */
  const path = (page) => page.evaluate(() => location.pathname + location.search + location.hash);

  scene(
    'the newest articles stand first, ten of them, with the number of all',
    {},
    async ({ page, open }) => {
      await open();
      const { hits, titles, root } = parts(page);
      await untilCount(page, SAMPLE.articles);
      assert.equal(await hits.count(), 10);
      assert.equal(await titles.first().textContent(), SAMPLE.newestTitle);
      const dates = await root
        .locator('.hit time')
        .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
      assert.deepEqual(dates, [...dates].sort().reverse());
    },
  );

  scene('the introduction and its terms are read in the tree of the page', {}, async ({ page, open }) => {
    await open();
    const topic = page.locator('carrel-articles > .carrel-topic');
    assert.equal(await topic.locator('h2').first().textContent(), 'Depression from opioids');
    assert.ok(await topic.locator('.carrel-introduction p').first().isVisible());
    assert.equal(await topic.locator('dfn').count(), 6);
  });

  scene('searching lists what has the words, best first, and marks them', {}, async ({ page, open }) => {
    await open();
    const { input, titles, root } = parts(page);
    await input.fill('naloxone');
    await until(page, () =>
      document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.title mark'),
    );
    assert.match((await titles.first().textContent()) ?? '', /^Naloxone/);
    assert.equal((await root.locator('.title mark').first().textContent())?.toLowerCase(), 'naloxone');
  });

  scene(
    'typing replaces the address once it rests, and adds nothing to the history',
    {},
    async ({ page, open }) => {
      await open();
      const before = await historyLength(page);
      await parts(page).input.pressSequentially('sleep');
      await untilSearch(page, '?q=sleep');
      assert.equal(await historyLength(page), before);
    },
  );

  scene('each filter is a step in the history', {}, async ({ page, open }) => {
    await open();
    const before = await historyLength(page);
    await parts(page).tag('withdrawal').click();
    await untilCount(page, 4);
    assert.equal(await path(page), '/index.html?tags=withdrawal');
    assert.equal(await historyLength(page), before + 1);
    await parts(page).root.locator('.check', { hasText: 'Withdrawal' }).locator('input').check();
    await untilSearch(page, '?in=withdrawal&tags=withdrawal');
    assert.equal(await historyLength(page), before + 2);
  });

  scene('Enter at once commits the words as a step that Back undoes', {}, async ({ page, open }) => {
    await open();
    const before = await historyLength(page);
    await enter(page, 'naloxone');
    await untilSearch(page, '?q=naloxone');
    assert.equal(await historyLength(page), before + 1);
    await page.goBack();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await parts(page).input.inputValue(), '');
  });

  scene('Enter after a rest commits the words just the same', {}, async ({ page, open }) => {
    await open();
    const { input } = parts(page);
    const before = await historyLength(page);
    await input.fill('naloxone');
    await untilSearch(page, '?q=naloxone');
    await input.press('Enter');
    await settled(page);
    assert.equal(await historyLength(page), before + 1);
    await page.goBack();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await input.inputValue(), '');
  });

  scene('Back and Forward bring filters, words and box along', {}, async ({ page, open }) => {
    await open();
    const { input, tag, chips } = parts(page);
    await tag('sleep').click();
    await untilSearch(page, '?tags=sleep');
    await enter(page, 'night');
    await untilSearch(page, '?q=night&tags=sleep');
    const narrowed = await parts(page).count.textContent();
    await page.goBack();
    await untilCount(page, 5);
    assert.equal(await input.inputValue(), '');
    assert.equal(await chips.count(), 1);
    await page.goBack();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await chips.count(), 0);
    await page.goForward();
    await untilCount(page, 5);
    await page.goForward();
    await until(
      page,
      (wanted) =>
        document.querySelector('carrel-articles')?.shadowRoot?.querySelector('#count')?.textContent ===
        wanted,
      narrowed,
    );
    assert.equal(await input.inputValue(), 'night');
  });

  scene(
    'an article opens in place of the list, and Back restores list, scroll and focus',
    {},
    async ({ page, open }) => {
      await open();
      const { hits, titles, heading, article, root } = parts(page);
      const slug = (await titles.nth(7).getAttribute('data-slug')) ?? '';
      await titles.nth(7).scrollIntoViewIfNeeded();
      const y = await page.evaluate(() => scrollY);
      assert.ok(y > 300, `the list was scrolled, to ${y}`);
      await titles.nth(7).click();
      await heading.waitFor();
      assert.equal(await path(page), `/index.html?read=${slug}`);
      assert.equal(await hits.first().isVisible(), false);
      assert.ok(await article.locator('.carrel-body p').first().isVisible());
      await untilFocused(page, 'carrel-:article');
      assert.ok(
        await page.evaluate(() => {
          const top = document.querySelector('.carrel-article-title')?.getBoundingClientRect().top ?? -1;
          return top >= 0 && top < innerHeight;
        }),
        'the title is in view',
      );
      await page.goBack();
      await hits.first().waitFor();
      await untilFocused(page, slug);
      await until(page, (wanted) => Math.abs(scrollY - wanted) <= 1, y);
      assert.equal(await root.locator('article.carrel-article').count(), 0);
    },
  );

  scene('filters and words survive the reading of an article', {}, async ({ page, open }) => {
    await open('index.html?q=mood&tags=depression');
    const { titles, back, heading, input, chips, count } = parts(page);
    const counted = await count.textContent();
    await titles.first().click();
    await heading.waitFor();
    await back.click();
    await untilSearch(page, '?q=mood&tags=depression');
    await titles.first().waitFor();
    assert.equal(await count.textContent(), counted);
    assert.equal(await input.inputValue(), 'mood');
    assert.equal(await chips.count(), 1);
  });

  scene(
    '"Back to the articles" goes through the history, so that Forward opens the article again',
    {},
    async ({ page, open }) => {
      await open();
      const { titles, back, heading } = parts(page);
      const before = await historyLength(page);
      await titles.nth(2).click();
      await heading.waitFor();
      const title = await heading.textContent();
      await back.click();
      await titles.first().waitFor();
      assert.equal(await historyLength(page), before + 1);
      await page.goForward();
      await heading.waitFor();
      assert.equal(await heading.textContent(), title);
    },
  );

  scene(
    'words that were typed a moment before an article is opened are there after Back',
    {},
    async ({ page, open }) => {
      await open();
      const { input, titles, heading, root } = parts(page);
      await input.fill('withdrawal');
      await root.locator('.title mark').first().waitFor();
      // The suggestions lie over the first card.
      await parts(page).root.locator('[role=option]').first().waitFor();
      await parts(page).input.press('Escape');
      await titles.first().click();
      await heading.waitFor();
      await page.goBack();
      await untilSearch(page, '?q=withdrawal');
      await titles.first().waitFor();
      assert.equal(await input.inputValue(), 'withdrawal');
    },
  );

  scene(
    'a link to another article opens it here, and one step back closes each',
    {},
    async ({ page, open }) => {
      await open();
      const { hit, heading, article } = parts(page);
      await hit(SAMPLE.newest).click();
      await heading.waitFor();
      await article.locator('.carrel-body a', { hasText: 'link to another' }).click();
      await untilSearch(page, '?read=naloxone-at-home');
      await until(page, () =>
        /^Naloxone/.test(document.querySelector('.carrel-article-title')?.textContent ?? ''),
      );
      await page.goBack();
      await until(
        page,
        () => document.querySelector('.carrel-article-title')?.textContent === 'Every kind of block',
      );
      await page.goBack();
      await hit(SAMPLE.newest).waitFor();
    },
  );

  scene(
    '"Back to the articles" leads past every article that was opened from another',
    {},
    async ({ page, open }) => {
      await open('index.html?tags=blocks');
      const { hit, heading, article, back } = parts(page);
      await hit(SAMPLE.newest).click();
      await heading.waitFor();
      await article.locator('.carrel-body a', { hasText: 'link to another' }).click();
      await untilSearch(page, '?tags=blocks&read=naloxone-at-home');
      await back.click();
      await untilSearch(page, '?tags=blocks');
      await untilFocused(page, SAMPLE.newest);
    },
  );

  scene('a reload shows the same list', {}, async ({ page, open }) => {
    await open('index.html?q=sleep&sort=title');
    const { titles, input, root } = parts(page);
    const before = await titles.allTextContents();
    await page.reload();
    await titles.first().waitFor();
    assert.deepEqual(await titles.allTextContents(), before);
    assert.equal(await input.inputValue(), 'sleep');
    assert.equal(await root.locator('select').inputValue(), 'title');
  });

  scene('a reload shows the same article', {}, async ({ page, open }) => {
    await open();
    const { titles, heading } = parts(page);
    await titles.nth(1).click();
    await heading.waitFor();
    const title = await heading.textContent();
    await page.reload();
    await heading.waitFor();
    assert.equal(await heading.textContent(), title);
  });

  scene(
    'after a reload, Back leads from the article to the list as it was left',
    {},
    async ({ page, open }) => {
      await open();
      const { titles, heading } = parts(page);
      const slug = (await titles.nth(6).getAttribute('data-slug')) ?? '';
      await titles.nth(6).click();
      await heading.waitFor();
      await page.reload();
      await heading.waitFor();
      await page.goBack();
      await untilFocused(page, slug);
      await until(page, () => scrollY > 300);
    },
  );

  scene(
    'a visit to another page and back ends at the same list, words in the box',
    {},
    async ({ page, open, host }) => {
      await open();
      const { input, titles } = parts(page);
      await input.fill('withdrawal');
      await untilSearch(page, '?q=withdrawal');
      const before = await titles.allTextContents();
      await page.goto(host.url('elsewhere.html'));
      await page.goBack();
      await titles.first().waitFor();
      assert.deepEqual(await titles.allTextContents(), before);
      assert.equal(await input.inputValue(), 'withdrawal');
    },
  );

  for (const [
    what,
    leave,
  ] of /** @type {[string, (visit: import('./scene.js').Visit) => Promise<unknown>][]} */ ([
    ['a reload', ({ page }) => page.reload()],
    [
      'a visit to another page and back',
      ({ page, host }) => page.goto(host.url('elsewhere.html')).then(() => page.goBack()),
    ],
  ])) {
    scene(`${what} ends at the same place in the list`, {}, async (visit) => {
      const { page, open } = visit;
      await open();
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            addEventListener('scrollend', resolve, { once: true });
            scrollTo(0, 1200);
          }),
      );
      await settled(page);
      await leave(visit);
      await parts(page).hits.first().waitFor();
      await settled(page);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - 1200) <= 1);
    });
  }

  scene(
    'an address with an article opens it, and the way back leads to the list',
    {},
    async ({ page, open, host }) => {
      await open('index.html?read=crisis-lines');
      const { heading, back, hits } = parts(page);
      await heading.waitFor();
      assert.equal(host.count(/index/), 1);
      assert.equal(await focused(page), 'body');
      await back.click();
      await hits.first().waitFor();
      assert.equal(await path(page), '/index.html');
    },
  );

  scene('an address with an unknown article says so and leads to the list', {}, async ({ page, open }) => {
    await open('index.html?read=never-written');
    const { root, back, hits } = parts(page);
    assert.match((await root.locator('.reader .lead').textContent()) ?? '', /never-written/);
    await back.click();
    await hits.first().waitFor();
  });

  scene('nothing writes to the address before the reader acts', {}, async ({ page, open }) => {
    await page.addInitScript(() => {
      const calls = /** @type {any} */ (globalThis);
      calls.carrelTestWrites = [];
      for (const how of /** @type {const} */ (['pushState', 'replaceState'])) {
        const original = history[how];
        history[how] = function (...given) {
          // Without an address it only keeps a note.
          if (given[2] !== undefined) calls.carrelTestWrites.push([how, String(given[2])]);
          return original.apply(this, given);
        };
      }
    });
    await open('index.html?q=naloxone&show=3&utm_source=x#part');
    await parts(page).input.focus();
    await page.mouse.wheel(0, 400);
    await settled(page);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).carrelTestWrites), []);
    assert.equal(await path(page), '/index.html?q=naloxone&show=3&utm_source=x#part');
  });

  scene(
    'parameters of the page, their bytes and the fragment stay as they are',
    {},
    async ({ page, open }) => {
      await open('index.html?utm_source=a%20b&s=c+d&tags[]=1&flag#part');
      const { tag, titles, heading } = parts(page);
      await tag('withdrawal').click();
      await untilCount(page, 4);
      assert.equal(await path(page), '/index.html?utm_source=a%20b&s=c+d&tags[]=1&flag&tags=withdrawal#part');
      await titles.first().click();
      await heading.waitFor();
      assert.match(
        await path(page),
        /^\/index\.html\?utm_source=a%20b&s=c\+d&tags\[\]=1&flag&tags=withdrawal&read=.*#part$/,
      );
      await page.goBack();
      await page.goBack();
      await untilCount(page, SAMPLE.articles);
      assert.equal(await path(page), '/index.html?utm_source=a%20b&s=c+d&tags[]=1&flag#part');
    },
  );

  scene('what the page keeps in the history stays there', {}, async ({ page, open }) => {
    await open();
    await page.evaluate(() => history.replaceState({ host: 'mine' }, ''));
    await parts(page).tag('withdrawal').click();
    await untilCount(page, 4);
    assert.equal(await page.evaluate(() => history.state?.host), 'mine');
    await page.goBack();
    await untilCount(page, SAMPLE.articles);
    assert.equal(await page.evaluate(() => history.state?.host), 'mine');
  });

  scene('a page with a <base> keeps its own address', {}, async ({ page, open, host }) => {
    host.files.set('deep/page.html', pageOf({ head: '<base href="../">' }));
    await open('deep/page.html');
    await parts(page).tag('withdrawal').click();
    await untilCount(page, 4);
    assert.equal(await path(page), '/deep/page.html?tags=withdrawal');
    assert.equal(
      await parts(page)
        .titles.first()
        .evaluate((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname),
      '/deep/page.html',
      'a link that is opened in a tab leads to this page',
    );
  });

  scene('routing="hash" keeps words out of what the server is sent', {}, async ({ page, open, host }) => {
    host.files.set('hash.html', pageOf({ attributes: 'routing="hash"' }));
    await open('hash.html?page=1');
    const { input, titles, heading, hits } = parts(page);
    await input.fill('withdrawal');
    await until(page, () => location.hash === '#q=withdrawal');
    // The suggestions lie over the first card.
    await parts(page).root.locator('[role=option]').first().waitFor();
    await parts(page).input.press('Escape');
    await titles.first().click();
    await heading.waitFor();
    assert.match(await path(page), /^\/hash\.html\?page=1#q=withdrawal&read=/);
    await page.reload();
    await heading.waitFor();
    await page.goBack();
    await hits.first().waitFor();
    assert.equal(await input.inputValue(), 'withdrawal');
    assert.equal(await path(page), '/hash.html?page=1#q=withdrawal');
  });

  scene(
    'in hash routing an anchor inside an article is followed and the article stays',
    {},
    async ({ page, open, host }) => {
      host.files.set('hash.html', pageOf({ attributes: 'routing="hash"' }));
      await open(`hash.html#read=${SAMPLE.newest}`);
      await page.locator('.carrel-contents a', { hasText: 'A picture' }).click();
      await until(page, () => {
        const top = document.querySelector('#carrel-a-picture')?.getBoundingClientRect().top ?? -1;
        return top >= -1 && top < innerHeight;
      });
      assert.equal(await path(page), `/hash.html#read=${SAMPLE.newest}`);
      assert.ok(await parts(page).heading.isVisible());
    },
  );

  scene(
    'routing="memory" leaves the address alone and still has a way back',
    {},
    async ({ page, open, host }) => {
      host.files.set('memory.html', pageOf({ attributes: 'routing="memory"' }));
      await open('memory.html?q=stays');
      const { tag, titles, heading, back, hits } = parts(page);
      const before = await historyLength(page);
      await tag('withdrawal').click();
      await untilCount(page, 4);
      await titles.first().click();
      await heading.waitFor();
      assert.equal(await path(page), '/memory.html?q=stays');
      assert.equal(await historyLength(page), before);
      await back.click();
      await hits.first().waitFor();
      await untilCount(page, 4);
    },
  );

  scene(
    '"Load more" adds ten, moves the focus to the first of them and keeps the number in the address',
    {},
    async ({ page, open }) => {
      await open();
      const { hits, root, titles } = parts(page);
      const before = await historyLength(page);
      await root.getByRole('button', { name: 'Load more' }).click();
      await until(
        page,
        () => document.querySelector('carrel-articles')?.shadowRoot?.querySelectorAll('.hit').length === 20,
      );
      await untilFocused(page, (await titles.nth(10).getAttribute('data-slug')) ?? '');
      await untilSearch(page, '?show=20');
      assert.equal(await historyLength(page), before);
      await page.reload();
      await hits.nth(19).waitFor();
      assert.equal(await hits.count(), 20);
    },
  );

  scene('an article far down a lengthened list is left for the same place', {}, async ({ page, open }) => {
    await open('index.html?show=26');
    const { titles, heading } = parts(page);
    const slug = (await titles.nth(24).getAttribute('data-slug')) ?? '';
    await titles.nth(24).scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => scrollY);
    await titles.nth(24).click();
    await heading.waitFor();
    await page.goBack();
    await untilFocused(page, slug);
    await until(page, (wanted) => Math.abs(scrollY - wanted) <= 1, y);
  });

  scene('the title of the page names the article while it is read', {}, async ({ page, open }) => {
    await open();
    const { titles, heading, hits } = parts(page);
    await titles.first().click();
    await heading.waitFor();
    assert.equal(await page.title(), `${SAMPLE.newestTitle} – Topic page`);
    await page.goBack();
    await hits.first().waitFor();
    assert.equal(await page.title(), 'Topic page');
  });

  scene('a slow answer to older words never covers the newer one', {}, async ({ page, open, host }) => {
    await open();
    const { input, titles, notice } = parts(page);
    // Unknown words ask for the stemmer: the answer waits for it.
    const release = host.hold(/^stem\.en/);
    await input.fill('medicating sleeplessly');
    await host.asked(/^stem\.en/);
    await input.fill('naloxone');
    await until(page, () =>
      /^Naloxone/.test(
        document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.title a')?.textContent ?? '',
      ),
    );
    const before = await titles.allTextContents();
    const answered = page.waitForResponse(/stem\.en/);
    release();
    await (await answered).finished();
    await settled(page);
    await untilSearch(page, '?q=naloxone');
    assert.deepEqual(await titles.allTextContents(), before);
    assert.equal(await notice.count(), 0);
    assert.equal(await input.inputValue(), 'naloxone');
  });

  scene(
    'an article that comes late does not open over a list that was gone back to',
    {},
    async ({ page, open, host }) => {
      await open();
      const { titles, hits, heading, root } = parts(page);
      const release = host.hold(/\.bin$/);
      await titles.nth(3).click();
      await until(page, () => location.search.startsWith('?read='));
      await page.goBack();
      await untilSearch(page, '');
      const answered = page.waitForResponse(/\.bin$/);
      release();
      await (await answered).finished();
      await settled(page);
      assert.equal(await heading.count(), 0);
      assert.ok(await hits.first().isVisible());
      assert.equal(await root.locator('.results').getAttribute('aria-busy'), 'false');
    },
  );

  scene(
    'a passage that comes late does not return to a list that has moved on',
    {},
    async ({ page, open, host }) => {
      await open();
      const { input, root } = parts(page);
      const release = host.hold(/\.bin$/);
      await input.fill('kindling');
      await input.fill('sleep');
      await host.asked(/\.bin$/, 2);
      await input.fill('naloxone');
      await until(page, () =>
        /^Naloxone/.test(
          document.querySelector('carrel-articles')?.shadowRoot?.querySelector('.title a')?.textContent ?? '',
        ),
      );
      const answered = page.waitForResponse(/\.bin$/);
      release();
      await (await answered).finished();
      await untilSearch(page, '?q=naloxone');
      await settled(page);
      const marks = await root.locator('.hit mark').allTextContents();
      assert.ok(marks.length > 0);
      assert.deepEqual(
        marks.filter((mark) => !/nalox|narcan/i.test(mark)),
        [],
      );
    },
  );

  scene(
    'once typing rests, passages from the bodies replace the excerpts and nothing moves',
    {},
    async ({ page, open, host }) => {
      await open();
      const { input, root } = parts(page);
      const release = host.hold(/\.bin$/);
      await input.fill('craving');
      await host.asked(/\.bin$/, 2);
      const measure = () =>
        root.locator('.hit').evaluateAll((all) => all.map((hit) => hit.getBoundingClientRect().top));
      const excerpts = () => root.locator('.excerpt').allTextContents();
      const [before, places] = [await excerpts(), await measure()];
      release();
      await until(
        page,
        (old) =>
          [...(document.querySelector('carrel-articles')?.shadowRoot?.querySelectorAll('.excerpt') ?? [])]
            .map((excerpt) => excerpt.textContent)
            .join() !== old,
        before.join(),
      );
      assert.deepEqual(await measure(), places);
    },
  );

  scene(
    'a misspelt word is answered with the corrected one, which is named and can be taken',
    {},
    async ({ page, open }) => {
      await open();
      const { input, notice, hits } = parts(page);
      await input.fill('withdrawl');
      await notice.waitFor();
      assert.match((await notice.textContent()) ?? '', /“withdrawl”.*withdrawal/);
      assert.ok((await hits.count()) > 0);
      await notice.getByRole('button', { name: 'withdrawal' }).click();
      await untilSearch(page, '?q=withdrawal');
      assert.equal(await input.inputValue(), 'withdrawal');
      assert.equal(await notice.count(), 0);
    },
  );

  scene('an empty list names ways on, each with the number it leads to', {}, async ({ page, open }) => {
    await open('index.html?q=naloxone&tags=movement');
    const { empty, root } = parts(page);
    await empty.locator('.way').first().waitFor();
    const ways = await empty.locator('.way').allTextContents();
    assert.ok(
      ways.some((way) => /movement.*\d+ articles?/.test(way)),
      ways.join(),
    );
    assert.ok(
      ways.some((way) => /drop the words.*2 articles/.test(way)),
      ways.join(),
    );
    await empty.locator('.way', { hasText: 'drop the words' }).click();
    await untilCount(page, 2);
    assert.equal(await root.locator('.empty').count(), 0);
  });

  scene('words that nothing has, without a filter, can be cleared', {}, async ({ page, open }) => {
    await open('index.html?q=xyzzyquux');
    const { empty } = parts(page);
    assert.match((await empty.textContent()) ?? '', /No articles for “xyzzyquux”/);
    await empty.getByRole('button', { name: 'Clear all' }).click();
    await untilCount(page, SAMPLE.articles);
    await untilSearch(page, '');
    await untilFocused(page, 'q');
  });

  scene(
    'filters count what they would leave, and a chip takes each off again',
    {},
    async ({ page, open }) => {
      await open();
      const { root, chips, tag } = parts(page);
      await root.locator('.check', { hasText: 'Treatment' }).first().locator('input').check();
      await untilCount(page, 6);
      assert.match(
        (await root.locator('.check', { hasText: 'Treatment' }).first().textContent()) ?? '',
        /6$/,
      );
      const left = Number(await tag('depression').locator('.number').textContent());
      await tag('depression').click();
      await untilCount(page, left);
      assert.equal(await chips.count(), 2);
      await chips.filter({ hasText: 'depression' }).click();
      await untilCount(page, 6);
      await chips.first().click();
      await untilCount(page, SAMPLE.articles);
    },
  );

  scene('a year is a filter, and the same year takes it off', {}, async ({ page, open }) => {
    await open();
    const { root } = parts(page);
    const year = root.locator('.year', { hasText: /^2019/ });
    await year.click();
    await untilSearch(page, '?from=2019&to=2019');
    await untilCount(page, 4);
    assert.equal(await year.getAttribute('aria-pressed'), 'true');
    await year.click();
    await untilSearch(page, '');
    await untilCount(page, SAMPLE.articles);
  });

  scene('dates are the days that were written, in a zone behind and in a zone ahead', {}, async (visit) => {
    const { page, open, context } = visit;
    const cdp = await context.newCDPSession(page);
    for (const timezoneId of ['Pacific/Honolulu', 'Pacific/Kiritimati']) {
      await cdp.send('Emulation.setTimezoneOverride', { timezoneId });
      await open();
      assert.equal(
        await parts(page).root.locator('.hit time').first().textContent(),
        'Nov 20, 2026',
        timezoneId,
      );
    }
  });
});
