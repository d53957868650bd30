// Articles as people wrote them: the Markdown of ../shared/data/sites, without front matter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { splitFrontMatter } from '../../../scripts/cli/front-matter.mjs';
import { spread } from '../random.mjs';

const folder = fileURLToPath(new URL('../../../../shared/data/sites/', import.meta.url));
export const hasSites = existsSync(folder);

// A stub of two lines measures the call and not the renderer.
const bytesAtLeast = 500;
const atMost = 500;

/** @param {string} path @returns {string[]} */
function bodyOf(path) {
  try {
    const { body } = splitFrontMatter(readFileSync(path, 'utf8'));
    return Buffer.byteLength(body) < bytesAtLeast ? [] : [body];
  } catch {
    // The front matter of one or two is broken; there are enough others.
    return [];
  }
}

/** Of all articles of all sites some at even distances, the same in every run: large sites have more of them. @returns {string[]} */
export const siteArticles = () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const articles = files.filter((name) => /\.(md|mdx|markdown)$/.test(name)).sort();
  return spread(articles, atMost).flatMap((name) => bodyOf(folder + name));
};
