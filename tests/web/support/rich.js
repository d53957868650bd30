/** @file Content that uses everything that docs/content.md has, so that no member of any answer is empty. */

const body = `Opioid words about sleep, with a footnote[^1] and a [link](sleep).

## What helps

Rest helps. Opioids and sleep are old foes.

### At night

- [x] done
- [ ] to do

> [!WARNING]
> Mind the gap.

![A grey box](picture.svg)

:::help
:::

## Sources of sleep

| a | b |
|---|---|
| 1 | 2 |

[^1]: The note itself.
`;

export const rich = {
  site: {
    title: 'Sleep',
    url: 'https://site.example/',
    language: 'en',
    markdown: ['math'],
    fields: { level: { type: 'text', label: 'Level' }, note: 'a text' },
  },
  topics: [
    {
      slug: 'opioids',
      title: 'Opioids',
      introduction: '# About\n\nSome *words* to begin with.\n\n## More\n\nAnd more of them.',
      terms: [{ term: 'Opioid', also_known_as: ['painkiller'], definition: 'Relieves pain.' }],
    },
    { slug: 'rest', title: 'Rest', introduction: '', terms: [] },
  ],
  help: [
    {
      region: 'US',
      language: 'en',
      label: 'Help line',
      text: 'Call at any time.',
      tel: '988',
      url: 'https://help.example/',
      verified: '2026-01-01',
    },
  ],
  synonyms: [{ terms: ['sleep', 'slumber time'] }],
  articles: [
    {
      slug: 'sleep',
      title: 'Sleep after opioids',
      body,
      url: 'https://site.example/sleep/',
      date: '2025-03-04',
      updated: '2025-05-06',
      authors: [
        { name: 'Ann Bell', url: 'https://ann.example/', credentials: 'MD' },
        { name: 'Mike', url: '' },
      ],
      categories: ['Treatment/Medication', 'Support'],
      tags: ['sleep', 'opioids'],
      excerpt: 'Opioids and sleep, in short.',
      also_known_as: ['Opioid insomnia'],
      language: 'en',
      image: { src: 'picture.svg', alt: 'A grey box', width: 400, height: 300 },
      topics: ['opioids'],
      reviewed_by: { name: 'Rita', url: 'https://rita.example/', credentials: 'RN' },
      last_reviewed: '2026-01-02',
      next_review: '2027-01-02',
      sources: [{ title: 'A leaflet', url: 'https://leaflet.example/', publisher: 'Nobody', date: '2024' }],
      fields: { level: 'beginner', minutes: 12, released: '2024-05-06', formats: ['web', 'leaflet'] },
    },
    {
      slug: 'slumber',
      title: 'Slumber time',
      body: `## Words\n\n${body}`,
      date: '2024-03-04',
      authors: ['Ann Bell'],
      categories: ['Support'],
      tags: ['sleep'],
      topics: ['opioids', 'rest'],
      fields: { level: 'advanced', minutes: 30, released: '2022-05-06' },
    },
    {
      slug: 'withdrawal',
      title: 'Opioid withdrawal',
      body: 'Withdrawal from opioids takes sleep away. Opioid words again.',
      date: '2025-04-01',
      categories: ['Treatment'],
      tags: ['opioids'],
      topics: ['opioids'],
      fields: { level: 'beginner', minutes: 5, released: '2023-01-01' },
    },
  ],
};

/** Questions that between them bring every member of the answers. */
export const LISTS = [
  '',
  'q=opioid+sleep&explain=1&passages=1',
  'q=opiod',
  'q=slumber+time',
  'q=insomnia',
  'q="sleep+opioids"',
  'q=helps+night&passages=1&from=2025&to=2025',
  'sort=nonsense&where=minutes:5..20,released:2022..2024',
];
export const SUGGESTS = ['q=opio', 'q=sl', 'q=treat'];
export const IDS = 'q=opioid&only=ids&explain=1';
