// Articles as people wrote them: the Markdown of ../shared/data/sites, without front matter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { splitFrontMatter } from '../../../scripts/cli/front-matter.mjs';
import { spread } from '../random.mjs';

const folder = fileURLToPath(new URL('../../../../shared/data/sites/', import.meta.url));
export const hasSites = existsSync(folder);

// A stub of two lines measures the call and not the renderer.
const bytesAtLeast = 500;
const perSite = 60;

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

/** As many of each site, at even distances, the same in every run. @returns {string[]} */
export const siteArticles = () =>
  readdirSync(folder).flatMap((site) => {
    const files = readdirSync(folder + site, { recursive: true, encoding: 'utf8' });
    const articles = files.filter((name) => /\.(md|mdx|markdown)$/.test(name)).sort();
    return spread(articles, perSite).flatMap((name) => bodyOf(`${folder}${site}/${name}`));
  });
