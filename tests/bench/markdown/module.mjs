// dist/markdown.wasm, asked for bytes (docs/stream.md).
import { readFileSync } from 'node:fs';
import { Instance } from '../../../web/engine.js';

const file = new URL('../../../dist/markdown.wasm', import.meta.url);

/** What stands in the line of options. @type {Record<string, string>} */
export const PROFILES = { default: '', gfm: 'profile=gfm', commonmark: 'profile=commonmark' };

/** An instance of its own. @returns {Promise<(markdown: string, options?: string) => Uint8Array<ArrayBuffer>>} */
export async function startMarkdown() {
  const instance = await Instance.start(await WebAssembly.compile(readFileSync(file)));
  return (markdown, options = '') => instance.call('carrel_render', `${options}\n${markdown}`);
}

/** Bytes of text and values that an answer holds, which docs/stream.md limits. @param {Uint8Array} answer */
export const textBytes = (answer) => new DataView(answer.buffer, answer.byteOffset).getUint32(4, true);

/** docs/stream.md, Limits. @param {number} bytes of Markdown */
export const textAtMost = (bytes) => 16 * bytes + 65_536;
