/** @file Publishes the editions of a file into a folder, one after the other, until it is killed; `kills.mjs` does that. */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { publish } from '../../scripts/cli/publish.mjs';

const [folder = '', file = ''] = process.argv.slice(2);
const editions = deserialize(readFileSync(file));
process.stdout.write('ready\n');
for (let i = 0; ; i++) await publish(folder, editions[i % editions.length]);
