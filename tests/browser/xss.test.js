/** @file Hostile content in Chromium. `./scripts/engines` does the same with every vector in three engines (docs/testing.md). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attack } from './hostile/attack.js';
import { harmlessWords, stillMissing } from './hostile/harmless.js';
import { OWN } from './hostile/own.js';
import { hasShared, SHARED, vectorsIn } from './hostile/vectors.js';

const skip = hasShared ? false : '../shared/data/xss is not there';

describe('hostile content', { concurrency: 2 }, () => {
  for (const page of /** @type {const} */ (['open', 'strict'])) {
    const where = page === 'open' ? 'without a policy' : 'under the strictest policy';
    test(`texts of our own do nothing in any place of a page ${where}, and stay there as text`, async () => {
      const round = { page, placed: 2, opened: 1, addressed: 12 };
      const { findings, documents } = await attack('chromium', OWN, [round]);
      assert.deepEqual(findings, []);
      assert.ok(documents > 2 * OWN.length);
    });

    test(`no collected vector does anything in an article of a page ${where}, nor do some in all other places`, {
      skip,
    }, async () => {
      const vectors = vectorsIn(SHARED);
      const round = { page, placed: 100, opened: 1, addressed: 20 };
      const { findings, documents } = await attack('chromium', vectors, [round]);
      assert.deepEqual(findings, []);
      assert.ok(documents > vectors.length);
    });
  }
});

test('what of a hostile text is harmless is what an HTML parser reads as text', () => {
  assert.deepEqual(
    harmlessWords('<b onclick=alert(1)>Bold</b> words &amp; <script>code()</script>&lt;tag&gt;'),
    ['bold', 'words', 'tag'],
  );
  assert.deepEqual(harmlessWords('<svg><text>drawn</text></svg><textarea>typed</textarea>kept'), ['kept']);
  assert.deepEqual(
    harmlessWords('[label](javascript:alert(1)) after\n\n[name]: /definition "title"\n\nend'),
    ['label', 'after', 'end'],
  );
  assert.deepEqual(harmlessWords('```language more\ncode\n```'), ['code']);
});

test('what only one of Markdown and HTML reads as text may be shown, and may be gone', () => {
  assert.deepEqual(harmlessWords('<odd<script>code()</script>words'), ['words']);
  assert.deepEqual(harmlessWords('before <?instruction> inside ?> after'), ['before', 'after']);
});

test('a word that code shows with its entities unread is there', () => {
  assert.deepEqual(stillMissing(['javascript', 'lost'], 'java&#115;cript:x'), ['lost']);
});
