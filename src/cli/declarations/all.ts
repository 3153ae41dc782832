import { alerts, alertsIngest, alertsServe } from './alerts.ts';
import { build, dev } from './build.ts';
import { complete, completion } from './completion.ts';
import { compliance } from './compliance.ts';
import { deadlines } from './deadlines.ts';
import type { CommandDeclaration, GroupDeclaration } from './declaration.ts';
import { doctor } from './doctor.ts';
import { forms, formsAnnounce, formsGenerate, formsHandle } from './forms.ts';
import { generate, generateCliReference, generateCodeowners, generateSchemas } from './generate.ts';
import { exportContent, importContent } from './import.ts';
import {
  incident,
  incidentWithdraw,
  incidentCorrect,
  incidentDisclose,
  incidentDrill,
  incidentList,
  incidentMerge,
  incidentOpen,
  incidentPublish,
  incidentResolve,
  incidentSchedule,
  incidentUpdate,
} from './incident.ts';
import { init, upgrade } from './init.ts';
import { onCall } from './on-call.ts';
import { policy, policyNew, policyShow, policyTry } from './policy.ts';
import {
  postmortem,
  postmortemApprovals,
  postmortemFollowUp,
  postmortemMarkReady,
  postmortemMarkSent,
  postmortemOpen,
  postmortemSummary,
} from './postmortem.ts';
import { notify } from './notify.ts';
import { pr, prCheck, prComment, prCommentPreview, prMerge, prPreview, prProposeTemplate } from './pr.ts';
import { publish, rollback } from './publish.ts';
import { secrets } from './secrets.ts';
import { lsp } from './lsp.ts';
import { validate } from './validate.ts';
import { wording, wordingEval, wordingLearn } from './wording.ts';

/** The commands that only have subcommands. */
export const GROUPS: readonly GroupDeclaration[] = [
  incident,
  policy,
  alerts,
  forms,
  pr,
  postmortem,
  wording,
  generate,
];

/** Every command, in the order of the help. */
export const DECLARATIONS = [
  ...[validate, incidentOpen, incidentUpdate, incidentResolve, incidentDisclose, incidentWithdraw],
  ...[incidentMerge, incidentCorrect],
  ...[
    incidentList,
    incidentPublish,
    incidentSchedule,
    incidentDrill,
    policyNew,
    policyTry,
    policyShow,
    deadlines,
    onCall,
    notify,
    compliance,
    alertsIngest,
    alertsServe,
  ],
  ...[
    formsGenerate,
    formsHandle,
    formsAnnounce,
    prCheck,
    prComment,
    prMerge,
    prProposeTemplate,
    prPreview,
    prCommentPreview,
  ],
  ...[
    postmortemOpen,
    postmortemSummary,
    postmortemMarkReady,
    postmortemMarkSent,
    postmortemApprovals,
    postmortemFollowUp,
  ],
  ...[build, dev, publish, rollback, init, upgrade, doctor, importContent, exportContent],
  ...[
    secrets,
    wordingLearn,
    wordingEval,
    lsp,
    generateSchemas,
    generateCodeowners,
    generateCliReference,
    completion,
    complete,
  ],
] satisfies readonly CommandDeclaration[];

/** The declaration of each command by its name, as a type. */
export type DeclarationsByName = {
  [Declaration in (typeof DECLARATIONS)[number] as Declaration['name']]: Declaration;
};
