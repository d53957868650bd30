import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { EMPTY } from '../../web/state.js';
import { speak } from '../../web/strings/index.js';
import { activeFilters } from '../../web/view/active.js';
import { App } from '../../web/view/app.js';
import { ArticlePage } from '../../web/view/article.js';
import { h, render } from '../../web/view/dom.js';
import { steps, tree } from '../../web/view/filters.js';
import { formats } from '../../web/view/formats.js';
import { FoundBar } from '../../web/view/found-bar.js';
import { marked, safe } from '../../web/view/pieces.js';
import { TopicPage } from '../../web/view/topic.js';
import { article, facets, format, hit, model, t } from './support/model.js';

/** @param {any} vnode @returns {any} the element that holds what was rendered */
function shown(vnode) {
  const { document } = parseHTML('<!doctype html><html><body><main></main></body></html>');
  const main = /** @type {any} */ (document.querySelector('main'));
  render(vnode, main);
  return main;
}

/** linkedom knows no `checked`: what sets a property in a browser sets an attribute there. @param {any} box */
const isTicked = (box) => box.hasAttribute('checked');

test('a civil date is the same day in every time zone', () => {
  const zone = process.env.TZ;
  for (const name of ['America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']) {
    process.env.TZ = name;
    assert.equal(formats('en-US').date('2026-07-16'), 'Jul 16, 2026');
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  assert.equal(format.date('2026-07'), 'Jul 2026');
  assert.equal(format.date('2026'), '2026');
  assert.equal(format.date('0099-01-02'), 'Jan 2, 99');
  assert.equal(format.date('soon'), 'soon');
});

test('ranges become marks and nothing else', () => {
  const main = shown(
    h(
      'p',
      null,
      marked('a <b> naloxone 😀 end', [
        [6, 14],
        [15, 17],
      ]),
    ),
  );
  assert.equal(main.textContent, 'a <b> naloxone 😀 end');
  assert.deepEqual(
    [...main.querySelectorAll('mark')].map((mark) => mark.textContent),
    ['naloxone', '😀'],
  );
  assert.equal(main.querySelector('b'), null);
});

test('only addresses that a link may have become links', () => {
  for (const url of ['https://a.example/', '/x', 'x.md', '?read=x', '#x', 'tel:988', 'mailto:a@example.org'])
    assert.equal(safe(url), url);
  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '',
    undefined,
  ])
    assert.equal(safe(url), undefined);
});

test('a hit is an article with a real link, a date, an author and a MORE link that names its title', () => {
  const main = shown(App(model({ answer: { hits: [hit({ url: 'https://a.example/one/' })] } })));
  const article = main.querySelector('article');
  assert.equal(article.querySelector('h4 a').getAttribute('href'), 'https://a.example/one/');
  assert.equal(article.querySelector('time').getAttribute('datetime'), '2025-11-16');
  assert.match(
    article.querySelector('.meta').textContent,
    /Nov 16, 2025.*Posted by Mike Clayton.*3 min read/,
  );
  assert.equal(article.querySelector('.more').textContent, 'More about One');
  assert.equal(shown(App(model())).querySelector('h4 a').getAttribute('href'), '?read=one');
});

test('the other name that matched is shown with the hit', () => {
  const alsoKnownAs = {
    text: 'post-acute withdrawal',
    ranges: /** @type {[number, number][]} */ ([[0, 10]]),
  };
  const main = shown(App(model({ answer: { hits: [hit({ alsoKnownAs })] } })));
  assert.equal(main.querySelector('.aka').textContent, 'Also known as post-acute withdrawal');
  assert.equal(main.querySelector('.aka mark').textContent, 'post-acute');
});

test('the search box is a labelled search landmark, and clears only what is there', () => {
  const empty = shown(App(model()));
  const input = empty.querySelector('form[role=search] input[type=search]');
  assert.equal(empty.querySelector(`label[for=${input.id}]`).textContent, 'Search articles');
  assert.equal(input.getAttribute('aria-describedby'), empty.querySelector('.count').id);
  assert.equal(empty.querySelector('.clear'), null);
  assert.ok(shown(App(model({ text: 'x' }))).querySelector('.clear'));
});

test('relevance is offered only where there are words', () => {
  const values = (/** @type {any} */ main) =>
    [...main.querySelectorAll('option')].map((o) => o.getAttribute('value'));
  assert.deepEqual(values(shown(App(model()))), ['new', 'old', 'title']);
  assert.deepEqual(values(shown(App(model({ state: { q: 'x' } })))), ['relevance', 'new', 'old', 'title']);
});

