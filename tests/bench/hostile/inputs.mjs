// Content bundles that make the packer work hard, each in any size. Each aims at one thing that a bundle may hold any number of: what costs more than
// its share for one of them is found by measuring n, 2n and 4n.

import { seeded } from '../random.mjs';

/** @typedef {{ name: string, at: (bytes: number) => string }} Input the JSON of a bundle of about so many bytes */

/** @param {number} count @param {(i: number) => any} make @returns {any[]} */
const list = (count, make) => Array.from({ length: Math.max(1, Math.round(count)) }, (_, i) => make(i));
/** A short word of its own for each number. @param {number} i */
const word = (i) => `w${i.toString(36)}`;
/** @param {number} i @param {object} [more] */
const article = (i, more = {}) => ({ slug: `a${i}`, title: `T${i}`, body: 'x', ...more });
/** One article with so much more in it. @param {object} more @param {object} [bundle] */
const one = (more, bundle = {}) => ({ ...bundle, articles: [article(0, more)] });
/** Articles of about so many bytes together. @param {number} bytes @param {(i: number) => object} make */
const articles = (bytes, make) => {
  const each = JSON.stringify(make(1000)).length + 1;
  return { articles: list(bytes / each, make) };
};
/** Text whose words come in the uneven way of prose, the same for the same size. @param {number} bytes @param {number} different */
function prose(bytes, different) {
  const random = seeded(1);
  const words = [];
  for (let size = 0; size < bytes; ) {
    // Squared, low numbers are common.
    const next = word(Math.floor(random() ** 2 * different));
    words.push(words.length % 12 === 11 ? `${next}.` : next);
    size += next.length + 1;
  }
  return words.join(' ');
}

