/** @file What the views are given, complete and small: each test changes what it is about. */
import { EMPTY } from '../../../web/state.js';
import { bootStrings } from '../../../web/strings/boot.js';
import { speak } from '../../../web/strings/index.js';
import { formats } from '../../../web/view/formats.js';

export const { t } = speak('en');
export const format = formats('en-US');

/** @param {Partial<import('../../../web/view/model.js').Hit>} [hit] */
export const hit = (hit = {}) => ({
  slug: 'one',
  title: 'One',
  titleRanges: [],
  url: '',
  date: '2025-11-16',
  updated: '',
  authors: ['Mike Clayton'],
  categories: [],
  tags: [],
  image: null,
  minutes: 3,
  score: 0,
  alsoKnownAs: null,
  excerpt: { text: 'Words.', ranges: [], from: 'card' },
  ...hit,
});

/** @param {any} [change] @returns {any} */
export function model(change = {}) {
  const { answer, state, ...rest } = change;
  return {
    state: { ...EMPTY, ...state },
    answer: {
      query: '',
      total: 1,
      sort: 'new',
      hits: [hit()],
      facets: { categories: [], tags: [], authors: [], years: [], months: [], fields: [] },
      relaxed: [],
      synonyms: [],
      corrected: null,
      ...answer,
    },
    ...{
      reading: null,
      missing: '',
      busy: false,
      error: '',
      text: '',
      unfolded: new Set(),
      address: (/** @type {string} */ src) => src,
      rescues: [],
      help: [],
    },
    ...{
      title: 'Topic',
      topics: [],
      foreignTopic: false,
      clampable: false,
      narrow: false,
      classes: ['wide'],
      level: 2,
    },
    ...{ t, format, boot: bootStrings('en'), on: {} },
    href: (/** @type {string} */ slug, /** @type {string} */ url) => url || `?read=${slug}`,
    topicHref: (/** @type {string} */ topic) => `?topic=${topic}`,
    ...rest,
  };
}

export const facets = {
  categories: [
    { slug: 'treatment', label: 'Treatment', count: 6, selected: false },
    { slug: 'mood', label: 'Mood', count: 5, selected: false },
    { slug: 'treatment/medication', label: 'Treatment/Medication', count: 3, selected: true },
  ],
  tags: [
    { slug: 'sleep', label: 'sleep', count: 20, selected: true },
    { slug: 'anxiety', label: 'anxiety', count: 1, selected: false },
  ],
  authors: [{ slug: 'a', label: 'A', count: 5, selected: false }],
  years: [
    { slug: '2025', label: '2025', count: 7, selected: false },
    { slug: '2024', label: '2024', count: 2, selected: true },
  ],
  months: [],
  fields: [
    {
      name: 'level',
      label: 'Level',
      type: 'text',
      values: [
        { slug: 'easy', label: 'Easy', count: 4, selected: true },
        { slug: 'hard', label: 'Hard', count: 2, selected: false },
      ],
    },
    {
      name: 'minutes',
      label: 'Minutes',
      type: 'number',
      min: 3,
      max: 24,
      from: 5,
      to: null,
      histogram: [
        { from: 0, to: 4, count: 2 },
        { from: 5, to: 9, count: 0 },
        { from: 20, to: 24, count: 1 },
      ],
    },
  ],
};

/** @param {any} [change] */
export const article = (change = {}) => ({
  ...{
    slug: 'one',
    title: 'One',
    url: '',
    date: '2025-11-16',
    updated: '2026-06-02',
    minutes: 3,
    language: 'en',
    body: '',
  },
  ...{ categories: [], tags: [], also_known_as: ['Uno'], image: null, sources: [], reviewed_by: null },
  ...{
    last_reviewed: '',
    next_review: '',
    authors: [{ name: 'Mara', url: 'https://a.example/mara', credentials: 'MD' }],
  },
  ...change,
});