test('a child category stands under its parent, by its own name, to any depth', () => {
  /** @param {any[]} branches @returns {any} */
  const names = (branches) => branches.map(({ name, children }) => [name, names(children)]);
  const deep = ['a', 'b', 'a/b', 'a/b/c', 'x/y'].map((slug) => ({
    slug,
    label: slug.toUpperCase(),
    count: 1,
    selected: slug === 'a/b/c',
  }));
  assert.deepEqual(names(tree(deep)), [
    ['A', [['B', [['C', []]]]]],
    ['B', []],
    ['X/Y', []],
  ]);
  assert.deepEqual(
    tree(deep).map(({ holds }) => holds),
    [true, false, false],
  );
});

test('a branch opens by hand, and by itself where something in it is selected', () => {
  const many = [...'abcdefghi', 'a/x', 'b/y'].map((slug) => ({
    slug,
    label: slug,
    count: 1,
    selected: slug === 'b/y',
  }));
  const opened = (/** @type {string[]} */ unfolded) =>
    [
      ...shown(
        App(model({ answer: { facets: { ...facets, categories: many } }, unfolded: new Set(unfolded) })),
      ).querySelectorAll('.twist'),
    ].map((twist) => twist.getAttribute('aria-expanded'));
  assert.deepEqual(opened([]), ['false', 'true']);
  assert.deepEqual(opened(['open:a', 'open:b', 'shut:b']), ['true', 'false']);
});

test('a text field is ticked, a range has two labelled ends, bars inside it are marked', () => {
  /** @type {any[]} */
  const asked = [];
  const state = { where: ['level:easy', 'minutes:5..'] };
  const on = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (/** @type {any[]} */ ...said) =>
          asked.push([name, ...said]),
    },
  );
  const main = shown(App(model({ state, answer: { facets }, on })));
  const boxes = main.querySelectorAll('.field-level input');
  assert.deepEqual([...boxes].map(isTicked), [true, false]);
  boxes[1].dispatchEvent(new main.ownerDocument.defaultView.Event('change'));
  const [from, to] = main.querySelectorAll('.field-minutes input');
  assert.deepEqual([from.type, from.value, to.value], ['number', '5', '']);
  assert.equal(from.parentNode.textContent, 'From');
  to.value = '20';
  to.dispatchEvent(new main.ownerDocument.defaultView.Event('change'));
  from.value = '';
  from.dispatchEvent(new main.ownerDocument.defaultView.Event('change'));
  assert.deepEqual(asked, [
    ['field', 'level', 'easy|hard'],
    ['field', 'minutes', '5..20'],
    ['field', 'minutes', ''],
  ]);
  const bars = [...main.querySelectorAll('.field-minutes rect')].map(
    (bar) => bar.getAttribute('class') || '',
  );
  assert.deepEqual(bars, ['', 'in', 'in']);
  assert.deepEqual(
    [...main.querySelectorAll('.chip')].map((chip) => chip.textContent),
    ['Level: Easy', 'Minutes: at least 5'],
  );
});

test('all or any is asked where it makes a difference', () => {
  const modes = (/** @type {any} */ change) =>
    [...shown(App(model({ answer: { facets }, ...change }))).querySelectorAll('.mode input')].map(isTicked);
  // One tag is selected: the counts of the others tell the two apart. One category makes none.
  assert.deepEqual(modes({}), [true]);
  assert.deepEqual(modes({ state: { other: ['tags'] } }), [false]);
});

test('tags are pressed buttons in five sizes with their counts', () => {
  const main = shown(App(model({ answer: { facets } })));
  const [anxiety, sleep] = main.querySelectorAll('.tag');
  assert.equal(anxiety.getAttribute('aria-pressed'), 'false');
  assert.equal(sleep.getAttribute('aria-pressed'), 'true');
  assert.match(sleep.textContent, /^sleep20, 20 articles$/);
  const step = steps(facets.tags);
  assert.deepEqual([1, 2, 4, 10, 20].map(step), [1, 2, 3, 4, 5]);
  assert.equal(steps([facets.tags[0]])(20), 3);
});

