import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { parseHTML } from 'linkedom';
import { webAddress } from '../../web/links.js';
import { isListed } from '../../web/view/properties.js';
import { loaded } from './support/built.js';
import { article, facets, hit, model, t } from './support/model.js';

// As in a page: with Preact as it is built.
const { App, ArticlePage, TopicPage, render } = await loaded(`
  export { App } from './web/view/app.js';
  export { ArticlePage } from './web/view/article.js';
  export { TopicPage } from './web/view/topic.js';
  export { render } from './web/view/dom.js';
`);

const value = { slug: 'a', label: 'A', count: 2, selected: true };
/** @type {[number, number][]} */
const ranges = [[0, 1]];

/** Everything in an answer and in a file of which a view shows something. */
const whole = {
  title: 'Topic',
  answer: {
    query: 'x',
    total: 2,
    sort: 'new',
    hits: [
      hit({
        title: 'One',
        titleRanges: ranges,
        url: 'https://a.example/one/',
        authors: ['Mara'],
        image: { src: 'https://a.example/a.png', alt: 'A', width: 3, height: 4 },
        alsoKnownAs: { text: 'Uno', ranges },
        excerpt: { text: 'Words.', ranges, from: 'card' },
        section: { id: 'carrel-a', path: ['A', 'B'] },
      }),
      hit({ slug: 'two', title: 'Two', synonym: 'Dos' }),
    ],
    facets: {
      ...facets,
      authors: [value, { ...value, slug: 'b', selected: false }],
      months: [value, { ...value, slug: '2025-02' }],
      fields: [
        ...facets.fields,
        {
          name: 'day',
          label: 'Day',
          type: 'date',
          min: '2020',
          max: '2024',
          from: '2021',
          to: null,
          histogram: [],
        },
      ],
    },
    relaxed: ['words'],
    synonyms: [{ for: 'x', name: 'y' }],
    corrected: { from: 'x', to: 'y', query: 'y', total: 2 },
  },
  topics: [{ slug: 'a', title: 'A', articles: 2 }],
  suggestions: [
    { text: 'word', kind: 'term', slug: '', count: 2, ranges },
    { text: 'Title', kind: 'title', slug: 'one', count: 1, ranges },
  ],
  help: [
    {
      region: 'US',
      language: 'en',
      label: 'Line',
      text: 'Call.',
      tel: '988',
      url: 'https://988.example/',
      verified: '2026-01-02',
    },
  ],
  article: article({
    image: { src: 'https://a.example/a.png', alt: 'A', width: 3, height: 4 },
    sources: [{ title: 'A study', url: 'https://s.example/', publisher: 'Journal', date: '2020-05' }],
    reviewed_by: { name: 'Who', url: 'https://w.example/', credentials: 'MD' },
    last_reviewed: '2026-01-02',
    next_review: '2027-01-02',
    related: [{ slug: 'two', title: 'Two' }],
  }),
  outline: ['a', 'b', 'c'].map((id, at) => ({ level: at ? 4 : 3, id: `carrel-${id}`, text: id })),
  terms: [{ term: 'Anhedonia', also_known_as: ['loss of pleasure'], definition: 'Less joy.' }],
};
const data = () => structuredClone(whole);

/** Every place in a value, as the keys that lead to it. @param {any} value @param {string[]} [way] @returns {string[][]} */
const places = (value, way = []) =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => [[...way, key], ...places(member, [...way, key])])
    : [];

/** @param {any} whole @param {string[]} way @param {any} forged */
function put(whole, way, forged) {
  const last = /** @type {string} */ (way.at(-1));
  way.slice(0, -1).reduce((at, key) => at[key], whole)[last] = forged;
  return whole;
}

