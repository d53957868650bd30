// Folders under build/ that are kept for as long as what made them is the same.
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** ms. Folders of other builds are then of no more use to a process that still runs. */
const unusedAfter = 3_600_000;

/** Keeps `folder` of `cache`, and of the others those that were used lately. @param {string} cache @param {string} folder */
export function keepInUse(cache, folder) {
  const now = Date.now();
  if (existsSync(folder)) utimesSync(folder, now / 1000, now / 1000);
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    // Another process may have removed it meanwhile.
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (path !== folder && now - used > unusedAfter) rmSync(path, { recursive: true, force: true });
  }
}