/** @type {Record<string, (bytes: number) => object | string>} */
const makers = {
  // Labels.
  'a category of many levels': (bytes) => one({ categories: ['a/'.repeat(bytes / 2)] }),
  'a category of many levels, in every article': (bytes) =>
    articles(bytes, (i) => article(i, { categories: [`${word(i)}/`.repeat(50)] })),
  'categories of one article': (bytes) => one({ categories: list(bytes / 9, (i) => `a/${word(i)}`) }),
  'tags of one article': (bytes) => one({ tags: list(bytes / 8, word) }),
  'one tag many times': (bytes) => one({ tags: list(bytes / 6, () => 'tag') }),
  'tags that are one slug': (bytes) =>
    one({ tags: list(bytes / 12, (i) => `a${'-'.repeat(1 + (i % 40))}b`) }),
  'a thousand tags in every article': (bytes) =>
    articles(bytes, (i) => article(i, { tags: list(1000, (j) => word(j + (i % 7))) })),
  'a tag of its own in every article': (bytes) => articles(bytes, (i) => article(i, { tags: [word(i)] })),
  'the same tags in every article': (bytes) => articles(bytes, (i) => article(i, { tags: list(20, word) })),
  'authors of one article': (bytes) => one({ authors: list(bytes / 8, word) }),
  'authors as objects': (bytes) => one({ authors: list(bytes / 16, (i) => ({ name: word(i) })) }),
  'other names of one article': (bytes) => one({ also_known_as: list(bytes / 8, word) }),
  'sources of one article': (bytes) => one({ sources: list(bytes / 17, (i) => ({ title: word(i) })) }),
  'unknown keys in every source': (bytes) =>
    one({ sources: list(bytes / 24, (i) => ({ title: 'a', [word(i)]: 1 })) }),
  'one label of all': (bytes) => one({ tags: ['ab '.repeat(bytes / 3)] }),

  // Slugs and titles.
  'one slug for all': (bytes) => articles(bytes, () => ({ slug: 'a', title: 'T', body: '' })),
  'slugs that are already taken by numbers': (bytes) =>
    articles(bytes, (i) => ({ slug: i % 2 ? 'a' : `a-${2 + i / 2}`, title: 'T', body: '' })),
  'no slug, one title': (bytes) => articles(bytes, () => ({ title: 'One title', body: '' })),
  'a long slug': (bytes) => one({ slug: 'ab-'.repeat(bytes / 3) }),
  'a long title, an address alike': (bytes) =>
    one({ title: `${'a'.repeat(bytes / 3)}b`, url: 'a'.repeat((bytes * 2) / 3) }),
  'one long title beside many articles': (bytes) => ({
    articles: [
      { slug: 'long', title: `common ${'w '.repeat(bytes / 4)}`, body: 'common' },
      ...list(bytes / 130, (i) => article(i, { title: `common ${word(i % 9)}`, body: 'common' })),
    ],
  }),
  'one title in every article': (bytes) =>
    articles(bytes, (i) => article(i, { title: 'The same title everywhere', body: 'text' })),
  'faults of an article with a long slug': (bytes) =>
    one({ slug: 'a'.repeat(bytes / 2), tags: list(bytes / 4, () => 1) }),

  // Texts.
  'one long word': (bytes) => one({ body: 'a'.repeat(bytes) }),
  'one long word of joiners': (bytes) => one({ body: `a${'\u200d'.repeat(bytes / 3)}` }),
  'one long title': (bytes) => one({ title: 'ab '.repeat(bytes / 3) }),
  'words that are all different': (bytes) => one({ body: list(bytes / 6, word).join(' ') }),
  'long words that begin alike': (bytes) =>
    one({ body: list(bytes / 56, (i) => `${'a'.repeat(50)}${word(i)}`).join(' ') }),
  'letters without blanks': (bytes) =>
    one({ body: list(bytes / 3, (i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20000))).join('') }),
  'headings of one article': (bytes) => one({ body: '# a\n\n'.repeat(bytes / 7) }),
  'prose in one article': (bytes) => one({ body: prose(bytes, 30_000) }),
  'prose in articles': (bytes) => ({
    articles: list(bytes / 4000, (i) =>
      article(i, { title: `About ${word(i)}`, body: `${word(i)} ${prose(3900, 5000)}` }),
    ),
  }),
  'words in every language': (bytes) => {
    const languages = ['en', 'de', 'fr', 'es', 'it', 'ru', 'sv', 'fi', 'nl', 'pt', 'ar', 'hi', 'tr', 'el'];
    return articles(bytes, (i) => article(i, { language: languages[i % 14], body: `${word(i)} same words` }));
  },

  // Many articles.
  'small articles': (bytes) => articles(bytes, (i) => article(i)),
  'small articles that are alike': (bytes) => articles(bytes, (i) => article(i, { body: 'one two three' })),
  'small articles about neighbours': (bytes) =>
    articles(bytes, (i) => article(i, { body: list(8, (j) => word((i + j * j) >> 3)).join(' ') })),
  'articles of one day': (bytes) => articles(bytes, (i) => article(i, { date: '2024-02-29' })),
  'articles of days in disorder': (bytes) =>
    articles(bytes, (i) => article(i, { date: `${1000 + ((i * 7919) % 9000)}` })),
  'dates that are none': (bytes) => articles(bytes, (i) => article(i, { date: 'yesterday' })),

  // Topics, terms, synonyms.
  'topics and articles': (bytes) => ({
    topics: list(bytes / 60, (i) => ({ slug: word(i), title: 'T' })),
    articles: list(bytes / 80, (i) => article(i, { topics: [word(i)] })),
  }),
  'topics of one slug': (bytes) => ({
    topics: list(bytes / 26, () => ({ slug: 'a', title: 'T' })),
    articles: [],
  }),
  'topics of one article': (bytes) => one({ topics: list(bytes / 8, word) }),
  'terms of one topic': (bytes) => ({
    topics: [
      {
        slug: 'a',
        title: 'A',
        terms: list(bytes / 40, (i) => ({ term: word(i), also_known_as: [`${word(i)}x`] })),
      },
    ],
    articles: [article(0)],
  }),
  'other names of one term': (bytes) => ({
    topics: [{ slug: 'a', title: 'A', terms: [{ term: 'a', also_known_as: list(bytes / 8, word) }] }],
    articles: [article(0)],
  }),
  'one group of synonyms': (bytes) => ({
    synonyms: [{ terms: list(bytes / 16, word) }],
    articles: [article(0, { body: list(bytes / 16, word).join(' ') })],
  }),
  'groups of a hundred synonyms': (bytes) => ({
    synonyms: list(bytes / 1600, (i) => ({ terms: list(100, (j) => word(i * 100 + j)) })),
    articles: [article(0, { body: list(bytes / 16, word).join(' ') })],
  }),
  'groups with a name in common': (bytes) => ({
    synonyms: list(bytes / 36, (i) => ({ terms: ['a', word(i)] })),
    articles: [article(0, { body: list(bytes / 36, word).join(' ') })],
  }),
  'one name, many others': (bytes) => ({
    synonyms: [{ from: 'a', to: list(bytes / 16, word) }],
    articles: [article(0, { body: list(bytes / 16, word).join(' ') })],
  }),
  'synonyms of many words': (bytes) => ({
    synonyms: [{ terms: list(100, (i) => list(bytes / 800, (j) => word(i * 7 + j)).join(' ')) }],
    articles: [article(0)],
  }),
  'help notices': (bytes) => ({ help: list(bytes / 14, () => ({ label: 'a' })), articles: [] }),

  // The author's own fields.
  'fields of one article': (bytes) =>
    one({ fields: Object.fromEntries(list(bytes / 11, (i) => [word(i), 1])) }),
  'fields of other names in every article': (bytes) =>
    articles(bytes, (i) => article(i, { fields: { [word(i)]: 1, [word(i + 1)]: 'b' } })),
  'a field of as many texts as articles': (bytes) =>
    articles(bytes, (i) => article(i, { fields: { kind: [word(i), word(i >> 1), 'x'] } })),
  'a field of as many numbers as articles': (bytes) =>
    articles(bytes, (i) => article(i, { fields: { size: i * 1.001 } })),
  'values of one field': (bytes) => one({ fields: { kind: list(bytes / 8, word) } }),
  'fields of the site': (bytes) => ({
    site: { fields: Object.fromEntries(list(bytes / 20, (i) => [word(i), { label: 'L' }])) },
    articles: [],
  }),

  // What Carrel does not know, and what is wrong.
  'unknown keys of one article': (bytes) => one(Object.fromEntries(list(bytes / 11, (i) => [word(i), 1]))),
  'unknown keys of the bundle': (bytes) => ({
    ...Object.fromEntries(list(bytes / 11, (i) => [word(i), 1])),
    articles: [],
  }),
  'unknown keys in every article': (bytes) => articles(bytes, (i) => article(i, { [word(i)]: 1 })),
  'a key given many times': (bytes) =>
    `{"articles":[{"slug":"a","title":"A","body":""${',"tag":1'.repeat(bytes / 8)}}]}`,
  'a list of articles given many times': (bytes) =>
    `{${'"articles":[{"slug":"a"}],'.repeat(bytes / 26)}"articles":[]}`,
  'wrong values in a list': (bytes) => one({ tags: list(bytes / 2, () => 1) }),
  'wrong values below a long key': (bytes) =>
    `{"articles":[],"${'a'.repeat(bytes / 2)}":{${'"b":1,'.repeat(bytes / 12)}"c":1}}`,
  'articles that are none': (bytes) => ({ articles: list(bytes / 2, () => 1) }),
  'lists inside each other': (bytes) => `{"articles":[${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}]}`,
  'objects inside each other': (bytes) =>
    `{"articles":[${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}]}`,
  'values that are too deep': (bytes) =>
    `{"articles":[],"a":${'['.repeat(30)}${'[[[]]],'.repeat(bytes / 7)}1${']'.repeat(30)}}`,
  'halves of surrogates': (bytes) =>
    `{"articles":[{"slug":"a","title":"A","body":"${'\\ud800'.repeat(bytes / 6)}"}]}`,
  'a number of many digits': (bytes) => `{"articles":[],"a":${'9'.repeat(bytes)}}`,
  'numbers out of range': (bytes) => `{"articles":[],"a":[${'1e999,'.repeat(bytes / 6)}1]}`,
  'empty lists': (bytes) => `{"articles":[],"a":[${'[],'.repeat(bytes / 3)}1]}`,
};

/** @type {Input[]} */
export const hostile = Object.entries(makers).map(([name, make]) => ({
  name,
  at: (bytes) => {
    const content = make(bytes);
    return typeof content === 'string' ? content : JSON.stringify(content);
  },
}));
