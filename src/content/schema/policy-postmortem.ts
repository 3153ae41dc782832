import { z } from 'zod';
import { keyField, lineField, timeLimitField } from './fields.ts';

const sectionSchema = z.strictObject({
  title: lineField('The heading', 80),
  question: lineField('The question that it answers', 300).optional(),
  prefill: z
    .enum(['timeline', 'cause', 'impact', 'response', 'fix', 'items'])
    .optional()
    .meta({ description: 'What the draft can fill in from the incident; `items` are the action items' }),
});

/** What a postmortem draft can take from the incident. */
export type SectionPrefill = NonNullable<z.output<typeof sectionSchema>['prefill']>;

const approvalSchema = z.strictObject({
  role: keyField('A role'),
  when: z.enum(['always', 'customer-facing']).default('always'),
});

/** V8.1 to V8.6, U3.6. */
export const postmortemSchema = z
  .strictObject({
    due: timeLimitField.optional().meta({
      description: 'Within this time of resolution (V8.1); without it, no one is reminded of it',
    }),
    for: z.array(keyField('A severity')).meta({ description: 'The severities that need one' }),
    sections: z.array(sectionSchema).default([]).meta({ description: 'Required sections (V8.3, U3.6)' }),
    approvals: z.array(approvalSchema).default([]).meta({ description: 'Required approvals (V8.2)' }),
    'by-severity': z
      .record(
        keyField('A severity'),
        z.strictObject({
          due: timeLimitField.optional(),
          sections: z.array(sectionSchema).optional(),
          approvals: z.array(approvalSchema).optional(),
        }),
      )
      .default({})
      .meta({ description: 'What differs for a severity; the most severe one that the incident had counts' }),
    'allow-shared-approver': z
      .boolean()
      .default(false)
      .meta({ description: 'Whether one person may approve for two roles' }),
    internal: z.boolean().default(true).meta({ description: 'Internal unless published on purpose (V8.4)' }),
    'action-items': z
      .strictObject({
        owner: z.boolean().default(true),
        deadline: z.boolean().default(true),
        'preventive-for': z.array(keyField('A severity')).default([]),
      })
      .prefault({})
      .meta({ description: 'What each action item needs (V8.5)' }),
    runbooks: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether it has to state if runbooks were updated (V8.5)' }),
    blameless: z.boolean().default(true).meta({ description: 'It names systems, not individuals (V8.6)' }),
  })
  .meta({ description: 'Postmortems of incidents' });

/** U4.3. */
export const summarySchema = z
  .strictObject({
    due: timeLimitField.meta({ description: 'Within this time of resolution (U4.3)' }),
    for: z.array(keyField('A severity')),
    audience: lineField('Who reads it: the key or the name of an audience that is notified', 120),
  })
  .meta({ description: 'The executive summary' });
