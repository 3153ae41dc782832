import type { SiteContext } from '../content/content.ts';
import { impactLeadOf, impactPhrasesOf, needsImpact } from '../response/default-text.ts';
import { FIRST_HEADINGS, FORM_LABELS, MOVED_MAINTENANCE } from './fields.ts';
import type { IssueForm, FormOption } from './fields.ts';
import {
  affectsField,
  checkFields,
  commanderField,
  componentField,
  customerFacingField,
  ENDED_FIELD,
  FIXED_FIELD,
  formatImpactHelp,
  formatTextNeed,
  formatTimeHelp,
  impactOptions,
  noticeTemplateField,
  INCIDENT_FIELD,
  severityField,
  formatSeverityItem,
  textField,
  appendExamples,
} from './field-builders.ts';

/** Creates the forms from the company's severities, components, checks and approved notices (V1.1, V7.3). */
export function createIssueForms(
  siteContext: SiteContext,
): readonly [open: IssueForm, update: IssueForm, resolve: IssueForm, announce: IssueForm] {
  return [
    declareForm(siteContext),
    updateForm(siteContext),
    resolveForm(siteContext),
    announceForm(siteContext),
  ];
}

const MERGE_NOTICE =
  'Candor replies in a comment. Nothing is public until its pull request is merged. You need write access to this repository.';

function declareForm(siteContext: SiteContext): IssueForm {
  const { policy } = siteContext;
  const { language } = siteContext.words;
  const asking = Object.values(policy.severities).find((one) => needsImpact(siteContext, one));
  const lead = impactLeadOf(siteContext, asking ?? { templates: {} });
  return {
    type: 'open',
    file: 'declare-incident.yml',
    name: 'Declare an incident',
    description: 'Only two answers are required: how severe it is, and what is affected.',
    title: 'Incident',
    issueLabel: FORM_LABELS.open.name,
    introduction: [MERGE_NOTICE, Object.entries(policy.severities).map(formatSeverityItem).join('\n')],
    fields: [
      { ...severityField(policy, FIRST_HEADINGS.open), required: true },
      { ...componentField(siteContext, 'component', 'What is affected?'), required: true },
      {
        kind: 'choose',
        id: 'impact',
        label: 'What do customers notice?',
        help: formatImpactHelp(siteContext),
        options: impactOptions(siteContext),
      },
      {
        kind: 'line',
        id: 'impact-words',
        label: 'What customers notice, as custom text',
        help: `Replaces the choice above and needs approval. It completes the sentence "${lead} …".`,
        example: language === 'en' ? 'failed payments by card' : (impactPhrasesOf(siteContext).at(-2) ?? ''),
      },
      ...customerFacingField(policy),
      {
        kind: 'line',
        id: 'detected',
        label: 'When was it noticed?',
        help: 'How long ago, or a time with a time zone. Leave empty to use the time of this form.',
        example: '12m',
      },
      { kind: 'choose', id: 'source', label: 'How was it noticed?', options: SOURCE_OPTIONS },
      ...commanderField(policy),
      {
        kind: 'line',
        id: 'mitigation',
        label: 'What was switched off or isolated?',
        help: appendExamples('For the team; never public.', policy.mitigation),
      },
      {
        kind: 'line',
        id: 'title',
        label: 'A headline for customers',
        help: 'Leave empty to generate it from the component and the impact.',
      },
      {
        kind: 'tick',
        id: 'allow-duplicate',
        label: 'Is another incident open for the same component?',
        options: [{ value: 'yes', label: 'This is a different incident; open it too' }],
      },
      textField('the template of the severity'),
    ],
  };
}

function announceForm(siteContext: SiteContext): IssueForm {
  return {
    type: 'announce',
    file: 'plan-maintenance-or-notice.yml',
    name: 'Plan maintenance or post a notice',
    description: 'For planned work, and for what customers should know although nothing is wrong.',
    title: 'Announcement',
    issueLabel: FORM_LABELS.announce.name,
    introduction: [MERGE_NOTICE],
    fields: [
      {
        kind: 'choose',
        id: 'kind',
        label: FIRST_HEADINGS.announce,
        options: ANNOUNCED_OPTIONS,
        required: true,
      },
      {
        kind: 'line',
        id: 'title',
        label: 'In one line',
        help: 'A headline for customers. Leave it empty for maintenance, to generate it from what is affected, and with an approved text.',
        ...(siteContext.words.language === 'en' && {
          example: 'Our support is closed on 24 and 25 December',
        }),
      },
      componentField(siteContext, 'component', 'What does the maintenance affect?'),
      {
        kind: 'line',
        id: 'starts',
        label: 'When does it begin?',
        help: `${formatTimeHelp(siteContext)}, or how long from now. A notice begins now if this is empty.`,
        example: '2026-12-21 22:00',
      },
      {
        kind: 'line',
        id: 'ends',
        label: 'When does it end?',
        help: `${formatTimeHelp(siteContext)}, or how long after its start.`,
        example: '2h',
        required: true,
      },
      ...noticeTemplateField(siteContext.policy),
      {
        kind: 'text',
        id: 'text',
        label: 'Custom text',
        help: `What customers will notice, and what they can do. ${formatTextNeed(siteContext)}`,
      },
    ],
  };
}

