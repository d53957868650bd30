/** What the views of a file that comes later take from the first one, so that Preact is in one file and not in both (web/late.js). */
import { h, render } from './dom.js';
import * as pieces from './pieces.js';
import * as plain from './plain.js';
import * as topic from './topic.js';

export const shared = { h, render, ...pieces, ...plain, ...topic };
