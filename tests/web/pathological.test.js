/** @file Markdown that makes parsers work hard comes out whole, balanced and no larger than docs/stream.md says (tests/bench measures how long it takes). */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { decodeStream, toHtml } from '../../web/stream.js';
import { hasPathological, ours, pathological } from '../bench/markdown/inputs.mjs';
import { PROFILES, startMarkdown, textAtMost, textBytes } from '../bench/markdown/module.mjs';

const unbuilt = !existsSync(new URL('../../dist/markdown.wasm', import.meta.url)) && 'dist/ was not built';
const missing = !hasPathological && '../shared/data/specs is not there';

/** @param {(markdown: string, options?: string) => Uint8Array<ArrayBuffer>} render @param {string} markdown @param {string} options */
function rendered(render, markdown, options) {
  const answer = render(markdown, options);
  const limit = textAtMost(Buffer.byteLength(markdown));
  assert.ok(textBytes(answer) <= limit, `${textBytes(answer)} bytes of text, of which ${limit} may be`);
  // Refuses a stream that is not balanced, or whose text is not used up.
  return toHtml(decodeStream(answer));
}

for (const [profile, options] of Object.entries(PROFILES)) {
  test(`profile ${profile}: what broke other parsers is rendered within the limits`, {
    skip: unbuilt || missing,
  }, async () => {
    const inputs = pathological();
    assert.equal(inputs.length, 48);
    const render = await startMarkdown();
    for (const { name, at } of inputs) {
      assert.doesNotThrow(() => rendered(render, at(1), options), name);
    }
    assert.equal(rendered(render, 'still *here*', options), '<p>still <em>here</em></p>');
  });

  test(`profile ${profile}: what aims at our own code is rendered within the limits`, {
    skip: unbuilt,
  }, async () => {
    const render = await startMarkdown();
    for (const { name, at } of ours) {
      for (const scale of [0.01, 0.25]) assert.doesNotThrow(() => rendered(render, at(scale), options), name);
    }
  });
}

test('what others got wrong in a few characters comes out right', { skip: unbuilt || missing }, async () => {
  const render = await startMarkdown();
  /** @type {Record<string, string>} */
  const expected = {
    'U+0000': '<p>abc\ufffdde\ufffd</p>',
    'U+FEFF (Unicode BOM)': '<p>foo</p>',
    'hard link/emph case': '<p>**x <a href="d">a<em>b**c</em></a></p>',
  };
  const inputs = pathological().filter(({ name }) => name in expected);
  assert.equal(inputs.length, 3);
  for (const { name, at } of inputs) {
    for (const options of Object.values(PROFILES))
      assert.equal(rendered(render, at(1), options), expected[name]);
  }
});

test('an input twice as large has twice the bytes', () => {
  const inputs = [...ours, ...(hasPathological ? pathological() : [])];
  for (const { name, at } of inputs) {
    const [one, two] = [at(1), at(2)].map((markdown) => Buffer.byteLength(markdown));
    if (one === two) continue;
    assert.ok(two / one > 1.8 && two / one < 2.3, `${name}: ${one} and ${two}`);
  }
});
