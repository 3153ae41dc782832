import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { DRY_RUN, NOW, OFFLINE, RESPONDER_ENVIRONMENT, ROOT } from './common-options.ts';

const INCIDENT = {
  incident: { value: 'ID', help: 'which incident, if several are open' },
  drill: { help: 'look for it among the drills' },
} as const;

/** Options of every command that writes an incident's file. */
const COMMON = {
  ...ROOT,
  yes: { help: 'publish without a last look, and without questions that have a default' },
  ...DRY_RUN,
  ...OFFLINE,
  ...NOW,
} as const;

const ENVIRONMENT = {
  ...RESPONDER_ENVIRONMENT,
  VISUAL: 'the editor to write an update in',
  EDITOR: 'used if VISUAL is not set',
  USER: 'the name in the branch, if git has none',
} as const;

const EXIT_CODES = {
  0: 'done',
  1: 'refused, or something failed',
  2: 'the command could not run, or an input is missing',
  130: 'cancelled',
} as const;

const TEXT = {
  text: { value: 'TEXT', help: 'the text in Markdown, instead of the template' },
  file: { value: 'FILE', help: 'a file with the text, instead of the template' },
} as const;

const ENDED = {
  ended: {
    value: 'TIME|12m',
    help: 'when customers were no longer affected: a time, or how long ago',
  },
} as const;

export const incident: GroupDeclaration = {
  name: 'incident',
  summary: 'Writes the file of an incident, pushes it on a branch and opens its pull request.',
  description:
    "Nothing is public before that pull request is merged. At a terminal, the commands ask for what the options don't state.",
};