test('authors are offered only where there is a choice', () => {
  assert.equal(shown(App(model({ answer: { facets } }))).querySelector('.authors'), null);
  const two = {
    ...facets,
    authors: [...facets.authors, { slug: 'b', label: 'B', count: 1, selected: false }],
  };
  assert.ok(shown(App(model({ answer: { facets: two } }))).querySelector('.authors'));
});

test('active filters are chips with the names that readers know', () => {
  const state = { ...EMPTY, in: ['treatment/medication'], tags: ['sleep', 'gone'], from: '2021', to: '2023' };
  const filters = activeFilters(model({ state, answer: { facets } }));
  assert.deepEqual(
    filters.map(({ label }) => label),
    ['Treatment › Medication', 'sleep', 'gone', '2021 to 2023'],
  );
  const main = shown(App(model({ state, answer: { facets } })));
  assert.equal(main.querySelectorAll('.chip').length, 4);
  assert.equal(
    main.querySelector('.chip').getAttribute('aria-label'),
    'Remove filter: Treatment › Medication',
  );
});

test('what the engine passed over is no chip and no filter in force', () => {
  const range = { type: 'number', label: 'Minutes', min: 1, max: 9, histogram: [], from: null, to: null };
  const texts = { name: 'level', label: 'Level', type: 'text', values: [] };
  const day = { ...range, name: 'released', label: 'Released', type: 'date' };
  /** @param {string} where @param {any} [minutes] @param {any} [released] what the answer says of both */
  const labels = (where, minutes, released) =>
    activeFilters(
      model({
        state: { ...EMPTY, where: where.split(',') },
        answer: {
          facets: {
            ...facets,
            fields: [texts, { ...range, name: 'minutes', ...minutes }, { ...day, ...released }],
          },
        },
      }),
    ).map(({ label }) => label);
  for (const where of [
    'level',
    'level:',
    ':easy',
    'level:all:',
    'level:|',
    'minutes:ten',
    'minutes:..',
    'released:2024-13',
    'minutes:12345678901',
  ])
    assert.deepEqual(labels(where), [], where);
  assert.deepEqual(labels('level:easy,level:hard'), ['Level: easy']);
  assert.deepEqual(labels('level:easy|easy'), ['Level: easy']);
  assert.deepEqual(labels('minutes:x,minutes:5..,minutes:6'), []);
  assert.deepEqual(labels('minutes:x,minutes:5..,minutes:6', { from: 5 }), ['Minutes: at least 5']);
  assert.deepEqual(labels('released:2024..2025-06', null, { from: '2024-01-01', to: '2025-06-30' }), [
    'Released: 2024 to Jun 2025',
  ]);
  // No article has a field that the bundle lacks: that is a filter, and can be taken off.
  assert.deepEqual(labels('nonsense:a'), ['nonsense:a']);
  const empty = shown(
    App(model({ state: { ...EMPTY, where: ['minutes:x'] }, answer: { total: 0, hits: [], facets } })),
  );
  assert.equal(empty.querySelector('.empty .lead').textContent, 'No articles yet');
});

test('a topic that the bundle lacks is what an empty list speaks of', () => {
  const empty = shown(
    App(
      model({
        missingTopic: 'renamed',
        state: { ...EMPTY, topic: 'renamed' },
        answer: { total: 0, hits: [] },
      }),
    ),
  );
  assert.equal(empty.querySelector('.empty').textContent, 'There is no topic “renamed” here.');
});

test('an empty list offers every way on with its number', () => {
  const corrected = { from: 'naloxne', to: 'naloxone', query: 'naloxone', total: 14 };
  const answer = { total: 0, hits: [], corrected };
  const rescues = [
    { label: 'Remove “2024”', total: 9, without: { group: 'dates', value: '', label: '2024' } },
  ];
  const main = shown(App(model({ state: { q: 'naloxne' }, answer, rescues })));
  assert.equal(main.querySelector('.lead').textContent, 'No articles for “naloxne”');
  assert.deepEqual(
    [...main.querySelectorAll('.way')].map((way) => way.textContent),
    ['Did you mean naloxone?14 articles', 'Remove “2024”9 articles'],
  );
});

