import { z } from 'zod';
import { keyField, lineField } from './fields.ts';

/** What messages can be about. The texts and times of updates are the incident's own. */
export const AUDIENCE_EVENTS = [
  'opened',
  'update',
  'severity',
  'resolved',
  'scheduled',
  'started',
  'completed',
  'announced',
  'ended',
  'digest',
  'reminder',
  'failure',
  'summary',
] as const;

export type AudienceEvent = (typeof AUDIENCE_EVENTS)[number];

const audienceSchema = z.strictObject({
  name: lineField('Who they are', 200),
  type: z.enum(['customers', 'internal']).meta({
    description:
      'customers: public text only, after they are on the page; internal: severity, people and reminders too',
  }),
  team: z.boolean().default(false).meta({
    description:
      'The team that responds: it gets all reminders, drills, incidents off the page, and messages that could not be sent',
  }),
  page: z
    .boolean()
    .default(false)
    .meta({ description: 'Customers who read the page: no other place has to be given' }),
  events: z
    .array(z.enum(AUDIENCE_EVENTS))
    .optional()
    .meta({ description: 'What they are notified of; by default all that concerns them' }),
});

/** V1.2, V4.1, U4.1 to U4.3. An audience that is only a name has no type, so it can be notified by hand only. */
export const audiencesSchema = z
  .record(
    keyField('An audience'),
    z.union([
      lineField('Who they are', 200).transform((name) => ({
        name,
        type: undefined,
        team: false,
        page: false,
        events: undefined,
      })),
      audienceSchema,
    ]),
  )
  .default({})
  .meta({ description: 'Groups that are notified (V1.2)' });
