import { z } from 'zod';
import { lineField } from './fields.ts';

const level = z.enum(['on', 'warn', 'off']).default('on');

/** Rules on public text (V4.2, V6.1, V6.2, V6.3, V13.2). */
export const wordingSchema = z
  .strictObject({
    jargon: level,
    blame: level,
    speculation: level,
    promise: level,
    minimising: level,
    glossary: z
      .record(
        z.string().min(1),
        z.union([
          lineField('The replacement'),
          z.strictObject({ say: lineField('The replacement'), why: lineField('Why').optional() }),
        ]),
      )
      .default({})
      .meta({ description: "The company's own jargon, with replacements" }),
    allow: z
      .record(z.string().min(1), lineField('The reason'))
      .default({})
      .meta({ description: 'Terms that the company allows, each with its reason' }),
  })
  .prefault({})
  .meta({ description: 'The rules on wording' });
