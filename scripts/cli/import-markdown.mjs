/**
 * @file A folder of Markdown files as a content bundle: Jekyll, Hugo, Zola, or plain files.
 *
 * No file is lost without a word: each one is an article, left out for a reason, or reported.
 */
import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { articleOf } from './article.mjs';
import { codeOf, filesBelow, readRegularFile } from './folder.mjs';
import { FrontMatterError, splitFrontMatter } from './front-matter.mjs';
import { dateOf, personOf, slugOf, textOf } from './values.mjs';

/** @typedef {{ path: string, fact: string, remedy: string }} Problem */
/**
 * @typedef {object} Report
 * @property {number} files Markdown files seen
 * @property {Map<string, string[]>} leftOut paths by reason
 * @property {Problem[]} problems
 */
/** @typedef {(path: string, reason: string) => void} LeaveOut */
/** @typedef {{ drafts?: boolean, future?: boolean, today?: string, base?: Record<string, any> }} Options */

/** Folders that hold parts of a site, not its pages. */
const notPages = /(^|\/)(_includes|_layouts|_data|_sass|_site|_authors|node_modules|\.[^/]*)(\/|$)/;
const isMarkdown = /\.(md|markdown|mdown|mkd)$/i;
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
  /** @type {LeaveOut} */
  const leaveOut = (path, reason) => {
    const others = report.leftOut.get(reason);
    if (others) others.push(path);
    else report.leftOut.set(reason, [path]);
  };
  const paths = markdownFiles(folder, leaveOut);
  const isJekyll =
    paths.some((path) => /(^|\/)_posts\//.test(path)) || existsSync(join(folder, '_config.yml'));
  const people = peopleOf(folder, leaveOut);
  const siteUrl = textOf(base.site?.url);

  /** @type {import("./article.mjs").Article[]} */
  const articles = [];
  const slugs = new SlugTable((base.articles ?? []).map((/** @type {{ slug: string }} */ { slug }) => slug));
  /** Adds the article of a file, or tells why there is none. @param {string} path */
  const read = (path) => {
    const problem = (/** @type {string} */ fact, /** @type {string} */ remedy) =>
      report.problems.push({ path, fact, remedy });
    const bytes = readRegularFile(join(folder, path));
    if (!isUtf8(bytes)) problem('has bytes that are not UTF-8', 'save it as UTF-8; they show as \uFFFD');
    let split;
    try {
      split = splitFrontMatter(bytes.toString('utf8'));
    } catch (error) {
      if (!(error instanceof FrontMatterError)) throw error;
      problem(error.message, 'mend the front matter; the file was left out');
      return leaveOut(path, 'front matter cannot be read');
    }
    const { name, date } = nameOf(path);
    const data = split.data ?? {};
    const reason =
      (split.data === null && aboutFolder.test(name) && 'tells about the folder') ||
      whyNot(data, split.body, path, dateOf(data.date) || date, today, options);
    if (reason) return leaveOut(path, reason);
    const posts = /^(.*?)\/?_posts\//.exec(path);
    const folders = posts?.[1]?.split('/').filter((name) => name !== '' && !name.startsWith('_')) ?? [];
    const place = { path, name, date, folders, isJekyll, siteUrl, people };
    const article = articleOf(data, split.body, place, problem);
    article.slug = slugs.take(article.slug, path);
    articles.push(article);
  };
  for (const path of paths) {
    report.files++;
    try {
      read(path);
    } catch (error) {
      // Whatever one file does to its readers, the others are articles all the same.
      leaveOut(path, `cannot be read (${codeOf(error)})`);
    }
  }
  return { content: { ...base, articles: [...(base.articles ?? []), ...articles] }, report };
}

/** @param {string} folder @param {LeaveOut} leaveOut @returns {string[]} sorted, so that the same folder makes the same bundle everywhere */
const markdownFiles = (folder, leaveOut) =>
  filesBelow(
    folder,
    (path, isFolder) => !notPages.test(path) && (isFolder || isMarkdown.test(path)),
    leaveOut,
  );

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

/** The slugs of the articles, each of which is had once. */
class SlugTable {
  #taken;
  /** The number to try next behind a slug that many files wish for. @type {Map<string, number>} */
  #next = new Map();

  /** @param {string[]} taken */
  constructor(taken) {
    this.#taken = new Set(taken);
  }

  /** The wish, or with folders before it, or with a number behind it. @param {string} wish @param {string} path */
  take(wish, path) {
    let slug = slugOf(wish) || 'article';
    const folders = dirname(path)
      .split('/')
      .map(slugOf)
      .filter((name) => name !== '');
    if (folders.at(-1) === slug) folders.pop();
    while (this.#taken.has(slug) && folders.length > 0) slug = `${folders.pop()}-${slug}`;
    const stem = slug;
    for (let n = this.#next.get(stem) ?? 2; this.#taken.has(slug); n++) {
      slug = `${stem}-${n}`;
      this.#next.set(stem, n + 1);
    }
    this.#taken.add(slug);
    return slug;
  }
}

/**
 * Jekyll names authors by a key: files of `_authors/`, or a table `_data/authors.yml`. What cannot be read of them is told, and
 * authors keep the names that the articles give them.
 * @param {string} folder @param {LeaveOut} leaveOut
 */
function peopleOf(folder, leaveOut) {
  /** @type {Map<string, import('./values.mjs').Person>} */
  const people = new Map();
  const keep = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const person = personOf(value, new Map());
    if (person !== null && typeof person === 'object') people.set(key, person);
  };
  const paths = filesBelow(
    folder,
    (path, isFolder) =>
      /^(_data(\/authors\.yml)?|_authors(\/[^/]+\.md)?)$/.test(path) && isFolder === !path.includes('/'),
    leaveOut,
  );
  for (const path of paths) {
    try {
      const text = readRegularFile(join(folder, path)).toString('utf8');
      if (path.startsWith('_data/'))
        for (const [key, value] of Object.entries(parseYaml(text))) keep(key, value);
      else keep(basename(path, '.md'), splitFrontMatter(text).data);
    } catch (error) {
      const [fact] = /** @type {Error} */ (error).message.split('\n');
      leaveOut(path, `tells of no author (${fact})`);
    }
  }
  return people;
}
