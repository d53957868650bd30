/** @file The entry of a published bundle (docs/format.md), and what else an address may lead to. */
import { entry as entryShape, shaped } from './answers.js';
import { decode, EngineError } from './files.js';

/** An entry names one file; larger JSON is content, and not worth parsing just to tell. */
const entryAtMost = 16_384;

/**
 * The entry that the bytes hold, or null when they are for the packer.
 * @param {Uint8Array} bytes @param {URL} src @returns {{ index: string, searchBytes?: number, modules?: Record<string, string> } | null}
 */
export function entryIn(bytes, src) {
  if (bytes.length > entryAtMost) return null;
  const text = decode(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    if (/\bentry\.json$/.test(src.pathname) || /^\s*\{\s*"carrel"/.test(text)) {
      throw new EngineError(
        'corrupt',
        `${src} is damaged, or only a part of what was published (it has ${bytes.length} bytes): upload it again`,
      );
    }
    // The packer names line and column.
    return null;
  }
  if (typeof value?.index === 'string') {
    const entry = shaped(value, entryShape, `${src}`);
    if (entry.carrel === 1) return entry;
    throw new EngineError(
      'version',
      `${src} is an entry of version ${entry.carrel}, this script reads 1: update the script or pack the content again`,
    );
  }
  if (value?.articles) return null;
  throw new EngineError(
    'content',
    `${src} has neither "index" nor "articles": src takes an entry.json or a content.json`,
  );
}
