import { z } from 'zod';

const text = z.string().min(1);
const words = z.record(text, text);

/** Plain words of the same grammar: `swaps.yaml`. */
export const swapFile = z.strictObject({
  swaps: z.strictObject({
    nouns: words,
    mass: words,
    plural: words,
    anywhere: words,
    before: words,
    verbs: words,
    alone: words,
    followed: z.array(z.tuple([text, text, text])),
  }),
});

const answerList = z.array(z.strictObject({ match: text, say: text }));
/** Advice made of a sentence's own words: `answers.yaml`. */
export const answerFile = z.strictObject({
  answers: z.strictObject({ speculation: answerList, blame: answerList }),
});
