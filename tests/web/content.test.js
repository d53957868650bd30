import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { importMarkdown } from '../../scripts/cli/import-markdown.mjs';
import { pack } from '../../web/node.js';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = JSON.parse(read('web/schema/content.schema.json'));
const page = read('docs/content.md');
const example = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)?.[1] ?? '');
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

/** @param {object} content */
const faultsOf = (content) =>
  validate(content) ? [] : validate.errors?.map(({ instancePath }) => instancePath);

test('the field `words` of the sample is what its bodies hold', () => {
  const { content } = importMarkdown(new URL('../../web/demo/content/articles', import.meta.url).pathname, {
    base: JSON.parse(read('web/demo/content/site.json')),
  });
  for (const { slug, body, fields } of content.articles)
    assert.equal(fields.words, Math.round(body.trim().split(/\s+/).length / 10) * 10, slug);
});

test('the example of docs/content.md keeps the schema and packs without a fault', async () => {
  assert.deepEqual(faultsOf(example), []);
  const { report } = await pack(example);
  assert.deepEqual(report, { articles: 1, faults: [], unknown: [] });
});

test('the example shows every key of the schema, and the page explains each', () => {
  const shown = new Set();
  JSON.stringify(example, (key, value) => {
    shown.add(key);
    return value;
  });
  /** @param {any} node */
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    for (const key of Object.keys(node.properties ?? {})) {
      assert.ok(shown.has(key) || key === 'fields', `the example lacks ${key}`);
      assert.ok(page.includes(`\`${key}\``) || page.includes(`"${key}"`), `the page lacks ${key}`);
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(schema);
});

test("the demo's content keeps the schema", () => {
  const base = JSON.parse(read('web/demo/content/site.json'));
  const folder = fileURLToPath(new URL('../../web/demo/content/articles', import.meta.url));
  assert.deepEqual(faultsOf(importMarkdown(folder, { base }).content), []);
});

test('what the schema refuses, the packer reports, and the other way round', async () => {
  const article = { slug: 'a', title: 'A', body: 'Text' };
  const wrong = [
    { date: '16/11/2025' },
    { date: 2025 },
    { title: 3 },
    { slug: 'a b' },
    { tags: 'one' },
    { tags: [1] },
    { authors: [{ url: 'https://example.org/' }] },
    { image: { alt: 'nothing' } },
    { weight: 0 },
    { weight: 101 },
    { fields: [] },
    { sources: ['a'] },
    { last_reviewed: 'soon' },
  ].map((change) => ({ ...article, ...change }));
  for (const one of wrong) {
    const content = { articles: [one] };
    const said = JSON.stringify(one);
    assert.notDeepEqual(faultsOf(content), [], said);
    const { report } = await pack(content);
    assert.ok(report.faults.length > 0, said);
    assert.equal(report.articles, 1, `${said} loses nothing else`);
    const [{ at, fact, remedy }] = /** @type {[any]} */ (/** @type {unknown} */ (report.faults));
    assert.match(at, /^articles\[0\]/, said);
    assert.ok(fact !== '' && remedy !== '', said);
  }
});
