// Who is compared. Every contestant gets the same documents and the same queries, and gives back the ids of its hits.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PACKAGES } from '../markdown/packages.mjs';
import * as carrel from './carrel.mjs';
import { contestant as elasticlunr } from './elasticlunr.mjs';
import * as flexsearch from './flexsearch.mjs';
import { contestant as lunr } from './lunr.mjs';
import * as minisearch from './minisearch.mjs';
import * as orama from './orama.mjs';
import { contestant as pagefind } from './pagefind.mjs';
import { contestant as reference } from './reference.mjs';

/** @typedef {{ id: string, title: string, names?: string[], text: string }} Doc names: others that it is known by; text: Markdown */

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string | null} package its npm package; null: part of this project
 * @property {string} [indexOf] the contestant whose index it searches too
 * @property {boolean} [slow] so slow in some queries that latency is measured on fewer
 * @property {(docs: Doc[], language: string) => any} build gives a handle, perhaps later
 * @property {(handle: any) => string | Promise<string>} [save] what a site would publish
 * @property {boolean} [savesFolder] what it saves is a folder, and this its path
 * @property {(saved: any, language: string) => any} [load] gives a handle of what was published
 * @property {(handle: any, query: string, count: number) => string[] | Promise<string[]>} search ids, best first
 * @property {(handle: any) => void} [close]
 */

/** @type {Contestant[]} */
export const peers = [
  minisearch.tunedMinisearch,
  minisearch.plainMinisearch,
  flexsearch.tunedFlexsearch,
  flexsearch.documentFlexsearch,
  lunr,
  elasticlunr,
  orama.tunedOrama,
  orama.plainOrama,
  pagefind,
];

export { reference };
export const ours = [carrel.core, carrel.everyPart];

/** @type {Contestant[]} */
export const contestants = [...ours, reference, ...peers];

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** @returns {Record<string, string>} by package, Carrel's own under `carrel` */
export function versions() {
  const versionIn = (/** @type {string} */ folder) =>
    JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8')).version;
  const packages = new Set([...contestants.flatMap((contestant) => contestant.package ?? []), ...PACKAGES]);
  return {
    carrel: versionIn(''),
    ...Object.fromEntries([...packages].map((name) => [name, versionIn(`node_modules/${name}/`)])),
  };
}
