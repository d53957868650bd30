/**
 * The query string ⇄ the state of a widget. Pure: knows no window, no history.
 *
 * One guarantee: what is not ours stays. Parameters of the host page keep their order and their exact bytes.
 *
 * Anybody can write a link of megabytes, and it is looked at with each draw. So a state is read from the first `ADDRESS_AT_MOST`
 * characters alone, and none that is written is longer: what lies behind them, the host's too, is as good as not there.
 */

/**
 * @typedef {'in' | 'tags' | 'by'} List
 *
 * @typedef {object} State
 * @property {string} q       words searched for
 * @property {string[]} in    category slugs, any of them
 * @property {string[]} tags  tag slugs, all of them
 * @property {string[]} by    author slugs, any of them
 * @property {List[]} other  lists that are meant the other way: all of `in`, any of `tags`, all of `by`
 * @property {string[]} where filters over fields, one each: `level:a|b`, `level:all:a|b`, `minutes:10..20`
 * @property {string} from    civil date or part of one, '' when open
 * @property {string} to
 * @property {string} sort    '' is the default order
 * @property {number} show    number of hits listed, 0 for the widget's page size
 * @property {string} read    slug of the opened article, '' for the list
 * @property {string} at      name of the heading at which it was opened, '' for its top
 * @property {string} topic   slug of the topic, '' for the widget's own
 */

/** @type {Readonly<State>} */
export const EMPTY = {
  q: '',
  in: [],
  tags: [],
  by: [],
  other: [],
  where: [],
  from: '',
  to: '',
  sort: '',
  show: 0,
  read: '',
  at: '',
  topic: '',
};

/** Chosen to miss every public query variable of WordPress; docs/query.md holds the meaning of each. */
export const NAMES = /** @type {(keyof State)[]} */ (Object.keys(EMPTY).filter((name) => name !== 'other'));

/** What stands before a list that is not meant as usual. @type {Record<string, string>} */
const OTHER = { in: 'all:', tags: 'any:', by: 'all:' };
const MODE = /^(any|all):/;

const DATE = /^(?!0000)\d{4}(-\d\d){0,2}$/;
const MOST_SHOWN = 1000;

