/** @file One visit to a bundle that may be forged: everything that a page asks of it, and what comes of that. */
import { EngineError } from '../../../web/engine.js';
import { faultsOfDrawing } from './drawing.js';
import { unlike } from './forged.js';
import { IDS, LISTS, SUGGESTS } from './rich.js';

/** @typedef {import('../../../web/bundle.js').Bundle} Bundle */
/** @typedef {{ lists: string[], suggests: string[], ids: string[], reads: string[] }} Questions */
/** @typedef {{ info: any[], lists: any[], suggests: any[], ids: any[], reads: any[], streams: any[] }} Answers */

/** @type {Questions} */
export const QUESTIONS = { lists: LISTS, suggests: SUGGESTS, ids: [IDS], reads: ['sleep', 'slumber'] };

/** A fact, a colon and a remedy: what the owner of a site can do something with. */
const SENTENCE = /^\S.*: .*\S$/s;

/**
 * @param {() => Promise<Bundle>} open @param {Questions} questions
 * @param {(answers: Answers) => void} told of what has been answered so far
 */
async function ask(open, questions, told) {
  /** @type {Answers} */
  const answers = { info: [], lists: [], suggests: [], ids: [], reads: [], streams: [] };
  const bundle = await open();
  try {
    answers.info.push(bundle.info);
    for (const query of questions.lists) answers.lists.push(await bundle.search(query));
    for (const query of questions.suggests) answers.suggests.push(await bundle.suggest(query));
    for (const query of questions.ids) answers.ids.push(await bundle.search(query));
    for (const slug of questions.reads) {
      const article = await bundle.article(slug);
      answers.reads.push(article);
      answers.streams.push(article && (await bundle.render(article.body, { prefix: 'carrel-', heading: 3 })));
    }
  } finally {
    told(answers);
    bundle.close();
  }
}

/** What a bundle answers that nobody forged. @param {() => Promise<Bundle>} open @returns {Promise<Answers>} */
export async function rightAnswers(open) {
  /** @type {any} */
  let right;
  await ask(open, QUESTIONS, (answers) => {
    right = answers;
  });
  // No article of that name, and lists that are told of nothing.
  right.reads.push(null);
  right.streams.push(null);
  return right;
}

/** What a stream holds beside its numbers. @param {any} stream */
const streamless = ({ ops, ...rest }) => rest;

/**
 * @param {() => Promise<Bundle>} open
 * @param {Answers} right
 * @param {Questions} [questions]
 * @returns {Promise<{ refused: EngineError | null, findings: string[] }>} `findings`: what must never come of a forgery
 */
export async function visit(open, right, questions = QUESTIONS) {
  /** @type {EngineError | null} */
  let refused = null;
  /** @type {string[]} */
  const findings = [];
  /** @type {any} */
  let answers = null;
  try {
    await ask(open, questions, (given) => {
      answers = given;
    });
  } catch (/** @type {any} */ error) {
    if (!(error instanceof EngineError)) findings.push(`${error?.stack ?? error} is no EngineError`);
    else if (!SENTENCE.test(error.message)) findings.push(`${error.message} has no fact and remedy`);
    else refused = error;
  }
  if (answers?.info.length) {
    for (const kind of /** @type {const} */ (['info', 'lists', 'suggests', 'ids', 'reads']))
      for (const answer of answers[kind]) findings.push(...unlike(answer, right[kind], kind));
    for (const stream of answers.streams)
      if (stream)
        findings.push(...unlike(streamless(stream), right.streams.filter(Boolean).map(streamless), 'stream'));
    findings.push(...drawingOf(answers));
  }
  if (/** @type {any} */ ({}).polluted !== undefined || Object.keys(Object.prototype).length > 0)
    findings.push('a prototype is polluted');
  if (/** @type {any} */ (globalThis).pwned) findings.push('a script ran');
  return { refused, findings };
}

/** @param {Answers} answers */
function drawingOf({ info: [info], lists, suggests, reads, streams }) {
  const most = Math.max(1, lists.length, suggests.length, reads.length);
  try {
    return Array.from({ length: most }, (_, i) =>
      faultsOfDrawing({
        info,
        answer: lists[i],
        suggestions: suggests[i],
        article: reads[i],
        stream: streams[i],
      }),
    ).flat();
  } catch (/** @type {any} */ error) {
    return [`the views fail on it: ${error?.stack ?? error}`];
  }
}
