// The plain BM25 of reference.mjs, so that it can be asked like the others. Other names count as much as the text.
import { build, search } from '../reference.mjs';

/** @type {import('./index.mjs').Contestant} */
export const contestant = {
  name: 'BM25',
  package: null,
  build: (docs, language) =>
    build(
      docs.map(({ id, title, names = [], text }) => ({ id, title, text: [...names, text].join(' \n') })),
      language,
    ),
  search,
};