function updateForm(siteContext: SiteContext): IssueForm {
  const { policy } = siteContext;
  return {
    type: 'update',
    file: 'post-update.yml',
    name: 'Post an update',
    description: 'Say what is new in an open incident, a maintenance or a notice, or that nothing is.',
    title: 'Update',
    issueLabel: FORM_LABELS.update.name,
    introduction: [MERGE_NOTICE],
    fields: [
      { kind: 'choose', id: 'phase', label: FIRST_HEADINGS.update, options: PHASE_OPTIONS, required: true },
      {
        ...INCIDENT_FIELD,
        help: 'Needed for a notice, or if several incidents are open or maintenances planned: its ID or part of it.',
      },
      {
        kind: 'line',
        id: 'into',
        label: 'Into which incident is it merged?',
        help: 'Only to merge it: the ID of the incident that continues, or part of it.',
        example: '2026-11-22-payments',
      },
      componentField(siteContext, 'restored', 'What works again?'),
      affectsField('What else changed?', 'Components whose state changed.'),
      { ...severityField(policy, 'Is it more or less severe than before?'), id: 'severity' },
      FIXED_FIELD,
      ENDED_FIELD,
      {
        kind: 'line',
        id: 'ends',
        label: 'When does the maintenance or notice end now?',
        help: `Only to move its end. ${formatTimeHelp(siteContext)}, or how long from now.`,
        example: '2026-12-22 01:00',
      },
      {
        kind: 'line',
        id: 'starts',
        label: 'When does the maintenance begin now?',
        help: 'Only to move its start. How long after this start it ends, for example 2h, goes into the field above.',
        example: '2026-12-21 23:00',
      },
      {
        kind: 'line',
        id: 'mitigation',
        label: 'What was switched off or isolated?',
        help: 'For the team; never public.',
      },
      textField("the SOP's text for your choice above"),
    ],
  };
}

function resolveForm({ policy }: SiteContext): IssueForm {
  return {
    type: 'resolve',
    file: 'resolve-incident.yml',
    name: 'Resolve an incident',
    description: 'Record the cause, the fix and the checks, and tell customers that it is over.',
    title: 'Resolved',
    issueLabel: FORM_LABELS.resolve.name,
    introduction: [MERGE_NOTICE],
    fields: [
      {
        kind: 'line',
        id: 'cause',
        label: FIRST_HEADINGS.resolve,
        help: 'One line for the team; never public.',
      },
      INCIDENT_FIELD,
      { kind: 'choose', id: 'fix', label: 'What fixed it?', options: FIX_OPTIONS },
      FIXED_FIELD,
      ENDED_FIELD,
      {
        kind: 'choose',
        id: 'tested',
        label: 'Was the fix tested in staging before?',
        options: TESTED_OPTIONS,
      },
      ...checkFields(policy),
      affectsField('What stays affected?', 'Leave empty if everything works.'),
      textField('the resolution template'),
    ],
  };
}

const SOURCE_OPTIONS: readonly FormOption[] = [
  { value: 'internal', label: 'We noticed it ourselves' },
  { value: 'alert', label: 'A monitoring alert' },
  { value: 'customer', label: 'A customer reported it' },
];

const ANNOUNCED_OPTIONS: readonly FormOption[] = [
  { value: 'maintenance', label: 'Planned maintenance' },
  { value: 'notice', label: 'A notice: nothing is wrong' },
];

const PHASE_OPTIONS: readonly FormOption[] = [
  { value: 'no-change', label: "Nothing new: use the SOP's text" },
  { value: 'update', label: 'Same phase, with new information (write it below)' },
  { value: 'identified', label: 'Identified: the cause is known' },
  { value: 'monitoring', label: 'Monitoring: the fix is in' },
  { value: 'investigating', label: 'Investigating: the problem came back, or the fix failed' },
  { value: 'in-progress', label: 'Maintenance: it has begun' },
  { value: 'verifying', label: 'Maintenance: done, and being checked' },
  { value: 'completed', label: 'Maintenance: complete' },
  { value: MOVED_MAINTENANCE, label: 'Maintenance: it has another time, or takes longer (write it below)' },
  { value: 'cancelled', label: 'Maintenance: cancelled, it will not take place' },
  { value: 'withdrawn', label: 'False alarm: there was no problem' },
  { value: 'merged', label: 'Same problem as another incident: merge it into that one (name both below)' },
  { value: 'ended', label: 'Notice: it is no longer current' },
];

const FIX_OPTIONS: readonly FormOption[] = [
  { value: 'rollback', label: 'A rollback' },
  { value: 'hotfix', label: 'A hotfix' },
  { value: 'other', label: 'Something else' },
];

const TESTED_OPTIONS: readonly FormOption[] = [
  { value: 'staging', label: 'Yes, it was' },
  { value: 'not-possible', label: 'It was not possible' },
];