test('a correction and a relaxation are said', () => {
  const corrected = { from: 'naloxne', to: 'naloxone', query: 'naloxone', total: 14 };
  assert.match(
    shown(App(model({ answer: { corrected } }))).querySelector('.notice').textContent,
    /naloxne.*naloxone.*14/,
  );
  /** @param {string[]} relaxed */
  const said = (relaxed) => shown(App(model({ answer: { relaxed } }))).querySelector('.notice').textContent;
  // Where several things were let go, the first says most.
  assert.match(said(['phrase', 'words']), /in a row/);
  assert.match(said(['field']), /in that place/);
  assert.match(said(['words']), /all these words/);
  assert.equal(shown(App(model())).querySelector('.notice'), null);
});

test('help comes first and is never hidden', () => {
  const help = [{ label: '988', text: 'Call.', tel: '1-800 662', url: 'javascript:x' }];
  const reading = { article: article(), bar: FoundBar, body: () => null, outline: [], truncated: false };
  for (const change of [{ help }, { help, reading }]) {
    const main = shown(App(model(change)));
    assert.equal(main.firstElementChild.firstElementChild.localName, 'aside');
    assert.deepEqual(
      [...main.querySelectorAll('aside a')].map((a) => a.getAttribute('href')),
      ['tel:1800662'],
    );
  }
});

test('the tree is in the order of the page', () => {
  const order = (/** @type {boolean} */ narrow) => {
    const main = shown(App(model({ narrow, answer: { facets } })));
    return [...main.querySelector('.columns').children].map((child) => child.className);
  };
  assert.deepEqual(order(false), ['list-column', 'filters']);
  assert.deepEqual(order(true), ['filters', 'list-column']);
});

test('a picture that may not be fetched is left out of the list, and held back in the article', () => {
  const image = { src: 'https://cdn.example/a.png', alt: 'A chart' };
  /** @type {any[]} */
  const asked = [];
  const m = model({
    answer: { hits: [hit({ image })] },
    welcome: (/** @type {string} */ src) => asked.push(src) < 0,
    hold: (/** @type {any} */ { alt }, /** @type {string} */ src) =>
      parseHTML(`<body><b>${alt}, ${src}</b></body>`).document.querySelector('b'),
  });
  assert.equal(shown(App(m)).querySelector('img'), null);
  const reading = { article: article({ image }), body: () => null, outline: [], truncated: false };
  const main = shown(ArticlePage(/** @type {any} */ ({ m, reading, id: 'carrel-' })));
  assert.equal(main.querySelector('img'), null);
  assert.equal(main.querySelector('b').textContent, `A chart, ${image.src}`);
  assert.deepEqual(asked, [image.src, image.src]);
});

test('every picture keeps to itself where it is shown', () => {
  const image = { src: 'a.png', alt: 'A chart' };
  const m = model({ answer: { hits: [hit({ image })] }, welcome: () => true });
  const reading = { article: article({ image }), body: () => null, outline: [], truncated: false };
  for (const view of [App(m), ArticlePage(/** @type {any} */ ({ m, reading, id: 'carrel-' }))]) {
    const picture = shown(view).querySelector('img');
    assert.equal(picture.getAttribute('referrerpolicy'), 'no-referrer');
  }
});

test('the bar of the marks says how many there are, then which one it is, and has a name for every button', () => {
  const reading = { article: article(), bar: FoundBar };
  const bar = (/** @type {any} */ found) =>
    shown(App(model({ reading, found, answer: {} }))).querySelector('.found');
  assert.equal(bar(null), null);
  assert.equal(bar({ at: -1, total: 1 }).textContent, '1 match');
  assert.equal(bar({ at: 2, total: 12 }).textContent, '3 of 12');
  const names = [...bar({ at: 2, total: 12 }).querySelectorAll('button')].map((button) => [
    button.getAttribute('aria-label'),
    button.getAttribute('type'),
  ]);
  assert.deepEqual(names, [
    ['Previous match', 'button'],
    ['Next match', 'button'],
    ['Hide the marks', 'button'],
  ]);
});

test('an article shows who wrote it, when, what else it is called, and what it rests on', () => {
  const sources = [{ title: 'A study', url: 'https://s.example/', publisher: 'Journal', date: '2020-05' }];
  const reading = {
    article: article({ sources, reviewed_by: { name: 'Dr. Who' }, last_reviewed: '2026-01-02' }),
    body: () => null,
    outline: [],
    truncated: false,
  };
  const main = shown(
    h('div', null, ArticlePage({ m: model(), reading: /** @type {any} */ (reading), id: 'carrel-' })),
  );
  assert.match(
    main.querySelector('.carrel-byline').textContent,
    /Nov 16, 2025 · Posted by Mara, MD · Updated Jun 2, 2026 · 3 min/,
  );
  assert.equal(main.querySelector('.carrel-aka').textContent, 'Also known as Uno');
  assert.match(main.querySelector('.carrel-sources').textContent, /A study, Journal, May 2020/);
  assert.match(main.querySelector('.carrel-review').textContent, /Reviewed byDr. Who.*Jan 2, 2026/);
  assert.equal(main.querySelector('nav'), null);
});

