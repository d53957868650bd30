// Ordinary content of a given size: what a page that points at a content.json packs itself.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { splitFrontMatter } from '../../../scripts/cli/front-matter.mjs';
import { hasMedquad, medquadContent } from '../medquad.mjs';

const sites = fileURLToPath(new URL('../../../../shared/data/sites/', import.meta.url));
export const hasOrdinary = hasMedquad && existsSync(sites);

/** The first articles that make about so many bytes. @param {any[]} articles @param {number} bytes */
function upTo(articles, bytes) {
  let size = 0;
  const kept = articles.filter((article) => {
    size += JSON.stringify(article).length + 1;
    return size <= bytes;
  });
  return JSON.stringify({ articles: kept });
}

/** The Markdown files of a site as articles without anything else. @param {string} name */
const siteArticles = (name) =>
  readdirSync(sites + name, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(md|mdx|markdown)$/.test(path))
    .sort()
    .flatMap((path, i) => {
      try {
        const { body } = splitFrontMatter(readFileSync(`${sites}${name}/${path}`, 'utf8'));
        return [{ slug: `a${i}`, title: path, body }];
      } catch {
        // The front matter of one or two is broken.
        return [];
      }
    });

/** @param {number} bytes @returns {{ name: string, json: string }[]} */
export const ordinary = (bytes) => [
  { name: 'MedQuAD', json: upTo(medquadContent().articles, bytes) },
  ...readdirSync(sites)
    .sort()
    .map((name) => ({ name, json: upTo(siteArticles(name), bytes) })),
];