/** A civil date, or part of one, that is on the calendar. @param {string} text */
export function isCivil(text) {
  if (!DATE.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  return date.getUTCMonth() + 1 === (month ?? 1) && date.getUTCDate() === (day ?? 1);
}

/** Characters of a query string or a fragment that are looked at: as many as servers commonly take. */
export const ADDRESS_AT_MOST = 8192;
/** Characters of `q`. Nobody types more, and with each of three bytes, as in Chinese, they still fit an address. */
export const WORDS_AT_MOST = 500;
/** Values of a list, or filters over fields. */
export const VALUES_AT_MOST = 100;

/** Without the parameter that the limit cuts, and all behind it. @param {string} query with or without `?` or `#` */
const bare = (query) => {
  const start = /^[?#]/.test(query) ? 1 : 0;
  const end = start + ADDRESS_AT_MOST;
  return query.slice(start, query.length > end ? Math.max(start, query.lastIndexOf('&', end)) : undefined);
};

/** Whole characters of words, as many as are searched for. @param {string} text */
export const shortened = (text) =>
  text.length > WORDS_AT_MOST ? [...text.slice(0, 2 * WORDS_AT_MOST)].slice(0, WORDS_AT_MOST).join('') : text;

/**
 * Does the query string ask this widget for anything?
 * @param {string} query @param {string} [prefix]
 */
export function hasState(query, prefix = '') {
  const params = new URLSearchParams(bare(query));
  return NAMES.some((name) => params.has(prefix + name));
}

/** The words that the query string searches for. @param {string} query @param {string} prefix */
export const wordsIn = (query, prefix) => shortened(new URLSearchParams(bare(query)).get(`${prefix}q`) ?? '');

/**
 * Never fails: what is malformed reads as absent.
 * @param {string} query @param {string} [prefix] @returns {State}
 */
export function parseState(query, prefix = '') {
  const params = new URLSearchParams(bare(query));
  /** @param {string} name */
  const text = (name) => (params.get(prefix + name) ?? '').trim();
  /** @param {string} name @param {RegExp} [mode] that may stand before the list */
  const list = (name, mode = MODE) => {
    const values = text(name)
      .replace(mode, '')
      .split(',')
      .map((value) => value.trim());
    return [...new Set(values.filter(Boolean))].slice(0, VALUES_AT_MOST);
  };
  /** @param {string} name @param {RegExp} form */
  const formed = (name, form) => (form.test(text(name)) ? text(name) : '');
  return {
    q: shortened(text('q')),
    in: list('in'),
    tags: list('tags'),
    by: list('by'),
    other: /** @type {List[]} */ (Object.keys(OTHER)).filter(
      (name) => text(name).startsWith(OTHER[name] ?? '') && list(name).length,
    ),
    where: list('where', /^/).map((clause) =>
      clause.replace(/^[^:]*/, (field) => field.toLowerCase().replace(/[\s_]+/g, '-')),
    ),
    from: isCivil(text('from')) ? text('from') : '',
    to: isCivil(text('to')) ? text('to') : '',
    sort: formed('sort', /^(relevance|new|old|title)$/),
    show: Math.min(Number(formed('show', /^\d+$/)), MOST_SHOWN),
    read: text('read'),
    at: text('at'),
    topic: text('topic'),
  };
}

/**
 * Commas, slashes and colons stay legible: they are allowed in a query and in a fragment. A bar is not, and some servers refuse it.
 * @param {string} value */
const encode = (value) =>
  encodeURIComponent(value)
    .replace(/%2[CF]|%3A/g, (code) => decodeURIComponent(code))
    .replace(/%20/g, '+');

/**
 * What of a query string is not ours. Looks at each of its parameters: links that are drawn together share the answer.
 * @param {string} query @param {string} [prefix]
 */
export const hostPart = (query, prefix = '') =>
  bare(query)
    .split('&')
    .filter((piece) => piece && !hasState(piece, prefix))
    .join('&');

/**
 * The query string that stands for `state`, without `?`: the host's parameters first, ours in fixed order, defaults left out. Of the host's
 * the last ones give way where ours would lie past the limit.
 * @param {string} host what `hostPart` says @param {Partial<State>} state @param {string} [prefix]
 */
export function joinState(host, state, prefix = '') {
  const own = [];
  for (const name of NAMES) {
    // A list is written with commas between its values.
    const value = name === 'q' ? shortened(state.q ?? '') : String(state[name] || '');
    const mode = state.other?.includes(/** @type {List} */ (name)) ? OTHER[name] : '';
    if (value) own.push(`${encodeURIComponent(prefix)}${name}=${mode}${encode(value)}`);
  }
  const query = own.join('&');
  const room = query ? ADDRESS_AT_MOST - query.length - 1 : ADDRESS_AT_MOST;
  const kept = host.length > room ? host.slice(0, Math.max(0, host.lastIndexOf('&', room))) : host;
  return kept && query ? `${kept}&${query}` : kept || query;
}

/**
 * The query string that stands for `state` in the place of the present one.
 * @param {string} query the present one @param {Partial<State>} state @param {string} [prefix]
 */
export const writeState = (query, state, prefix = '') => joinState(hostPart(query, prefix), state, prefix);

/**
 * The same state as a request to the engine.
 * @param {State} state
 * @param {{ topic?: string, sort?: string, pageSize?: number }} [defaults] what the element's attributes say
 */
export function toRequest(state, { topic = '', sort = '', pageSize = 10 } = {}) {
  return writeState('', {
    ...state,
    read: '',
    at: '',
    topic: topic || state.topic,
    sort: state.sort || (state.q ? '' : sort),
    show: state.show || pageSize,
  });
}

/** @template {string} T @param {T[]} list @param {T} value @returns {T[]} */
export const toggle = (list, value) =>
  list.includes(value) ? list.filter((item) => item !== value) : [...list, value];

/** No words and no filters, everything else as it was. @param {State} state @returns {State} */
export const cleared = (state) => ({ ...EMPTY, sort: state.sort, topic: state.topic });

/**
 * Without one filter. @param {State} state
 * @param {{ group: List | 'dates' | 'where', value: string, asked?: string }} filter `asked`: what stays of a field's @returns {State}
 */
export function without(state, { group, value, asked = '' }) {
  const top = { ...state, show: 0 };
  if (group === 'dates') return { ...top, from: '', to: '' };
  if (group === 'where') return { ...top, where: withField(state.where, value, asked) };
  return { ...top, [group]: state[group].filter((item) => item !== value) };
}

/** Asks something else of a field; '' asks nothing. @param {string[]} where @param {string} field @param {string} asked */
export function withField(where, field, asked) {
  const others = where.filter((clause) => !clause.startsWith(`${field}:`));
  return asked ? [...others, `${field}:${asked}`] : others;
}

/**
 * The range after a year or a month was chosen: a month is the range, or its year again; a year outside stretches the range to itself, a year inside becomes the range, and the only
 * one goes.
 * @param {State} state @param {string} year
 */
export function withYear({ from, to }, year) {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
  if (year.length > 4)
    return year === from && year === to ? { from: first, to: first } : { from: year, to: year };
  if (first === year && last === year) return { from: '', to: '' };
  if (first && year < first) return { from: year, to };
  if (last && year > last) return { from, to: year };
  return { from: year, to: year };
}
