import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String).nullish();

const affectedSchema = z.object({ code: text, name: text, old_status: text, new_status: text });

export const statuspageComponentSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  status: text,
  position: z.number().nullish(),
  description: text,
  group_id: text,
  group: z.boolean().nullish(),
});

export const statuspageUpdateSchema = z.looseObject({
  id: text,
  status: text,
  body: text,
  created_at: text,
  updated_at: text,
  display_at: text,
  affected_components: z.array(affectedSchema).nullish(),
  custom_tweet: text,
});

export const statuspageIncidentSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  name: text,
  status: text,
  created_at: text,
  updated_at: text,
  resolved_at: text,
  started_at: text,
  scheduled_for: text,
  scheduled_until: text,
  impact: text,
  shortlink: text,
  incident_updates: z.array(z.unknown()).nullish(),
  components: z.array(z.unknown()).nullish(),
  postmortem_body: text,
  postmortem_published_at: text,
  postmortem_ignored: z.boolean().nullish(),
});

export const statuspagePageSchema = z.object({ id: text, name: text, url: text, time_zone: text });

export type StatuspageIncident = z.output<typeof statuspageIncidentSchema>;
export type StatuspageUpdate = z.output<typeof statuspageUpdateSchema>;
export type StatuspageComponent = z.output<typeof statuspageComponentSchema>;

/** Fields that say nothing that Candor's own files don't: left out without a word. */
export const IGNORED_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(statuspageIncidentSchema.shape),
  ...Object.keys(statuspageUpdateSchema.shape).filter((key) => key !== 'custom_tweet'),
  'page_id',
  'incident_id',
  'monitoring_at',
  'reminder_intervals',
  'deliver_notifications',
  'tweet_id',
]);
