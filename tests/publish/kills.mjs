/**
 * @file Kills publishing at random moments, and opens what is left in the folder as a page would.
 *
 *   node tests/publish/kills.mjs [--kills 200]
 *
 * Three of four kills hit a process that does nothing but publish, each fourth `carrel pack` itself, once it writes. The last line says
 * in how many cases the folder opened.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { lockName } from '../../scripts/cli/lock.mjs';
import { editionOf, openAsPage } from '../web/support/published.js';
import { contentOf, isWhole, words } from './contents.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
const kills = Number(values.kills);
const carrel = fileURLToPath(new URL('../../scripts/cli/main.mjs', import.meta.url));
const child = fileURLToPath(new URL('child.mjs', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'carrel-kills-'));
const folder = join(root, 'site');
const sources = words.map((word) => {
  const path = join(root, `${word}.json`);
  writeFileSync(path, JSON.stringify(contentOf(word)));
  return path;
});

const editions = join(root, 'editions');
writeFileSync(
  editions,
  serialize(await Promise.all(words.map((word, i) => editionOf(contentOf(word), 'abc'[i % 3])))),
);

/** Kills a process and waits until it is gone. @param {import('node:child_process').ChildProcess} running */
async function kill(running) {
  const gone = new Promise((resolve) => running.once('exit', resolve));
  if (running.exitCode === null && running.signalCode === null) {
    running.kill('SIGKILL');
    await gone;
  }
}

/** Publishes for a random time. */
async function interruptPublishing() {
  const running = spawn(process.execPath, [child, folder, editions], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => running.stdout.once('data', resolve));
  await pause(Math.random() * 400);
  await kill(running);
}

/** Packs, and kills it a random time after it has taken the folder. @param {number} i */
async function interruptPack(i) {
  const source = sources[i % sources.length];
  const running = spawn(process.execPath, [carrel, 'pack', source, '-o', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let ended = false;
  running.once('exit', () => {
    ended = true;
  });
  // The lock of a run that was killed before is there from the start.
  rmSync(join(folder, lockName), { force: true });
  while (!ended && !existsSync(join(folder, lockName))) await pause(1);
  await pause(Math.random() * 60);
  await kill(running);
}

let opened = 0;
let interrupted = 0;
try {
  const first = spawnSync(process.execPath, [carrel, 'pack', sources[0], '-o', folder], { encoding: 'utf8' });
  if (first.status !== 0) throw new Error(first.stderr);
  for (let i = 0; i < kills; i++) {
    await (i % 4 === 3 ? interruptPack(i) : interruptPublishing());
    if (readdirSync(folder).some((name) => name.startsWith('.carrel-'))) interrupted++;
    try {
      const bodies = await openAsPage(folder);
      if (!isWhole(bodies)) throw new Error(`a mixture: ${bodies.map((body) => body.slice(0, 10))}`);
      opened++;
    } catch (error) {
      console.error(`kill ${i}: ${/** @type {Error} */ (error).message}`);
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(
  `${kills} kills, ${interrupted} of them in the middle of writing: the folder opened after ${opened}`,
);
process.exitCode = opened === kills ? 0 : 1;
