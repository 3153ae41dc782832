import { z } from 'zod';
import { durationField, instantField, keyField, lineField, personField, urlField } from './fields.ts';

/** Mildest first. */
export const COMPONENT_STATES = ['operational', 'degraded', 'partial-outage', 'major-outage'] as const;
export const INCIDENT_PHASES = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'withdrawn',
  'merged',
] as const;
export const MAINTENANCE_PHASES = [
  'scheduled',
  'in-progress',
  'verifying',
  'completed',
  'cancelled',
] as const;
export const NOTICE_PHASES = ['announced', 'ended'] as const;
export const DETECTION_SOURCES = ['alert', 'customer', 'internal'] as const;
export const FIX_KINDS = ['rollback', 'hotfix', 'other'] as const;

const checked = z.union([z.boolean(), z.literal('not-applicable')]);

const internalSchema = z
  .strictObject({
    source: z
      .union([
        z.enum(DETECTION_SOURCES),
        z
          .strictObject({ kind: z.enum(DETECTION_SOURCES), url: urlField.optional() })
          .meta({ description: 'With a URL' }),
      ])
      .transform((value) => (typeof value === 'string' ? { kind: value } : value))
      .optional()
      .meta({ description: 'How the incident was found (V2.1)' }),
    commander: personField.optional().meta({ description: 'Who leads the response (V2.2)' }),
    roles: z
      .record(keyField('A role of the policy'), personField)
      .optional()
      .meta({ description: 'Who holds the other roles of the policy (V9.1)' }),
    'handed-over': z.array(instantField).optional().meta({
      description: 'When the commander handed over, or agreed to stay after the end of their shift',
    }),
    acknowledged: instantField.optional().meta({ description: 'When a responder acknowledged it' }),
    tracking: urlField.optional().meta({ description: 'The incident in the tracking system' }),
    mitigation: lineField('What was isolated or switched off to stop further harm (U3.3)', 1000).optional(),
    fixed: instantField.optional().meta({ description: 'When the fix was in production' }),
    fix: z.enum(FIX_KINDS).optional().meta({ description: 'The kind of fix (V7.1)' }),
    tested: z
      .enum(['staging', 'not-possible'])
      .optional()
      .meta({ description: 'Whether the fix was tested in staging first (V7.1)' }),
    cause: lineField('The root cause in one line, for the team (V7.1)', 1000).optional(),
    verified: z
      .record(keyField('A check of the policy'), checked)
      .optional()
      .meta({ description: 'The checks of the policy: true, false or not-applicable (V7.3)' }),
    updates: z.array(instantField).optional().meta({ description: 'When internal updates went out (V4.1)' }),
    emailed: z.array(instantField).optional().meta({ description: 'When customers were e-mailed (U4.2)' }),
    'summary-ready': instantField.optional().meta({
      description:
        'When a person approved the executive summary: Candor then sends it to its audience (U4.3)',
    }),
    summary: instantField.optional().meta({ description: 'When the executive summary went out (U4.3)' }),
    notes: z.string().max(20_000).optional().meta({ description: 'Other notes, for the team' }),
  })
  .meta({
    description: 'Internal: never in pages, feeds, the API, e-mails or messages to customers',
  });

const importedSchema = z
  .strictObject({
    from: lineField('The tool or file that the incident came from'),
    id: lineField('Its id there', 400),
    url: urlField.optional(),
    aliases: z
      .array(lineField('Another previous address: a URL, or a path of the previous site', 400))
      .optional(),
    severity: lineField('What that tool called its severity').optional(),
    notes: z.array(lineField('What the importer could not map', 1000)).optional(),
  })
  .meta({
    description:
      'Imported from another tool, so no SOP applied: findings are warnings, ids are kept for redirects',
  });

const title = lineField('What customers notice, in one line', 160);
const states = z
  .record(z.string(), z.enum(COMPONENT_STATES))
  .meta({ description: 'The state of each affected component, by its file name in components/' });
const shared = {
  title,
  components: states.default({}),
  drill: z.boolean().default(false).meta({ description: 'A drill: never public' }),
  internal: internalSchema.default({}),
  imported: importedSchema.optional(),
};

export const incidentSchema = z
  .strictObject({
    ...shared,
    kind: z.literal('incident').default('incident'),
    severity: z
      .union([z.string().min(1), z.number()])
      .transform(String)
      .meta({ description: 'A severity of the policy, in any spelling: sev-2, SEV-2, Severity 2' }),
    started: instantField
      .optional()
      .meta({ description: 'When customers were first affected; defaults to detected' }),
    detected: instantField.meta({ description: 'When the company detected it' }),
    ended: instantField.optional().meta({
      description:
        'When customers were no longer affected, if that was before the resolving update, such as found out later',
    }),
    'customer-facing': z.boolean().default(false).meta({
      description: 'Makes the incident public if its severity is only public when customer-facing (V12.5)',
    }),
    security: z.boolean().default(false).meta({
      description: 'A security incident: under embargo until it is disclosed; the policy has a part security',
    }),
    disclosed: instantField.optional().meta({
      description: 'When the embargo of a security incident ended: from then on it is like any other',
    }),
    'merged-into': keyField('The incident that it was merged into, by its file name').optional(),
    'postmortem-approved': instantField.optional().meta({
      description:
        'When its postmortem was approved, shown on the page; for postmortems kept elsewhere (V11.3)',
    }),
  })
  .meta({ title: 'Incident', description: 'The front matter of a file in incidents/' });

export const maintenanceSchema = z
  .strictObject({
    ...shared,
    kind: z.literal('maintenance'),
    starts: instantField.meta({ description: 'When the window opens' }),
    ends: instantField.meta({ description: 'When the window closes' }),
    notice: durationField.optional().meta({ description: 'How long before its start it is announced' }),
  })
  .meta({ title: 'Maintenance', description: 'The front matter of a planned maintenance in incidents/' });

export const noticeSchema = z
  .strictObject({
    title: lineField('What customers should know, in one line', 160),
    kind: z.literal('notice'),
    starts: instantField
      .optional()
      .meta({ description: 'From when on the page shows it; defaults to the time of its first update' }),
    ends: instantField.meta({ description: 'When the page stops showing it' }),
    internal: internalSchema.default({}),
    imported: importedSchema.optional(),
  })
  .meta({
    title: 'Notice',
    description: 'The front matter of a notice in incidents/: it affects no component and has no deadlines',
  });

export type ComponentState = (typeof COMPONENT_STATES)[number];
export type IncidentPhase = (typeof INCIDENT_PHASES)[number];
export type MaintenancePhase = (typeof MAINTENANCE_PHASES)[number];
export type NoticePhase = (typeof NOTICE_PHASES)[number];
export type InternalFields = Readonly<z.output<typeof internalSchema>>;
export type ImportedFields = Readonly<z.output<typeof importedSchema>>;
