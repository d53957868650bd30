/** @file One Markdown file as an article of a content bundle. */
import { dateInPath, dateOf, imageOf, isScalar, listOf, personOf, textOf } from './values.mjs';

/** @typedef {import('./front-matter.mjs').Data} Data */
/** @typedef {Record<string, any> & { slug: string, title: string, body: string }} Article */

/** Keys that only the site's generator reads. */
const machinery = new Set(
  `_build _comment _target aliases build cascade comments disable_comments draft expirydate feed in_search_index
  insert_anchor_links layout linktitle markup menu menus outputs page_template paginate_by path permalink private
  publishdate published redirect_from redirect_to render sitemap slug sort_by status template toc type unpublishdate
  url weight`.split(/\s+/),
);

/** A sentence that YAML takes for a key is no field. */
const fieldName = /^[\p{L}\p{N}_. -]{1,64}$/u;

/** Keys of the bundle that a front matter may use as they are. */
const passed = ['also_known_as', 'topics', 'sources', 'reviewed_by', 'last_reviewed', 'next_review'];

/**
 * @typedef {object} Place what a file's own text does not say
 * @property {string} path below the imported folder
 * @property {string} name the file's name without date and extension, or its folder's
 * @property {string} date from the file's name
 * @property {string[]} folders above `_posts`, which Jekyll takes as categories
 * @property {boolean} isJekyll
 * @property {string} siteUrl
 * @property {Map<string, import('./values.mjs').Person>} people
 */

/**
 * @param {Data} given front matter @param {string} text @param {Place} place
 * @param {(fact: string, remedy: string) => void} report
 * @returns {Article} its slug is a wish that another article may have too
 */
export function articleOf(given, text, place, report) {
  const data = flatten(given);
  /** @type {Set<string>} */
  const used = new Set();
  /** The first of these keys that is there; what a synonym says is not told twice. @param {string[]} names */
  const take = (...names) => {
    for (const name of names) used.add(name);
    return data[names.find((name) => data[name] !== undefined && data[name] !== null) ?? ''];
  };
  const date = (/** @type {string[]} */ ...names) => {
    const value = take(...names);
    const read = dateOf(value);
    if (read === '' && textOf(value) !== '') {
      report(`${names[0]} "${textOf(value)}" is no date`, 'write it as 2025-11-16');
    }
    return read;
  };

  const heading = firstHeading(text);
  const headline = heading?.title ?? '';
  const title = textOf(take('title', 'name')) || headline || titleFrom(place.name);
  // The title stands above the text already.
  const repeats = heading !== null && (title === headline || textOf(data.title) === '');
  const body = cleaned(repeats ? text.slice(heading.end) : text, place.siteUrl);

  const split = place.isJekyll ? /\s+/ : undefined;
  const categories = [
    ...place.folders,
    ...listOf(take('category'), undefined),
    ...listOf(take('categories'), split),
    ...listOf(take('section'), undefined),
  ];
  const rawTags = take('tags', 'tag');
  const tags = listOf(rawTags, textOf(rawTags).includes(',') ? /,/ : split);
  const authors = [take('authors', 'author')].flat().map((value) => personOf(value, place.people));
  const image = imageOf(
    take('image', 'cover', 'featured_image', 'featuredImage', 'thumbnail', 'images', 'hero', 'og_image'),
    data,
  );
  take('image_alt', 'imageAlt', 'image_accessibility');

  /** @type {Record<string, unknown>} */
  const article = {
    slug: textOf(data.slug).split('/').filter(Boolean).pop() || place.name,
    title,
    url: addressOf(data, place.siteUrl),
    date:
      date('date', 'pubDate', 'pubdate', 'published_at', 'publishDate', 'created') ||
      place.date ||
      dateInPath(textOf(data.path ?? data.permalink ?? data.url)),
    updated: date('updated', 'lastmod', 'last_modified_at', 'modified', 'last_updated', 'updatedDate'),
    authors: authors.filter((person) => person !== null),
    categories: [...new Set(categories)],
    tags,
    excerpt: textOf(take('excerpt', 'summary', 'description', 'lead')),
    language: textOf(take('language', 'lang', 'locale')),
    image,
    body,
  };
  for (const name of passed) article[name] = take(name);
  for (const name of ['last_reviewed', 'next_review'])
    if (article[name] !== undefined) article[name] = date(name);
  if (isScalar(article.also_known_as)) article.also_known_as = listOf(article.also_known_as, /,/);
  if (isScalar(article.topics)) article.topics = listOf(article.topics, /,/);

  for (const name of Object.keys(data).filter((name) => !fieldName.test(name))) {
    report(
      `a line of the front matter is no key: "${name.slice(0, 40)}…"`,
      'quote the text above it, or indent it',
    );
  }
  const fields = Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) =>
        fieldName.test(name) &&
        !used.has(name) &&
        !machinery.has(name.toLowerCase()) &&
        (isScalar(value) || isListOfScalars(value)),
    ),
  );
  if (Object.keys(fields).length > 0) article.fields = fields;
  return /** @type {Article} */ (
    Object.fromEntries(Object.entries(article).filter(([name, value]) => name === 'body' || !isEmpty(value)))
  );
}