const props = '"props":{"src":"x:","onerror":"ran()","data-forged":"","children":[]}';
const internals = '"key":null,"__k":null,"__":null,"__b":0,"__e":null,"__c":null,"__v":1,"__i":-1,"__u":0';
/** What a host can write in the place of anything, as JSON. @type {Record<string, string>} */
const forgeries = {
  'a vnode of Preact 11': `{"type":"img",${props},${internals},"ref":null,"constructor":null}`,
  'a vnode with a marker': `{"type":"img",${props},${internals},"ref":"x","constructor":"Symbol(pv)"}`,
  'a vnode of its sources': `{"type":"img",${props},"_children":null,"_depth":1,"_original":1,"_flags":4,"constructor":{}}`,
  'a vnode through its prototype': `{"type":"img",${props},"__proto__":{"constructor":null,"__v":1}}`,
  'a vnode of the element that stands there': `{"type":"p",${props},${internals},"constructor":null}`,
  'a view of decision 0009':
    '{"type":"img","u":{"data-forged":""},"props":{"data-forged":""},"children":[],"node":null}',
  'a list of them': `[[{"type":"meta",${props},"constructor":null}],"<img data-forged>",[null]]`,
  'what cannot be made a text': '{"toString":1,"valueOf":1,"constructor":null,"length":2,"then":1}',
  markup: '"<img src=x: onerror=ran() data-forged>"',
  'an address that runs': '"javascript:ran()"',
  'a list': '[]',
  'an object': '{}',
  nothing: 'null',
  truth: 'true',
  nought: '0',
  'a number': '-1e308',
  'no text': '""',
};

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** What shows each part of the data. @type {Record<string, (given: any) => any>} */
const views = {
  shadow: ({ answer, topics, suggestions, help, title }) =>
    App(
      model({
        answer,
        topics,
        suggestions,
        help,
        title,
        state: {
          q: 'x',
          where: ['level:easy', 'minutes:5..', 'day:2021..'],
          in: ['a'],
          tags: ['sleep'],
          by: ['a'],
        },
        text: 'x',
        suggests: true,
        active: -1,
        clampable: true,
        address: webAddress,
        welcome: () => true,
      }),
    ),
  article: ({ article, outline }) =>
    ArticlePage({
      m: model({ welcome: () => true, address: webAddress }),
      reading: { article, outline, body: () => {}, truncated: false },
      id: 'carrel-',
    }),
  topic: ({ title, terms }) => TopicPage({ title, introduction: null, terms, level: 2, id: 'carrel-', t }),
};
const viewsOf = (/** @type {string} */ part) =>
  /^(article|outline)$/.test(part)
    ? ['article']
    : part === 'terms'
      ? ['topic']
      : part === 'title'
        ? ['shadow', 'topic']
        : ['shadow'];

const known =
  /^(a|article|aside|b|button|dd|dfn|div|dl|dt|fieldset|form|h[1-6]|header|i|img|input|label|legend|li|mark|nav|ol|option|p|path|rect|section|select|slot|small|span|svg|time|ul)$/;

/** What stands in a tree that no view asks for. @param {any} element @returns {string[]} */
function foreign({ localName, attributes, children }) {
  const wrong = known.test(localName) || localName === 'main' ? [] : [localName];
  for (const { name, value } of attributes) {
    if (!isListed(name) || /^on/.test(name)) wrong.push(`${localName} ${name}`);
    if (/^(href|src)$/.test(name) && /^\s*javascript:/i.test(value))
      wrong.push(`${localName} ${name}=${value}`);
    if (name === 'src' && !/^https:/.test(value)) wrong.push(`${localName} src=${value}`);
  }
  return [...wrong, ...[...children].flatMap(foreign)];
}

/** A tree as data, whatever the order in which its attributes were set; one that is empty is none. @param {any} node @returns {any} */
const drawn = ({ nodeType, localName, attributes, childNodes, nodeValue }) =>
  nodeType === 1
    ? [
        localName,
        [...attributes]
          .filter(({ value }) => value)
          .map(({ name, value }) => `${name}=${value}`)
          .sort(),
        [...childNodes].map(drawn),
      ]
    : nodeValue;

test('what a host forges in place of any value of its data is shown as text or not at all, and the rest stands', () => {
  const ways = places(data());
  assert.ok(ways.length > 150, 'the data has places');
  /** @type {Record<string, any>} */
  const containers = Object.fromEntries(
    Object.keys(views).map((name) => [name, document.body.appendChild(document.createElement('main'))]),
  );
  for (const name in views) render(views[name](data()), containers[name]);
  const shown = Object.fromEntries(Object.keys(views).map((name) => [name, drawn(containers[name])]));
  /** @type {Record<string, string>} */
  const right = {};
  /** @type {Set<string>} */
  const wrong = new Set();
  /** @type {Set<string>} */
  const seen = new Set();
  for (const way of ways) {
    for (const [forgery, json] of Object.entries(forgeries)) {
      for (const name of viewsOf(way[0])) {
        const what = `${forgery} at ${way.join('.')}`;
        try {
          render(views[name](put(data(), way, JSON.parse(json))), containers[name]);
        } catch (error) {
          wrong.add(`${what}: ${/** @type {Error} */ (error).stack?.split('\n', 3).join(' ')}`);
        }
        const html = containers[name].innerHTML;
        // Most forgeries come to the same tree, which is looked at once.
        if (seen.has(html)) continue;
        seen.add(html);
        for (const found of foreign(containers[name])) wrong.add(`${what}: ${found}`);
        if (name === 'shadow' && !containers[name].querySelector('form')) wrong.add(`${what}: no search box`);
      }
    }
    // What a forgery had left behind in the tree would be seen now.
    for (const name of viewsOf(way[0])) {
      render(views[name](data()), containers[name]);
      const html = containers[name].innerHTML;
      if (html === right[name]) continue;
      right[name] = html;
      if (!isDeepStrictEqual(drawn(containers[name]), shown[name]))
        wrong.add(`something is left of what was at ${way.join('.')}`);
    }
  }
  assert.deepEqual([...wrong], []);
});
