import type { Rule } from './engine/rule.ts';
import { noBlame } from './no-blame.ts';
import { noFutureTime } from './no-future-time.ts';
import { noHiddenComponent } from './no-hidden-component.ts';
import { noJargon } from './no-jargon.ts';
import { noMinimising } from './no-minimising.ts';
import { noPlaceholder } from './no-placeholder.ts';
import { noPrivateDetails } from './no-private-details.ts';
import { noPromisedFixTime } from './no-promised-fix-time.ts';
import { noSpeculation } from './no-speculation.ts';
import { noUnmarkedEdit } from './no-unmarked-edit.ts';
import { noUnsafeMarkdown } from './no-unsafe-markdown.ts';
import { noUpdateOnHiddenSeverity } from './no-update-on-hidden-severity.ts';
import { postmortemNoBlame } from './postmortem-no-blame.ts';
import { postmortemNoPrivateDetails } from './postmortem-no-private-details.ts';
import { postmortemNoReminders } from './postmortem-no-reminders.ts';
import { postmortemRequireActionItems } from './postmortem-require-action-items.ts';
import { postmortemRequireRunbookNote } from './postmortem-require-runbook-note.ts';
import { postmortemRequireSections } from './postmortem-require-sections.ts';
import { postmortemRequireTimeline } from './postmortem-require-timeline.ts';
import { postmortemValidIncident } from './postmortem-valid-incident.ts';
import { postmortemValidMarkdown } from './postmortem-valid-markdown.ts';
import { postmortemValidPicture } from './postmortem-valid-picture.ts';
import { postmortemValidPublicSummary } from './postmortem-valid-public-summary.ts';
import { requireApology } from './require-apology.ts';
import { requireCauseAndFix } from './require-cause-and-fix.ts';
import { requireCommander } from './require-commander.ts';
import { requireComponentAndUpdate } from './require-component-and-update.ts';
import { requireDetectionSource } from './require-detection-source.ts';
import { requireFirstUpdateTemplate } from './require-first-update-template.ts';
import { requireImpact } from './require-impact.ts';
import { requireMonitoringTime } from './require-monitoring-time.ts';
import { requireResolutionTemplate } from './require-resolution-template.ts';
import { requireStablePermalink } from './require-stable-permalink.ts';
import { requireVerification } from './require-verification.ts';
import { validComponentDates } from './valid-component-dates.ts';
import { validComponent } from './valid-component.ts';
import { validDirective } from './valid-directive.ts';
import { validEmbargo } from './valid-embargo.ts';
import { validMaintenanceWindow } from './valid-maintenance-window.ts';
import { validMarkdown } from './valid-markdown.ts';
import { validMerge } from './valid-merge.ts';
import { validNextUpdate } from './valid-next-update.ts';
import { validNotice } from './valid-notice.ts';
import { validOfficeHours } from './valid-office-hours.ts';
import { validOnCall } from './valid-on-call.ts';
import { validPhaseOrder } from './valid-phase-order.ts';
import { validPicture } from './valid-picture.ts';
import { validPolicyCadence } from './valid-policy-cadence.ts';
import { validPolicyReferences } from './valid-policy-references.ts';
import { validPolicyTemplates } from './valid-policy-templates.ts';
import { validPublishTime } from './valid-publish-time.ts';
import { validRole } from './valid-role.ts';
import { validSeverity } from './valid-severity.ts';
import { validTimeOrder } from './valid-time-order.ts';
import { validTitle } from './valid-title.ts';

/** Every rule, in alphabetical order. */
export const RULES: readonly Rule[] = [
  noBlame,
  noFutureTime,
  noHiddenComponent,
  noJargon,
  noMinimising,
  noPlaceholder,
  noPrivateDetails,
  noPromisedFixTime,
  noSpeculation,
  noUnmarkedEdit,
  noUnsafeMarkdown,
  noUpdateOnHiddenSeverity,
  postmortemNoBlame,
  postmortemNoPrivateDetails,
  postmortemNoReminders,
  postmortemRequireActionItems,
  postmortemRequireRunbookNote,
  postmortemRequireSections,
  postmortemRequireTimeline,
  postmortemValidIncident,
  postmortemValidMarkdown,
  postmortemValidPicture,
  postmortemValidPublicSummary,
  requireApology,
  requireCauseAndFix,
  requireCommander,
  requireComponentAndUpdate,
  requireDetectionSource,
  requireFirstUpdateTemplate,
  requireImpact,
  requireMonitoringTime,
  requireResolutionTemplate,
  requireStablePermalink,
  requireVerification,
  validComponent,
  validComponentDates,
  validDirective,
  validEmbargo,
  validMaintenanceWindow,
  validMarkdown,
  validMerge,
  validNextUpdate,
  validNotice,
  validOfficeHours,
  validOnCall,
  validPhaseOrder,
  validPicture,
  validPolicyCadence,
  validPolicyReferences,
  validPolicyTemplates,
  validPublishTime,
  validRole,
  validSeverity,
  validTimeOrder,
  validTitle,
];
