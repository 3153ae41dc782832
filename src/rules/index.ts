import { actionItems } from './action-items.ts';
import { apology } from './apology.ts';
import { appendOnly } from './append-only.ts';
import { blame } from './blame.ts';
import { blameless } from './blameless.ts';
import { causeAndFix } from './cause-and-fix.ts';
import { commander } from './commander.ts';
import { complete } from './complete.ts';
import { detectionSource } from './detection-source.ts';
import { firstTemplate } from './first-template.ts';
import { futureTime } from './future-time.ts';
import { impactStated } from './impact-stated.ts';
import { jargon } from './jargon.ts';
import { knownComponent } from './known-component.ts';
import { knownRole } from './known-role.ts';
import { knownSeverity } from './known-severity.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { minimising } from './minimising.ts';
import { monitoringTime } from './monitoring-time.ts';
import { offPage } from './off-page.ts';
import { permalink } from './permalink.ts';
import { phaseOrder } from './phase-order.ts';
import { placeholder } from './placeholder.ts';
import { policyCadence } from './policy-cadence.ts';
import { policyNames } from './policy-names.ts';
import { policyTemplates } from './policy-templates.ts';
import { privateDetails } from './private-details.ts';
import { promise } from './promise.ts';
import { publicSummary } from './public-summary.ts';
import { resolutionTemplate } from './resolution-template.ts';
import { reviewPrivateDetails } from './review-private-details.ts';
import { reviewReminders } from './review-reminders.ts';
import { reviewSections } from './review-sections.ts';
import { reviewTimeline } from './review-timeline.ts';
import { reviewedIncident } from './reviewed-incident.ts';
import type { Rule } from './engine/rule.ts';
import { runbooks } from './runbooks.ts';
import { safeMarkdown } from './safe-markdown.ts';
import { speculation } from './speculation.ts';
import { timeOrder } from './time-order.ts';
import { title } from './title.ts';
import { trueTime } from './true-time.ts';
import { verification } from './verification.ts';

/** Every rule, in alphabetical order. */
export const RULES: readonly Rule[] = [
  actionItems,
  apology,
  appendOnly,
  blame,
  blameless,
  causeAndFix,
  commander,
  complete,
  detectionSource,
  firstTemplate,
  futureTime,
  impactStated,
  jargon,
  knownComponent,
  knownRole,
  knownSeverity,
  maintenanceWindow,
  minimising,
  monitoringTime,
  offPage,
  permalink,
  phaseOrder,
  placeholder,
  policyCadence,
  policyNames,
  policyTemplates,
  privateDetails,
  promise,
  publicSummary,
  resolutionTemplate,
  reviewPrivateDetails,
  reviewReminders,
  reviewSections,
  reviewTimeline,
  reviewedIncident,
  runbooks,
  safeMarkdown,
  speculation,
  timeOrder,
  title,
  trueTime,
  verification,
];