/**
 * The heading of the first level (`# Title`, `# Title #`) that a text begins with, and where its line ends. Reads each character
 * once: a pattern that trims both ends of a line takes the square of its blanks.
 * @param {string} text
 */
function firstHeading(text) {
  const begin = text.length - text.trimStart().length;
  if (!/^#[ \t]/.test(text.slice(begin, begin + 2))) return null;
  const lineEnd = text.indexOf('\n', begin);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  let title = text.slice(begin + 1, end).trim();
  let closing = title.length;
  while (title[closing - 1] === '#') closing--;
  // Hashes close the heading where a blank stands before them; those of "C#" are its own.
  if (closing === 0 || /\s/.test(title[closing - 1] ?? '')) title = title.slice(0, closing).trimEnd();
  return title === '' ? null : { title, end };
}

/** Hugo, Zola and Carrel keep keys of one's own in a table; what it holds counts as written outside. @param {Data} data */
function flatten(data) {
  let flat = { ...data };
  for (const name of ['taxonomies', 'extra', 'params', 'fields']) {
    const inner = data[name];
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) continue;
    delete flat[name];
    flat = { ...inner, ...flat };
  }
  return flat;
}

/** @param {Data} data @param {string} siteUrl */
function addressOf(data, siteUrl) {
  const path = data.path === undefined ? '' : `/${textOf(data.path).replace(/^\/|\/$/g, '')}/`;
  const address = textOf(data.canonical_url ?? data.canonicalURL ?? data.url ?? data.permalink) || path;
  // `/:year/:title` and the like are rules, not addresses.
  if (address === '' || /\/:[a-z]/.test(address)) return '';
  return siteUrl === '' || !URL.canParse(address, siteUrl) ? address : new URL(address, siteUrl).href;
}

/** @param {string} name */
const titleFrom = (name) =>
  name
    .replace(/[-_]+/g, ' ')
    .trim()
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** What generators write into texts and every one of them would replace. @param {string} text @param {string} siteUrl */
function cleaned(text, siteUrl) {
  return text
    .replace(/<!--\s*more\s*-->/gi, '')
    .replace(/\{\{-?\s*site\.baseurl\s*-?\}\}/g, '')
    .replace(/\{\{-?\s*site\.url\s*-?\}\}/g, siteUrl.replace(/\/$/, ''))
    .replace(/\{\{-?\s*(["'])([^"'{}]*)\1\s*\|\s*(?:relative|absolute)_url\s*-?\}\}/g, '$2')
    .replace(/\{%-?\s*highlight\s+([\w+#-]+)(?![\w+#-])[^%]*%\}\n?/g, '```$1\n')
    .replace(/\n?\{%-?\s*endhighlight\s*-?%\}/g, '\n```')
    .trim();
}

/** @param {unknown} value */
const isListOfScalars = (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar);
/** @param {unknown} value */
const isEmpty = (value) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
