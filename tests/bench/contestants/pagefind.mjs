// Pagefind 1.6, with its default ranking: a page for each document, its title as the first heading, its other names and its text below,
// headings as headings, indexed by the binary of its npm package. It is asked through its own client in Node, as one long session, which is
// favourable: what a query finds depends on the parts of the index that earlier ones have fetched. It gives ranked names of fragments; the
// fragments themselves, which its interface fetches for every hit that it shows, are not fetched.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { openMarkdown, toHtml } from '../../../web/node.js';
import { openPagefind } from './pagefind-client.mjs';

const escapes = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' });
const escaped = (/** @type {string} */ text) => text.replace(/[&<>]/g, (sign) => escapes[sign]);

const addressOf = (/** @type {string} */ id) => `/${encodeURIComponent(id)}/`;
const idOf = (/** @type {string} */ url) => decodeURIComponent(url.slice(1, -1));

/** @param {import('./index.mjs').Doc[]} docs @param {string} language @param {string} folder */
export async function writePagefind(docs, language, folder) {
  const markdown = await openMarkdown();
  const { index } = /** @type {any} */ (await createIndex({ forceLanguage: language }));
  for (const { id, title, names = [], text } of docs) {
    const known = names.length > 0 ? `<p>Also known as: ${escaped(names.join('; '))}</p>` : '';
    const body = toHtml(markdown.render(text));
    const page = `<html lang="${language}"><head><title>${escaped(title)}</title></head><body><main>
<h1>${escaped(title)}</h1>${known}${body}</main></body></html>`;
    const { errors } = await index.addHTMLFile({ url: addressOf(id), content: page });
    if (errors.length > 0) throw new Error(errors.join('; '));
  }
  await index.writeFiles({ outputPath: folder });
  await close();
}

/** @type {import('./index.mjs').Contestant} */
export const contestant = {
  name: 'Pagefind',
  package: 'pagefind',
  slow: true,
  async build(docs, language) {
    const folder = mkdtempSync(join(tmpdir(), 'pagefind-'));
    await writePagefind(docs, language, folder);
    const session = await openPagefind(folder, language);
    const close = () => {
      session.close();
      rmSync(folder, { recursive: true });
    };
    return { ...session, close, folder };
  },
  save: ({ folder }) => folder,
  savesFolder: true,
  load: (folder, language) => openPagefind(folder, language),
  search: async (session, query, count) => (await session.search(query)).slice(0, count).map(idOf),
  close: (session) => session.close(),
};
