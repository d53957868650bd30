/**
 * @file A thread that is told of each input before it is tried, and ends the process when one of them does not come back: who hangs cannot say so.
 * Its data: `patience` in milliseconds, `folder` for what hangs.
 */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { patience, folder } = workerData;
/** @type {NodeJS.Timeout | undefined} */
let timer;

parentPort?.on('message', ({ name, input }) => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    mkdirSync(folder, { recursive: true });
    const path = resolve(join(folder, name));
    writeFileSync(path, JSON.stringify(input));
    writeSync(1, `BROKEN: it hangs\nTest unit written to ${path}\n`);
    process.kill(process.pid, 'SIGKILL');
  }, patience);
});
