/** @file The contents that are published while somebody kills the publisher. */

export const words = ['Amber', 'Birch', 'Cedar'];
const articles = 12;

/** @param {string} word stands in every article, so that a mixture of two editions would show */
export const contentOf = (word) => ({
  articles: Array.from({ length: articles }, (_, i) => ({
    slug: `a-${i}`,
    title: `Article ${i}`,
    body: `${word} ${i}. ${'Plain words fill this paragraph up. '.repeat(400)}`,
  })),
});

/** Is this one edition, whole? @param {string[]} bodies of what was opened */
export const isWhole = (bodies) => {
  const [word = ''] = bodies[0]?.split(' ') ?? [];
  return (
    words.includes(word) && bodies.length === articles && bodies.every((body) => body.startsWith(`${word} `))
  );
};
