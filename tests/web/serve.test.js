import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../scripts/cli/serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'carrel-'));
const folder = join(outside, 'site');
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  mkdirSync(join(folder, '.git'), { recursive: true });
  mkdirSync(join(folder, 'sub'));
  mkdirSync(join(outside, 'site-beside'));
  for (const [path, text] of [
    ['index.html', 'start'],
    ['sub/index.html', 'sub'],
    ['ten.txt', '0123456789'],
    ['100% #1?.txt', 'odd'],
    ['module.wasm', '\0asm'],
    ['.env', 'secret'],
    ['.git/config', 'secret'],
    ['../secret.txt', 'secret'],
    ['../site-beside/secret.txt', 'secret'],
  ])
    writeFileSync(join(folder, path ?? ''), text ?? '');
  symlinkSync('../secret.txt', join(folder, 'leak.txt'));
  symlinkSync('..', join(folder, 'leaks'));
  symlinkSync('ten.txt', join(folder, 'inside.txt'));
  assert.equal(spawnSync('mkfifo', [join(folder, 'pipe')]).status, 0);
  server = await serve(folder, 0);
});
after(() => {
  server.close();
  rmSync(outside, { recursive: true });
});

/**
 * A request as written: nothing of its path is put right on the way.
 * @param {string} path @param {{ method?: string, headers?: Record<string, string> }} [how]
 * @returns {Promise<{ status: number, text: string, headers: import('node:http').IncomingHttpHeaders }>}
 */
const ask = (path, { method = 'GET', headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });

test('a range is answered with its bytes, the last ones too, and a bad one does not end the server', async () => {
  for (const [range, status, text] of /** @type {[string, number, string][]} */ ([
    ['bytes=2-4', 206, '234'],
    ['bytes=-3', 206, '789'],
    ['bytes=7-', 206, '789'],
    ['bytes=5-99999999999999999999', 206, '56789'],
    ['lines=1-2', 200, '0123456789'],
  ])) {
    const answer = await ask('/ten.txt', { headers: { range } });
    assert.deepEqual([answer.status, answer.text], [status, text], range);
  }
  for (const range of [
    'bytes=5-2',
    'bytes=10-',
    'bytes=99999999999999999999-',
    'bytes=a-b',
    'bytes=-',
    'bytes=--1',
  ]) {
    const { status } = await ask('/ten.txt', { headers: { range } });
    assert.ok([200, 416].includes(status), `${range} was answered with ${status}`);
  }
  assert.equal((await ask('/ten.txt')).text, '0123456789');
});

test('a server on a loopback address answers to its own names alone', async () => {
  const { port } = new URL(server.url);
  for (const host of [
    '127.0.0.1',
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `[::1]:${port}`,
  ])
    assert.equal((await ask('/', { headers: { host } })).status, 200, host);
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    'a b',
  ])
    assert.equal((await ask('/', { headers: { host } })).status, 421, host);
});

test('files are read, and nothing else is done to them', async () => {
  assert.equal((await ask('/ten.txt', { method: 'HEAD' })).headers['content-length'], '10');
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const { status, headers } = await ask('/ten.txt', { method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], method);
  }
});

test('names that begin with a full stop, and what lies outside the folder, are not shown', async () => {
  for (const path of [
    '/.env',
    '/%2eenv',
    '/.git/config',
    '/sub/../.env',
    '/leak.txt',
    '/leaks/secret.txt',
    '/leaks/',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/../site-beside/secret.txt',
    '//secret.txt',
    '/none.txt',
  ]) {
    const { status, text } = await ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(text, /secret/);
  }
});

test('addresses that cannot be read are refused', async () => {
  for (const path of ['/%00', '/%zz', '/a%', '/%c3%28']) assert.equal((await ask(path)).status, 400, path);
});

test('pipes are not opened, however often they are asked for', async () => {
  for (let i = 0; i < 8; i++) assert.equal((await ask('/pipe')).status, 404);
  assert.equal((await ask('/ten.txt')).status, 200);
});

test('what is in the folder is shown as a static host would, and never taken for another type', async () => {
  assert.equal((await ask('/')).text, 'start');
  assert.equal((await ask('/sub/')).text, 'sub');
  assert.equal((await ask('/sub')).headers.location, '/sub/');
  assert.equal((await ask('/inside.txt')).text, '0123456789');
  assert.equal((await ask(`/${encodeURIComponent('100% #1?.txt')}`)).text, 'odd');
  const { headers } = await ask('/module.wasm');
  assert.equal(headers['content-type'], 'application/wasm');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-cache');
});
