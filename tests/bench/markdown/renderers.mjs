// Who renders Markdown beside Carrel, each as its documentation says, with GitHub's tables and the rest wherever it has them.
// No peer checks addresses or leaves out raw HTML here, which Carrel always does.
import MarkdownIt from 'markdown-it';
import markdownWasm from 'markdown-wasm/dist/markdown.node.js';
import { marked } from 'marked';
import { init, mdToHtml } from 'md4w';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { openMarkdown, toHtml } from '../../../web/node.js';
import { startMarkdown } from './module.mjs';

/** What everybody is compared with. */
export const OURS = 'Carrel: HTML';

/** @typedef {{ name: string, render: (markdown: string) => unknown, slow?: boolean }} Renderer slow: measured in fewer rounds */

/** @returns {Promise<Renderer[]>} */
export async function renderers() {
  const carrel = await openMarkdown();
  const module = await startMarkdown();
  await init('fast');
  await markdownWasm.ready;
  const plain = new MarkdownIt({ html: true });
  const linking = new MarkdownIt({ html: true, linkify: true });
  const withGfm = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
  return [
    { name: OURS, render: (markdown) => carrel.html(markdown).html },
    { name: 'Carrel: node stream, toHtml', render: (markdown) => toHtml(carrel.render(markdown)) },
    { name: 'Carrel: node stream, decoded', render: (markdown) => carrel.render(markdown) },
    { name: 'Carrel: node stream, bytes', render: (markdown) => module(markdown) },
    { name: 'md4w, fast build', render: (markdown) => mdToHtml(markdown) },
    { name: 'markdown-wasm', render: (markdown) => markdownWasm.parse(markdown) },
    { name: 'marked', render: (markdown) => marked.parse(markdown) },
    { name: 'markdown-it', render: (markdown) => plain.render(markdown) },
    { name: 'markdown-it, linkify', render: (markdown) => linking.render(markdown) },
    {
      name: 'micromark',
      render: (markdown) => micromark(markdown, { allowDangerousHtml: true }),
      slow: true,
    },
    { name: 'micromark, gfm', render: (markdown) => micromark(markdown, withGfm), slow: true },
  ];
}