test('three headings make a table of contents', () => {
  const outline = ['a', 'b', 'c'].map((id, i) => ({ level: i ? 4 : 3, id: `carrel-${id}`, text: id }));
  const reading = { article: article(), body: () => null, outline, truncated: false };
  const main = shown(
    h('div', null, ArticlePage({ m: model(), reading: /** @type {any} */ (reading), id: 'carrel-' })),
  );
  assert.deepEqual(
    [...main.querySelectorAll('nav a')].map((a) => a.getAttribute('href')),
    ['#carrel-a', '#carrel-b', '#carrel-c'],
  );
});

test('terms are a glossary of definitions with their other names', () => {
  const terms = [{ term: 'Anhedonia', also_known_as: ['loss of pleasure'], definition: 'Less joy.' }];
  const main = shown(
    h('div', null, TopicPage({ title: 'T', introduction: null, terms, level: 2, id: 'carrel-', t })),
  );
  assert.equal(main.querySelector('h2').textContent, 'T');
  assert.equal(main.querySelector('dl dt dfn').textContent, 'Anhedonia');
  assert.equal(main.querySelector('dd.carrel-aka').textContent, 'Also known as loss of pleasure');
});

test('every year inside the range is pressed', () => {
  const main = shown(App(model({ state: { from: '2024-05', to: '' }, answer: { facets } })));
  assert.deepEqual(
    [...main.querySelectorAll('.year')].map((year) => year.getAttribute('aria-pressed')),
    ['true', 'true'],
  );
});

test('a keyed element keeps its node when it changes its place, an unkeyed one when others come and go', () => {
  const { document } = parseHTML('<!doctype html><html><body><main></main></body></html>');
  const main = /** @type {any} */ (document.querySelector('main'));
  const list = (/** @type {string[]} */ keys, /** @type {boolean} */ extra) =>
    h(
      'ul',
      null,
      extra && h('li', { class: 'extra' }),
      h('li', { class: 'same' }),
      ...keys.map((key) => h('li', { key }, key)),
    );
  render(list(['a', 'b', 'c'], false), main);
  const [same, a, b, c] = main.querySelectorAll('li');
  render(list(['c', 'a', 'd'], true), main);
  const items = [...main.querySelectorAll('li')];
  assert.deepEqual(
    items.map((item) => item.textContent),
    ['', '', 'c', 'a', 'd'],
  );
  assert.deepEqual([items[1], items[2], items[3]], [same, c, a]);
  assert.equal(b.parentNode, null);
  render(null, main);
  assert.equal(main.childNodes.length, 0);
});

test('attributes and listeners that a view no longer has are gone', () => {
  const { document, Event } = parseHTML('<!doctype html><html><body><main></main></body></html>');
  const main = /** @type {any} */ (document.querySelector('main'));
  let clicks = 0;
  render(h('button', { hidden: true, 'aria-pressed': false, onClick: () => clicks++ }, 'x'), main);
  const button = main.querySelector('button');
  assert.equal(button.getAttribute('hidden'), '');
  assert.equal(button.getAttribute('aria-pressed'), 'false');
  button.dispatchEvent(new Event('click'));
  render(h('button', null, 'y'), main);
  button.dispatchEvent(new Event('click'));
  assert.equal(main.querySelector('button'), button);
  assert.deepEqual([clicks, button.hasAttribute('hidden'), button.textContent], [1, false, 'y']);
});

test('no view asks for a style attribute', () => {
  const main = shown(
    App(model({ answer: { facets }, help: [{ label: 'x' }], error: 'x', text: 'x', state: { q: 'x' } })),
  );
  assert.equal(main.querySelectorAll('[style]').length, 0);
});

test('a language that is not spoken is answered in English, dates included', () => {
  assert.equal(speak('en-GB').locale, 'en-GB');
  assert.equal(speak('xx').locale, 'en');
  assert.equal(speak('not a tag').locale, 'en');
});
