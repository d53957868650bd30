/**
 * @file A folder of Markdown files as a content bundle: Jekyll, Hugo, Zola, or plain files.
 *
 * No file is lost without a word: each one is an article, left out for a reason, or reported.
 */
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { articleOf } from './article.mjs';
import { FrontMatterError, splitFrontMatter } from './front-matter.mjs';
import { dateOf, personOf, slugOf, textOf } from './values.mjs';

/** @typedef {{ path: string, fact: string, remedy: string }} Problem */
/**
 * @typedef {object} Report
 * @property {number} files Markdown files seen
 * @property {Map<string, string[]>} leftOut paths by reason
 * @property {Problem[]} problems
 */
/** @typedef {{ drafts?: boolean, future?: boolean, today?: string, base?: Record<string, any> }} Options */

/** Folders that hold parts of a site, not its pages. */
const notPages = /(^|\/)(_includes|_layouts|_data|_sass|_site|_authors|node_modules|\.[^/]*)(\/|$)/;
/** Files that tell about the folder itself. */
const aboutFolder = /^(readme|licen[cs]e(-[a-z]+)?|contributing|changelog|code_of_conduct)$/i;

/**
 * @param {string} folder
 * @param {Options} [options] today: `YYYY-MM-DD`, what "in the future" means
 * @returns {{ content: Record<string, any>, report: Report }}
 */
export function importMarkdown(folder, options = {}) {
  const { today = new Date().toISOString().slice(0, 10), base = {} } = options;
  /** @type {Report} */
  const report = { files: 0, leftOut: new Map(), problems: [] };
  const leaveOut = (/** @type {string} */ path, /** @type {string} */ reason) =>
    report.leftOut.set(reason, [...(report.leftOut.get(reason) ?? []), path]);
  const paths = markdownFiles(folder);
  const isJekyll = paths.some((path) => /(^|\/)_posts\//.test(path)) || exists(join(folder, '_config.yml'));
  const people = peopleOf(folder);
  const siteUrl = textOf(base.site?.url);

  const articles = [];
  const slugs = new Set((base.articles ?? []).map((/** @type {{ slug: string }} */ { slug }) => slug));
  for (const path of paths) {
    report.files++;
    const problem = (/** @type {string} */ fact, /** @type {string} */ remedy) =>
      report.problems.push({ path, fact, remedy });
    const bytes = readFileSync(join(folder, path));
    if (!isUtf8(bytes)) problem('has bytes that are not UTF-8', 'save it as UTF-8; they show as \uFFFD');
    const text = bytes.toString('utf8');
    let split;
    try {
      split = splitFrontMatter(text);
    } catch (error) {
      if (!(error instanceof FrontMatterError)) throw error;
      problem(error.message, 'mend the front matter; the file was left out');
      leaveOut(path, 'front matter cannot be read');
      continue;
    }
    const { name, date } = nameOf(path);
    const data = split.data ?? {};
    const reason =
      (split.data === null && aboutFolder.test(name) && 'tells about the folder') ||
      whyNot(data, split.body, path, dateOf(data.date) || date, today, options);
    if (reason) {
      leaveOut(path, reason);
      continue;
    }
    const posts = /^(.*?)\/?_posts\//.exec(path);
    const folders = posts?.[1]?.split('/').filter((name) => name !== '' && !name.startsWith('_')) ?? [];
    const place = {
      path,
      name,
      date,
      folders,
      isJekyll,
      siteUrl,
      people,
    };
    const article = articleOf(data, split.body, place, problem);
    article.slug = freeSlug(article.slug, path, slugs);
    slugs.add(article.slug);
    articles.push(article);
  }
  return { content: { ...base, articles: [...(base.articles ?? []), ...articles] }, report };
}

/** @param {string} folder @returns {string[]} sorted, so that the same folder makes the same bundle everywhere */
function markdownFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(md|markdown|mdown|mkd)$/i.test(path) && !notPages.test(path))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort((a, b) => (a < b ? -1 : 1));
}

/** @param {string} path */
const exists = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** `2025-11-16-slug.md` says a date; `slug/index.md` and `slug/_index.md` are named by their folder. @param {string} path */
function nameOf(path) {
  const file = basename(path).replace(/\.[^.]+$/, '');
  const own =
    /^_?index(\.[a-z]{2}(-[a-z]+)?)?$/i.test(file) && path.includes('/') ? basename(dirname(path)) : file;
  const dated = /^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$/.exec(own);
  return {
    name: dated?.[4] ?? own,
    date: dated ? dateOf(own.slice(0, own.indexOf(dated[4] ?? '') - 1)) : '',
  };
}

/**
 * Why a file is no article, or ''.
 * @param {import('./front-matter.mjs').Data} data @param {string} body @param {string} path
 * @param {string} date @param {string} today @param {Options} options
 */
function whyNot(data, body, path, date, today, { drafts, future }) {
  const isDraft =
    data.draft === true || data.published === false || /^(draft|private|pending)$/.test(textOf(data.status));
  if (!drafts && (isDraft || /(^|\/)_drafts\//.test(path))) return 'draft';
  const from = dateOf(data.publishDate) || date;
  // Text of this form sorts as dates do; a year or month alone begins with its first day.
  if (!future && from > today) return 'dated in the future';
  const until = dateOf(data.expiryDate ?? data.unpublishDate);
  if (until !== '' && until <= today) return 'expired';
  const build = /** @type {Record<string, unknown> | null} */ (data.build ?? data._build ?? null);
  if (data.headless === true || build?.render === 'never') return 'no page of its own';
  if (body.trim() !== '') return '';
  if (data.redirect_to !== undefined) return 'redirects elsewhere';
  return /(^|\/)_index\.[^/]+$/.test(path) ? 'section without a text' : 'has no text';
}

/** The wish, or with folders before it, or with a number behind it. @param {string} wish @param {string} path @param {Set<string>} taken */
function freeSlug(wish, path, taken) {
  let slug = slugOf(wish) || 'article';
  const folders = dirname(path)
    .split('/')
    .map(slugOf)
    .filter((name) => name !== '');
  if (folders.at(-1) === slug) folders.pop();
  while (taken.has(slug) && folders.length > 0) slug = `${folders.pop()}-${slug}`;
  const stem = slug;
  for (let n = 2; taken.has(slug); n++) slug = `${stem}-${n}`;
  return slug;
}

/** Jekyll names authors by a key: files of `_authors/`, or a table `_data/authors.yml`. @param {string} folder */
function peopleOf(folder) {
  /** @type {Map<string, import('./values.mjs').Person>} */
  const people = new Map();
  const keep = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const person = personOf(value, new Map());
    if (person !== null && typeof person === 'object') people.set(key, person);
  };
  const table = join(folder, '_data/authors.yml');
  const collection = join(folder, '_authors');
  try {
    if (exists(table))
      for (const [key, value] of Object.entries(parseYaml(readFileSync(table, 'utf8')))) keep(key, value);
  } catch {
    // Without the table, authors keep the names that the articles give them.
  }
  for (const file of exists(collection) ? readdirSync(collection).sort() : []) {
    if (!/\.md$/.test(file)) continue;
    try {
      const { data } = splitFrontMatter(readFileSync(join(collection, file), 'utf8'));
      keep(file.replace(/\.md$/, ''), data);
    } catch (error) {
      if (!(error instanceof FrontMatterError)) throw error;
    }
  }
  return people;
}
