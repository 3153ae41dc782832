import { z } from 'zod';
import { REPLACEABLE_PARTS } from '../extend-policy.ts';
import { calendarField, dateField, durationField, keyField, lineField, timeLimitField } from './fields.ts';
import { officeHoursSchema } from './policy-office-hours.ts';
import { postmortemSchema, summarySchema } from './policy-postmortem.ts';
import { audiencesSchema } from './policy-audiences.ts';
import { clausesSchema, ownerRolesSchema } from './policy-deadlines.ts';
import { lineListField, severitySchema, templatesSchema, textBlockField } from './policy-severity.ts';

const component = keyField('A component');
const role = keyField('A role of this policy');

/** How alerts become draft incidents (V2.1, V11.2, U3.1). Matching ignores case. */
const alertsSchema = z
  .strictObject({
    severities: z
      .record(z.string().min(1), keyField('A severity of this policy'))
      .default({})
      .meta({ description: 'What monitors call a severity: critical, warning, P1' }),
    'default-severity': keyField('A severity of this policy')
      .optional()
      .meta({ description: 'The severity of an alert without a known severity' }),
    components: z
      .record(z.string().min(1), z.union([component, z.array(component).min(1)]))
      .default({})
      .meta({ description: 'What monitors call a service, with the components that it belongs to' }),
    'impact-phrases': z
      .record(component, lineField('What customers notice: failed payments'))
      .default({})
      .meta({ description: 'What customers notice when a component fails, for [specific impact]' }),
  })
  .prefault({})
  .meta({ description: 'How alerts become drafts (V2.1, V11.2, U3.1)' });

const level = z.enum(['on', 'warn', 'off']).default('on');

/** Rules on public text (V4.2, V6.1, V6.2, V6.3, V13.2). */
const wordingSchema = z
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

const publishingSchema = z
  .strictObject({
    approver: role.meta({ description: 'The role that approves free text' }),
    'self-approval': z
      .boolean()
      .default(false)
      .meta({ description: 'Members of that role may publish their own text without another approval' }),
    'approval-timeout': durationField.meta({
      description: 'If free text is not approved within this time, the template is proposed instead',
    }),
    'impact-phrases': z
      .array(lineField('What customers notice, as part of a sentence', 80))
      .default([])
      .meta({ description: 'Additional values for [specific impact] in templates' }),
  })
  .meta({
    description:
      'Auto-merge: updates that match a template are merged, other text needs approval. Off if absent',
  });

const questionSchema = z.strictObject({
  ask: lineField('The question', 300),
  clause: lineField('The clause that it comes from', 20).optional(),
  severity: keyField('The severity if the answer is yes'),
});

