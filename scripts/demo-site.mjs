/** @file Makes the demo site: its pages, its content as content.json, and that packed. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../web/node.js';
import { importMarkdown } from './cli/import-markdown.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const demoFolder = join(root, 'build/demo');

/**
 * @param {string} [out]
 * @returns {Promise<{ articles: number, bytes: number }>} bytes: what was packed, on the wire
 */
export async function buildDemo(out = demoFolder) {
  const pages = join(root, 'web/demo');
  const base = JSON.parse(readFileSync(join(pages, 'content/site.json'), 'utf8'));
  const { content, report } = importMarkdown(join(pages, 'content/articles'), { base });
  if (report.problems.length > 0) throw new Error(`demo content: ${JSON.stringify(report.problems)}`);
  const files = await pack(content);
  if (files.report.faults.length > 0) throw new Error(`demo content: ${JSON.stringify(files.report.faults)}`);

  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const entry of readdirSync(pages, { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(pages, entry.name), join(out, entry.name));
  }
  cpSync(join(root, 'dist/shell'), out, { recursive: true });
  writeFileSync(join(out, 'content.json'), `${JSON.stringify(content, null, 2)}\n`);
  let bytes = 0;
  for (const [name, file] of files) {
    writeFileSync(join(out, name), file);
    bytes += file.length;
  }
  return { articles: files.report.articles, bytes };
}