export const incidentOpen = declareCommand({
  name: 'incident open',
  summary: 'Declares an incident; with --kind, plans a maintenance or posts a notice.',
  description: `A maintenance needs --component, --starts, --ends and, if the policy has no template for it, --text. A notice needs --title, --ends and --text, or --template and --ends.`,
  options: {
    kind: {
      value: 'KIND',
      choices: ['incident', 'maintenance', 'notice'],
      help: 'what to open (default: incident)',
    },
    severity: { value: 'KEY', help: 'sev-1, sev-2, …' },
    component: { value: 'NAME[=STATE]', repeatable: true, help: 'an affected component' },
    title: { value: 'TEXT', help: 'the title of the incident' },
    impact: {
      value: 'TEXT',
      help: 'what customers notice: it completes "Some customers may experience …"',
    },
    detected: { value: 'TIME|12m', help: 'when it was detected: a time, or how long ago' },
    started: { value: 'TIME|12m', help: 'when customers were first affected: a time, or how long ago' },
    ...ENDED,
    starts: {
      value: 'TIME|3d',
      help: 'when the maintenance or notice starts: a time, or how long from now',
    },
    ends: { value: 'TIME|2h', help: 'when it ends: a time, or how long after its start' },
    template: { value: 'NAME', help: "one of the policy's texts for a notice" },
    commander: { value: '@NAME', help: 'the incident commander' },
    source: {
      value: 'NAME',
      choices: ['alert', 'customer', 'internal'],
      help: 'who noticed it first',
    },
    tracking: { value: 'URL', help: 'the ticket or chat channel of the incident' },
    mitigation: { value: 'TEXT', help: 'what was switched off' },
    'customer-facing': { negatable: true, help: 'customers notice it' },
    'allow-duplicate': { help: 'even if an incident is open for the same component' },
    classify: { help: "ask the SOP's severity questions" },
    answers: { value: 'yes,no,…', help: 'the answers to those questions' },
    drill: { help: 'a drill, which is never public' },
    security: { help: 'a security incident: under embargo until it is disclosed' },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentUpdate = declareCommand({
  name: 'incident update',
  summary: 'Publishes an update of an incident, a maintenance or a notice.',
  options: {
    ...INCIDENT,
    'no-change': { help: 'use the SOP\'s text for "no change"' },
    phase: {
      value: 'NAME',
      help: 'investigating, identified or monitoring; in-progress, verifying, completed or cancelled for a maintenance; ended for a notice',
    },
    affects: { value: 'STATES', help: 'such as "checkout degraded, orders operational"' },
    severity: { value: 'KEY', help: 'raise or lower the severity' },
    'next-update': {
      value: 'TIME|2h',
      help: 'when the next update comes, if not at the interval of the policy: a time, or how long from now',
    },
    starts: {
      value: 'TIME|3d',
      help: 'the new start of a maintenance or notice: a time, or how long from now',
    },
    ends: { value: 'TIME|2h', help: 'the new end of a maintenance or notice: a time, or how long from now' },
    mitigation: { value: 'TEXT', help: 'what was switched off' },
    fixed: { value: 'TIME|12m', help: 'when the fix was in production: a time, or how long ago' },
    ...ENDED,
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentResolve = declareCommand({
  name: 'incident resolve',
  summary: "Resolves an incident after the SOP's monitoring period.",
  options: {
    ...INCIDENT,
    affects: { value: 'STATES', help: 'what is still affected, such as "checkout degraded"' },
    cause: { value: 'TEXT', help: 'the root cause in one line, for the team; it is never public' },
    fix: { value: 'NAME', choices: ['rollback', 'hotfix', 'other'], help: 'what fixed it' },
    fixed: { value: 'TIME|12m', help: 'when the fix was in production: a time, or how long ago' },
    tested: { value: 'NAME', choices: ['staging', 'not-possible'], help: 'where the fix was tested before' },
    ...ENDED,
    verified: {
      value: 'CHECK,…',
      repeatable: true,
      help: "the SOP's checks that were made: their names, CHECK=not-applicable, or all",
    },
    wait: { help: 'wait until it may be resolved' },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentWithdraw = declareCommand({
  name: 'incident withdraw',
  summary: 'Takes back a false alarm, a rehearsal or a planned maintenance.',
  description:
    'What is not public yet is discarded: its branch is deleted, which closes its pull request. Otherwise an update says that there was no problem, or that the maintenance is cancelled. A withdrawn incident needs no fix, no monitoring time and no postmortem, and does not count as downtime.',
  options: {
    ...INCIDENT,
    rehearsal: { help: 'it was a rehearsal that was published by mistake' },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentDisclose = declareCommand({
  name: 'incident disclose',
  summary: 'Ends the embargo of a security incident with its first public update.',
  description:
    'It gives the file its title, its components and the update, and needs the approval of the role that the policy names under security. From then on the incident is like any other.',
  options: {
    ...INCIDENT,
    title: { value: 'TEXT', help: 'what customers should know, in one line' },
    component: { value: 'NAME[=STATE]', repeatable: true, help: 'an affected component' },
    phase: {
      value: 'NAME',
      choices: ['investigating', 'identified', 'monitoring'],
      help: 'the phase (default: investigating)',
    },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentMerge = declareCommand({
  name: 'incident merge',
  summary: 'Merges an open incident into another one.',
  description:
    'From then on only the other incident has updates, deadlines and a postmortem; it gets the components, and the severity if that is higher. The page of the merged one leads to it, and subscribers get one message. What is not public yet is discarded.',
  arguments: { incident: { help: 'the incident that is merged' } },
  options: {
    into: { value: 'ID', help: 'the incident that goes on' },
    drill: { help: 'look for both among the drills' },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentCorrect = declareCommand({
  name: 'incident correct',
  summary: 'Replaces the text or the time of an update and marks it as corrected; or a time of the incident.',
  options: {
    ...INCIDENT,
    update: { value: 'WHICH', help: 'last, first, or the time of the update' },
    time: { value: 'TIME|12m', help: 'the right time of the update: a time, or how long ago' },
    detected: { value: 'TIME|12m', help: 'when it was really detected' },
    started: { value: 'TIME|12m', help: 'when customers were really affected first' },
    ...TEXT,
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentList = declareCommand({
  name: 'incident list',
  summary: 'Lists open incidents and their next deadlines, and maintenance and notices that are not over.',
  options: { drill: { help: 'include drills' }, ...ROOT, ...OFFLINE, ...NOW },
  environment: RESPONDER_ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentPublish = declareCommand({
  name: 'incident publish',
  summary:
    'Publishes a file that was written by hand: an incident, planned maintenance or a notice. Without a file, pushes what an earlier command left on this computer.',
  arguments: { file: { isPath: true, help: 'the file' } },
  options: { ...COMMON },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentSchedule = declareCommand({
  name: 'incident schedule',
  summary: 'Announces the windows of recurring maintenance that are due.',
  description:
    'For each window of recurring-maintenance in status.yaml it writes a file once, on a branch with a pull request. A window that a person moved, called off or removed is left alone. Runs once; deploy.yml runs this, and daily.yml starts that each day.',
  options: { ...COMMON },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const incidentDrill = declareCommand({
  name: 'incident drill',
  summary: 'Practises with a simulated incident in a private copy, and gives a report.',
  options: {
    scenario: { value: 'NAME', help: "one of the SOP's examples (default: random)" },
    speed: { value: 'N', default: '1', help: 'run the clock N times as fast' },
    auto: { help: 'simulate the responder too' },
    ...ROOT,
    ...NOW,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});
