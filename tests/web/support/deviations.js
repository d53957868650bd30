/** @file Where Carrel and CommonMark 0.31.2 part, by example, and why. */

const UNFINISHED =
  'A tag that the article ends before it is finished: a parser drops all of it, Carrel shows the words';

/** @type {ReadonlyMap<number, string>} */
export const DEVIATIONS = new Map([
  [148, 'A </p> without its <p>: a parser makes an empty paragraph of it, Carrel nothing'],
  [156, UNFINISHED],
  [157, UNFINISHED],
  [158, UNFINISHED],
  [180, 'Markdown ends <?php at ?>, a parser at the first >: in Carrel all of the instruction vanishes'],
  [191, 'Code inside a row but in no cell: a parser moves it before the table, Carrel gives it a cell'],
  [629, 'Markdown ends <![CDATA[ at ]]>, a parser at the first >: in Carrel all of the section vanishes'],
]);
