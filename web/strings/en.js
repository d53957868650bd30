/** English. A language is one file of this shape; `strings/index.js` names them. */

/** @param {number} n @param {string} one @param {string} many @param {string} shown */
const count = (n, one, many, shown) => `${shown} ${n === 1 ? one : many}`;

export const en = {
  lang: 'en',
  /** @param {number} n @param {string} shown */
  articles: (n, shown) => count(n, 'article', 'articles', shown),
  articlesHeading: 'Articles',
  topics: 'Topics',
  allTopics: 'All topics',
  terms: 'Terms used here',
  alsoKnownAs: 'Also known as',
  section: 'Under ',
  help: 'Get help now',
  /** @param {string} date */
  helpVerified: (date) => `Checked ${date}`,
  searchLabel: 'Search articles',
  searchHint: 'Words or a name',
  clearSearch: 'Clear search',
  suggestions: 'Suggestions',
  /** @param {number} n @param {string} shown */
  suggested: (n, shown) => count(n, 'suggestion', 'suggestions', shown),
  kinds: { term: '', title: 'Article', tag: 'Tag', category: 'Category', 'topic-term': 'Term' },
  filters: 'Filters',
  /** @param {number} n */
  filtersActive: (n) => `, ${n} active`,
  categories: 'Categories',
  tags: 'Tags',
  authors: 'Authors',
  years: 'Years',
  months: 'Months',
  matchAll: 'Match all',
  /** @param {string} name */
  partsOf: (name) => `Within ${name}`,
  rangeFrom: 'From',
  rangeTo: 'To',
  /** @param {string} from @param {string} to */
  between: (from, to) =>
    from && to ? (from === to ? from : `${from}–${to}`) : from ? `at least ${from}` : `at most ${to}`,
  /** @param {string} shown */
  showAll: (shown) => `Show all ${shown}`,
  showFewer: 'Show fewer',
  activeFilters: 'Active filters',
  /** @param {string} name */
  removeFilter: (name) => `Remove filter: ${name}`,
  clearAll: 'Clear all',
  /** @param {string} from @param {string} to */
  range: (from, to) =>
    from && to ? (from === to ? from : `${from} to ${to}`) : from ? `Since ${from}` : `Until ${to}`,
  sort: 'Sort by',
  sorts: { relevance: 'Relevance', new: 'Newest first', old: 'Oldest first', title: 'Title' },
  postedBy: 'Posted by',
  /** @param {number} n */
  minutes: (n) => `${n} min read`,
  more: 'More',
  /** @param {string} title */
  moreAbout: (title) => ` about ${title}`,
  loadMore: 'Load more',
  /** @param {string} shown @param {string} total */
  shownOf: (shown, total) => `${shown} of ${total}`,
  /** @param {string} added @param {string} shown @param {string} total */
  loaded: (added, shown, total) => `${added} more, ${shown} of ${total}`,
  /** @param {string} q @param {boolean} filtered */
  noneFor: (q, filtered) =>
    q ? `No articles for “${q}”${filtered ? ' with these filters' : ''}` : 'No articles match these filters',
  noneYet: 'No articles yet',
  /** @param {string} slug */
  noTopic: (slug) => `There is no topic “${slug}” here.`,
  wayOn: 'Ways on from here:',
  /** @param {string} name */
  without: (name) => `Remove “${name}”`,
  withoutWords: 'Keep the filters, drop the words',
  didYouMean: 'Did you mean',
  /** @param {string} from */
  notFound: (from) => `Nothing has “${from}” in it.`,
  showingFor: 'Showing articles for',
  alsoSearched: 'Also searched for',
  relaxed: {
    phrase: 'No article has these words in a row. These have some of them.',
    field: 'No article has this in that place. These have it somewhere.',
    words: 'No article has all these words. These have some.',
    row: 'These articles have all of these words, but not always in a row.',
  },
  back: 'Back to the articles',
  updated: 'Updated',
  reviewedBy: 'Reviewed by',
  lastReviewed: 'Last reviewed',
  nextReview: 'Next review due',
  contents: 'On this page',
  moreSections: (/** @type {string} */ shown) => `and ${shown} more`,
  sources: 'Sources',
  related: 'Related articles',
  articleFailed: 'The article could not be opened.',
  /** @param {string} slug */
  noArticle: (slug) => `There is no article “${slug}” here.`,
  foundWords: 'Words found in this article',
  /** @param {number} n @param {string} shown */
  marked: (n, shown) => count(n, 'match', 'matches', shown),
  previous: 'Previous match',
  next: 'Next match',
  hideMarks: 'Hide the marks',
  anchor: 'Link to this section',
  /** @param {string} host */
  showImage: (host) => `Show image (${host})`,
  truncated: 'This article is longer than the reader shows.',
  /** @param {string} title */
  readMore: (title) => `Read more about ${title}`,
  readLess: 'Show less',
};

/** @typedef {typeof en} Strings */
