/** @file Splits a Markdown file into its front matter (YAML between `---`, TOML between `+++`) and its text. */
import { parse as parseToml, TomlDate } from 'smol-toml';
import { parseDocument } from 'yaml';

/** Front matter that cannot be read: a fact with its line in the file, for a person. */
export class FrontMatterError extends Error {}

/** @typedef {Record<string, unknown>} Data */

/**
 * @param {string} text
 * @returns {{ data: Data | null, body: string }} data is null when there is no front matter
 */
export function splitFrontMatter(text) {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const opening = /^(---|\+\+\+)[ \t]*\n/.exec(clean);
  if (!opening) return { data: null, body: clean };
  const fence = /** @type {string} */ (opening[1]);
  const rest = clean.slice(opening[0].length);
  // An empty block closes on its first line.
  const closing = new RegExp(
    `(^|\\n)${fence === '---' ? '(?:---|\\.\\.\\.)' : '\\+\\+\\+'}[ \\t]*(\\n|$)`,
  ).exec(rest);
  // A rule (`---`) may open a text that has no front matter; keys tell the two apart.
  if (!closing) {
    if (fence === '---' && !/^[\w-]+:/.test(rest)) return { data: null, body: clean };
    throw new FrontMatterError(`the front matter that opens with ${fence} does not end with ${fence}`);
  }
  const block = rest.slice(0, closing.index);
  const body = rest.slice(closing.index + closing[0].length);
  const data = fence === '---' ? readYaml(block) : readToml(block);
  if (data === null) return { data: {}, body };
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new FrontMatterError('line 2: the front matter is no list of "key: value" lines');
  }
  return { data: /** @type {Data} */ (data), body };
}

/** @param {string} block @returns {unknown} */
function readYaml(block) {
  // A key given twice is a slip that the generators forgive, and the last one wins.
  const options = { uniqueKeys: false, logLevel: /** @type {const} */ ('silent') };
  let document = parseDocument(block, options);
  const error = document.errors[0];
  if (error) {
    document = parseDocument(indentQuoted(block), options);
    if (document.errors.length > 0) {
      const line = (error.linePos?.[0].line ?? 1) + 1;
      const fact = firstLine(error.message).replace(/ at line \d+, column \d+:?$/, '');
      throw new FrontMatterError(
        `line ${line}: ${inAuthorsWords(block.split('\n')[line - 2] ?? '', error.code) ?? fact}`,
      );
    }
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new FrontMatterError(firstLine(/** @type {Error} */ (cause).message));
  }
}

/** What begins no plain text in YAML. */
const SIGNS = /^[@`%&*!?|>{[-]/;

/**
 * What is wrong with a line that was meant as a plain text and is something else to YAML, and how to write it; nothing where another
 * thing is wrong.
 * @param {string} line @param {string} code of the parser's error
 */
function inAuthorsWords(line, code) {
  const [, key, value] = /^\s*(?:- )?([^:#]+?)[ \t]*:[ \t]+(.*\S)/.exec(line) ?? [];
  if (!key || !value) return null;
  const [first] = value;
  const quoted = value.includes('"')
    ? `'${value.replaceAll("'", "''")}'`
    : `"${value.replaceAll('\\', '\\\\')}"`;
  const remedy = `put it in quotes (${key}: ${quoted})`;
  if (/^["']/.test(first))
    return code === 'UNEXPECTED_TOKEN' ? `the ${key} goes on behind its closing quote: ${remedy}` : null;
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /:(\s|$)/.test(value))
    return `the ${key} has a colon with a blank behind it, which begins another value: ${remedy}`;
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return `the line below ${key} is indented, as if it belonged to it: begin both at the same place`;
  if (/^(BAD_SCALAR_START|BAD_ALIAS|UNEXPECTED_TOKEN|MISSING_CHAR)$/.test(code) && SIGNS.test(value))
    return `the ${key} begins with ${first}, which means something else than a text: ${remedy}`;
  return null;
}

/**
 * YAML wants the later lines of a quoted text indented; Ruby's reader, which Jekyll uses, does not ask for it.
 * @param {string} block
 */
function indentQuoted(block) {
  let quote = '';
  return block
    .split('\n')
    .map((line) => {
      const inside = quote !== '';
      const text = inside ? line : (/^[\w-]+:[ \t]*(["'].*)$/.exec(line)?.[1] ?? '');
      if (!inside) quote = text.slice(0, 1);
      const marks = text.match(quote === "'" ? /'/g : /(?<!\\)"/g) ?? [];
      // An odd number of marks opens the text on its first line, and closes it on a later one.
      if (marks.length % 2 === (inside ? 1 : 0)) quote = '';
      return inside ? `  ${line}` : line;
    })
    .join('\n');
}

/** @param {string} block @returns {unknown} */
function readToml(block) {
  try {
    return withoutTomlDates(parseToml(block));
  } catch (cause) {
    const { message, line } = /** @type {Error & { line?: number }} */ (cause);
    throw new FrontMatterError(
      `line ${(line ?? 1) + 1}: ${firstLine(message).replace(/^Invalid TOML document: /, '')}`,
    );
  }
}

/** Dates become the text they were, so that no time zone moves them. @param {unknown} value @returns {unknown} */
function withoutTomlDates(value) {
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withoutTomlDates);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTomlDates(inner)]));
  }
  return value;
}

/** @param {string} message */
const firstLine = (message) => /** @type {string} */ (message.split('\n')[0]).trim();
