import { z } from 'zod';
import { durationField, keyField, lineField, timeLimitField } from './fields.ts';
import { clausesSchema } from './policy-deadlines.ts';

export const SEVERITY_IMPACTS = ['none', 'minor', 'major', 'critical'] as const;
export const VISIBILITIES = ['always', 'customer-facing', 'never'] as const;

export const lineListField = (what: string) =>
  z.array(lineField(what, 600)).default([]).meta({ description: what });
export const textBlockField = (what: string) =>
  z.string().trim().min(1).max(4000).meta({ description: what });

/** The occasions on which Candor writes an update of an incident from a template. */
export const SEVERITY_OCCASIONS = [
  'first',
  'over',
  'investigating',
  'identified',
  'monitoring',
  'no-change',
  'resolved',
  'resolved-partly',
] as const;

export type SeverityOccasion = (typeof SEVERITY_OCCASIONS)[number];

/** The SOP's text for updates (V5.1 to V5.3). */
export const templatesSchema = z
  .strictObject({
    title: lineField(
      'The title of an incident with a known impact: [component]: [specific impact]',
      160,
    ).optional(),
    first: textBlockField(
      'The first update. Placeholders are in brackets: [component], [specific impact]',
    ).optional(),
    over: textBlockField('The first update of an incident that is over already').optional(),
    investigating: textBlockField('An update when the problem came back').optional(),
    identified: textBlockField('An update when the cause is known').optional(),
    monitoring: textBlockField('An update when a fix is in place').optional(),
    resolved: textBlockField('The last update').optional(),
    'resolved-partly': textBlockField('The last update while something else is still affected').optional(),
    'no-change': textBlockField('An update without news').optional(),
  })
  .default({});

/** An interval of updates. */
const INTERVAL = { due: timeLimitField, late: timeLimitField };

/** V1.1, U1.1. */
export const severitySchema = z
  .strictObject({
    name: lineField('Its name: Critical', 40),
    impact: z.enum(SEVERITY_IMPACTS).meta({ description: 'What customers and the API see' }),
    public: z
      .enum(VISIBILITIES)
      .default('always')
      .meta({ description: 'Whether it is on the status page (V12.5)' }),
    definition: lineListField('What makes an incident this severe (V1.1, U1.1)'),
    examples: lineListField('Examples (V1.1)'),
    'public-definition': z
      .array(lineField('What customers read', 600))
      .optional()
      .meta({ description: 'What the page on commitments shows in place of the definition' }),
    'public-examples': z
      .array(lineField('What customers read', 600))
      .optional()
      .meta({ description: 'What the page on commitments shows in place of the examples' }),
    classification: lineListField('The appendix of worked examples (V14.1)'),
    response: lineField('The response time in words (V1.1)').optional(),
    respond: timeLimitField.optional().meta({ description: 'The response time as a duration' }),
    notify: z
      .array(keyField('An audience of this policy'))
      .default([])
      .meta({ description: 'Audiences to notify (V1.2)' }),
    acknowledge: timeLimitField
      .optional()
      .meta({ description: 'Acknowledged within this time of detection (U3.2)' }),
    'first-update': timeLimitField
      .optional()
      .meta({ description: 'First public update after detection (V12.1)' }),
    updates: z
      .strictObject({
        ...INTERVAL,
        phases: z
          .partialRecord(z.enum(['investigating', 'identified', 'monitoring']), z.strictObject(INTERVAL))
          .default({})
          .meta({ description: 'Another interval after an update with a certain phase' }),
        ages: z
          .array(z.strictObject({ after: durationField, ...INTERVAL }))
          .default([])
          .meta({ description: 'Other intervals once an incident is so old, the shortest age first' }),
        'longest-promise': durationField.optional().meta({
          description: 'The writer of an update may promise the next one at most this long ahead',
        }),
      })
      .optional()
      .meta({
        description:
          'The interval of public updates: due after the first duration, late after the second (V12.2)',
      }),
    'internal-updates': timeLimitField
      .optional()
      .meta({ description: 'The interval of updates in the team channel (V4.1, U4.1)' }),
    'customer-email': timeLimitField
      .optional()
      .meta({ description: 'The interval of e-mails to customers until it is resolved (U4.2)' }),
    'fix-within': timeLimitField
      .optional()
      .meta({ description: 'Fixed or rolled back within this time (U3.4)' }),
    resolution: z
      .strictObject({
        'after-fix': timeLimitField,
        grace: durationField.optional().meta({ description: 'Late only after this additional time' }),
      })
      .optional()
      .meta({ description: 'Resolution posted within this time of the fix, once monitored (V12.3, V12.4)' }),
    escalation: z
      .array(keyField('A role or audience'))
      .default([])
      .meta({ description: 'The escalation path, in order (V10.1)' }),
    clauses: clausesSchema,
    templates: templatesSchema,
  })
  .meta({ description: 'A severity' });