/** A company's SOP. A part that the SOP doesn't cover is absent, and its rules and deadlines are off. */
export const policySchema = z
  .strictObject({
    name: lineField('The name of the SOP'),
    extends: keyField('The policy that this one extends; null or off removes one of its parts').optional(),
    replace: z
      .array(z.enum(REPLACEABLE_PARTS))
      .optional()
      .meta({ description: 'Parts of the extended policy that are replaced as a whole, not merged' }),
    version: z.string().optional(),
    'clause-prefix': z
      .string()
      .regex(/^(?:[A-Z]|none)$/)
      .optional()
      .meta({ description: 'The letter before its clause numbers: V for V5.1; none if it has no numbers' }),
    updated: dateField.optional().meta({ description: 'When the SOP was last changed' }),
    owner: lineField('Who owns the SOP').optional(),
    maintainer: lineField('Who maintains the document').optional(),
    purpose: lineListField('What the SOP is for'),
    'interpretation-notes': lineListField('Where this file goes beyond the SOP, and why'),
    'sop-review': z
      .strictObject({
        last: dateField,
        every: calendarField,
        after: z.array(keyField('A severity')).default([]),
        'on-change': z.array(z.enum(['tools', 'roles', 'processes'])).default([]),
        within: timeLimitField
          .optional()
          .meta({ description: 'How soon after such a change; defaults to a week' }),
      })
      .optional()
      .meta({ description: 'When the SOP itself is reviewed (V15.1)' }),
    severities: z.record(keyField('A severity'), severitySchema),
    'office-hours': officeHoursSchema.optional(),
    classify: z
      .array(questionSchema)
      .default([])
      .meta({ description: 'Questions that propose a severity (V14.1)' }),
    audiences: audiencesSchema,
    roles: z
      .record(
        keyField('A role'),
        z.strictObject({
          name: lineField('Its name', 60),
          duties: lineListField('What it does'),
          deputies: z
            .array(keyField('A role of this policy'))
            .default([])
            .meta({ description: 'Roles whose people stand in, in order, while no one holds this one' }),
        }),
      )
      .default({})
      .meta({ description: 'Roles and responsibilities (V9.1, U2.1)' }),
    required: z
      .strictObject({ commander: role.optional(), source: z.boolean().default(false) })
      .default({ source: false })
      .meta({ description: 'Fields that an incident needs from the start (V2.1, V2.2)' }),
    security: z
      .strictObject({
        approver: role.meta({ description: 'The role that leads the disclosure and approves its text' }),
        notify: z
          .array(keyField('An audience or role of this policy'))
          .default([])
          .meta({ description: 'Who is notified while it is under embargo; no one else is' }),
        'disclose-within': timeLimitField
          .optional()
          .meta({ description: 'Disclosed within this time of detection' }),
        details: z.enum(['elsewhere', 'file']).default('elsewhere').meta({
          description:
            'elsewhere: while it is under embargo, its file contains nothing about it; file: its internal fields may, which a public repository shows to everyone',
        }),
      })
      .optional()
      .meta({ description: 'Security incidents, which are kept apart until they are disclosed' }),
    'hand-over': durationField.optional().meta({
      description:
        'The commander of an open incident hands over within this time of the end of their shift on call',
    }),
    detection: lineListField('How incidents are found (V2.1, U3.1)'),
    mitigation: lineListField('How further harm is stopped (V3.1, U3.3)'),
    steps: lineListField('The steps of resolution (V7.1)'),
    resolve: z
      .strictObject({
        cause: z.boolean().default(false),
        fix: z.boolean().default(false),
        tested: z.boolean().default(false),
      })
      .default({ cause: false, fix: false, tested: false })
      .meta({ description: 'Fields required before an incident is resolved (V7.1)' }),
    monitoring: durationField
      .optional()
      .meta({ description: 'Monitored at least this long after the fix (V7.2)' }),
    verification: z
      .record(keyField('A check'), lineField('What is confirmed'))
      .default({})
      .meta({ description: 'Confirmed before an incident is resolved (V7.3, U3.5)' }),
    templates: templatesSchema.meta({
      description: 'Templates for severities without their own (V5.3)',
    }),
    'impact-phrases': z
      .array(lineField('What customers notice, as part of a sentence', 80))
      .min(1)
      .optional()
      .meta({ description: 'Values of [specific impact] to choose from, instead of those of the language' }),
    apology: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the last update has to apologise or thank (V13.1)' }),
    impact: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the first update has to state what customers notice (V13.1)' }),
    timestamps: z.strictObject({ tolerance: durationField, 'clock-skew': durationField }).optional().meta({
      description:
        'How far update times may differ from publication times, and clocks from each other (V6.4)',
    }),
    channels: z
      .record(keyField('A channel'), lineField('Where it is', 200))
      .default({})
      .meta({ description: 'Communication channels: internal, external, alerts' }),
    tools: z
      .record(keyField('A purpose'), lineField('The tool', 200))
      .default({})
      .meta({ description: 'Tools and systems' }),
    publishing: publishingSchema.optional(),
    principles: z
      .strictObject({ do: lineListField('Do'), avoid: lineListField("Don't") })
      .default({ do: [], avoid: [] })
      .meta({ description: 'Communication principles (V13.1, V13.2)' }),
    maintenance: z
      .strictObject({
        notice: durationField
          .optional()
          .meta({ description: 'Announced at least this long before its start' }),
        close: durationField
          .optional()
          .meta({ description: 'Completed within this time of its end; defaults to 30 minutes' }),
        templates: z
          .strictObject({
            scheduled: textBlockField(
              'The announcement, with [component], [starts], [ends], [start day] and [end day]',
            ).optional(),
            'in-progress': textBlockField('An update when it has begun').optional(),
            verifying: textBlockField('An update when it is checked').optional(),
            completed: textBlockField('The last update').optional(),
          })
          .default({}),
      })
      .optional()
      .meta({ description: 'Planned maintenance' }),
    notices: z
      .strictObject({
        longest: durationField
          .optional()
          .meta({ description: 'A notice is shown for at most this time; defaults to 92 days' }),
        templates: z
          .record(
            keyField('A name for it, which becomes part of the address'),
            z.strictObject({
              title: lineField('The title, with placeholders', 160),
              text: textBlockField('The text of its first update, with placeholders'),
            }),
          )
          .default({})
          .meta({
            description:
              'Approved texts of notices. Placeholders: [starts] and [ends] (day and time), [start day] and [end day]',
          }),
      })
      .prefault({})
      .meta({ description: 'Notices: what customers should know although nothing is wrong' }),
    uptime: z
      .strictObject({
        window: durationField,
        degraded: z.number().min(0).max(1),
        'partial-outage': z.number().min(0).max(1),
        'major-outage': z.number().min(0).max(1),
        'warning-threshold': z
          .number()
          .min(0)
          .max(1)
          .default(0.8)
          .meta({ description: 'The share of the error budget from which an objective is at risk' }),
      })
      .optional()
      .meta({
        description: 'The share of time in each state that counts as downtime, and the window (U6.3)',
      }),
    postmortem: postmortemSchema.optional(),
    summary: summarySchema.optional(),
    clauses: clausesSchema,
    'owner-roles': ownerRolesSchema,
    rollback: lineListField('How a release is rolled back (U5.2)'),
    guardrails: lineListField('What prevents recurrences (U6.1 to U6.4)'),
    wording: wordingSchema,
    alerts: alertsSchema,
    rules: z
      .record(keyField('A rule'), z.enum(['error', 'warn', 'off']))
      .default({})
      .meta({ description: 'The level of single rules, if not the default' }),
  })
  .meta({ title: 'Policy', description: 'A file in policies/: an incident-response SOP as data' });
