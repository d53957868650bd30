import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const kills = fileURLToPath(new URL('../publish/kills.mjs', import.meta.url));

test('finding 9: a publisher that is killed at random moments leaves a folder that a page opens', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [kills, '--kills', '12'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const [, inTheMiddle] = /(\d+) of them in the middle of writing/.exec(stdout) ?? [];
  assert.ok(Number(inTheMiddle) > 0, stdout);
});
