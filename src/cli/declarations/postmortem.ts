import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import {
  DRY_RUN,
  NOW,
  OFFLINE,
  RESPONDER_ENVIRONMENT,
  ROOT,
  WORKFLOW_ENVIRONMENT,
} from './common-options.ts';

const INCIDENT = {
  incident: { help: 'the incident (default: the last resolved one whose follow-up is missing)' },
} as const;

const POSTMORTEMS = {
  CANDOR_POSTMORTEMS: 'a clone of the private repository of postmortems',
} as const;

const EXIT_CODES = {
  0: 'done',
  1: 'refused, or something failed',
  2: 'the command could not run',
} as const;

export const postmortem: GroupDeclaration = {
  name: 'postmortem',
  summary: 'Writes the follow-ups of an incident.',
  description:
    'Postmortems are written to postmortems/, in the private repository of CANDOR_POSTMORTEMS or status.yaml, if there is one.',
};

export const postmortemOpen = declareCommand({
  name: 'postmortem open',
  summary: "Drafts the postmortem from the incident's data on a branch, and opens the pull request.",
  arguments: INCIDENT,
  options: { ...ROOT, ...DRY_RUN, ...OFFLINE, ...NOW },
  environment: { ...RESPONDER_ENVIRONMENT, ...POSTMORTEMS },
  exitCodes: EXIT_CODES,
});

export const postmortemSummary = declareCommand({
  name: 'postmortem summary',
  summary: 'Prints the executive summary: half a page for stakeholders.',
  arguments: INCIDENT,
  options: { ...ROOT, ...OFFLINE, ...NOW },
  environment: POSTMORTEMS,
  exitCodes: EXIT_CODES,
});

export const postmortemMarkReady = declareCommand({
  name: 'postmortem mark-ready',
  summary: 'Prints the summary, and records that it may be sent: Candor sends it to its audience once.',
  arguments: INCIDENT,
  options: { ...ROOT, ...DRY_RUN, ...OFFLINE, ...NOW },
  environment: { ...RESPONDER_ENVIRONMENT, ...POSTMORTEMS },
  exitCodes: EXIT_CODES,
});

export const postmortemMarkSent = declareCommand({
  name: 'postmortem mark-sent',
  summary: 'Records that the summary was sent.',
  arguments: INCIDENT,
  options: {
    at: { value: 'TIME', help: 'when it was sent (default: now)' },
    ...ROOT,
    ...DRY_RUN,
    ...OFFLINE,
    ...NOW,
  },
  environment: { ...RESPONDER_ENVIRONMENT, ...POSTMORTEMS },
  exitCodes: EXIT_CODES,
});

export const postmortemApprovals = declareCommand({
  name: 'postmortem approvals',
  summary: "Checks a pull request's approvals by role, for a workflow.",
  options: {
    event: { value: 'FILE', help: 'the event payload that names the pull request' },
    number: { value: 'N', help: 'the pull request' },
    ask: {
      help: 'request the missing approvals, set the commit status candor/postmortem, and keep one comment',
    },
    reviews: { value: 'DIR', help: "a clone of the pull request's repository (default: the content root)" },
    ...ROOT,
  },
  environment: WORKFLOW_ENVIRONMENT,
  exitCodes: { ...EXIT_CODES, 1: 'something failed, or without --ask an approval is missing' },
});

export const postmortemFollowUp = declareCommand({
  name: 'postmortem follow-up',
  summary:
    'Opens due postmortems, an issue for each overdue action item, and one for the SOP review when it is due; closes these issues when they are done.',
  description: 'Runs once. deploy.yml runs this.',
  options: { ...ROOT, ...DRY_RUN, ...OFFLINE, ...NOW },
  environment: { ...WORKFLOW_ENVIRONMENT, ...POSTMORTEMS },
  exitCodes: EXIT_CODES,
});
