import { z } from 'zod';
import { lineField } from './fields.ts';
import { pageWordsSchema } from './page-words.ts';
import { textBlockField } from './policy-severity.ts';

/** The texts that Candor writes where the policy has none. */
export const WRITTEN_TEXTS = [
  'first',
  'over',
  'investigating',
  'identified',
  'monitoring',
  'no-change',
  'resolved',
  'resolved-partly',
  'withdrawn',
  'rehearsal',
  'merged',
  'merged-here',
  'in-progress',
  'verifying',
  'completed',
  'cancelled',
  'new-window',
  'extended',
  'ended',
] as const;

export const TITLE_WORDS = [
  'with-impact',
  'operational',
  'degraded',
  'partial-outage',
  'major-outage',
  'maintenance',
  'security',
  'others',
] as const;

/** What the policy `standard` calls its severities and how it defines them: the texts of it that customers read. */
export const SEVERITY_TEXTS = [
  'critical',
  'unavailable',
  'data-at-risk',
  'major',
  'function-fails',
  'minor',
  'small-fault',
] as const;

const shapeOf = <Key extends string, T extends z.ZodType>(keys: readonly Key[], field: T) =>
  Object.fromEntries(keys.map((key) => [key, field.optional()])) as Readonly<Record<Key, z.ZodOptional<T>>>;

const wordBeginnings = (description: string) =>
  z.array(lineField('The beginning of a word or phrase', 60)).min(1).optional().meta({ description });

/** The words of one language, for what Candor writes and looks for in public text. */
export const wordsSchema = z
  .strictObject({
    name: lineField('What the language calls itself', 40).optional(),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
      .optional()
      .meta({ description: 'For dates and lists, with a region: pt-PT' }),
    templates: z
      .strictObject(
        shapeOf(
          WRITTEN_TEXTS,
          textBlockField('A text, with [component], [specific impact], [starts], [ends] and [address]'),
        ),
      )
      .default({})
      .meta({ description: 'Texts of updates, used where the policy has no template' }),
    titles: z
      .strictObject(shapeOf(TITLE_WORDS, lineField('Part of a generated title', 120)))
      .default({})
      .meta({ description: 'Generated titles, by the state of the component' }),
    severities: z
      .strictObject(shapeOf(SEVERITY_TEXTS, lineField('A name or a definition', 200)))
      .default({})
      .meta({ description: 'The severities of the policy "standard", as customers read them' }),
    page: pageWordsSchema
      .optional()
      .meta({ description: 'The words of the page, the feeds and the messages to customers' }),
    'impact-phrases': z
      .array(lineField('What customers notice, as part of a sentence', 80))
      .min(1)
      .optional()
      .meta({ description: 'Values of [specific impact] to choose from' }),
    checked: z
      .strictObject({
        'called-off': wordBeginnings('Say that planned work does not take place'),
        impact: wordBeginnings('Say what customers notice; without them that rule is off'),
        apology: wordBeginnings('Apologise or thank; without them that rule is off'),
      })
      .default({})
      .meta({ description: 'The beginnings of words that rules look for, in lower case' }),
  })
  .meta({ title: 'Words', description: 'A file in words/, named after the language: pt.yaml' });
