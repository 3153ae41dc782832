import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { ROOT } from './common-options.ts';

export const wording: GroupDeclaration = {
  name: 'wording',
  summary: 'Finds the words that your readers know, and measures the wording rules.',
};

export const wordingLearn = declareCommand({
  name: 'wording learn',
  summary: 'Proposes terms that your readers know, and suppliers, from the incidents of the content root.',
  description:
    'Each proposal has the sentence that it was found in. Nothing changes until a person accepts it: in a terminal it asks, otherwise it prints the lines for status.yaml. With --write it adds those that --accept names.',
  options: {
    ...ROOT,
    accept: { value: 'NAME', repeatable: true, help: 'accept this proposal' },
    write: { help: 'add what was accepted to status.yaml' },
    format: { value: 'NAME', choices: ['text', 'json'], default: 'text', help: 'how to print' },
  },
  exitCodes: { 0: 'done', 2: 'the command could not run' },
});

export const wordingEval = declareCommand({
  name: 'wording eval',
  summary:
    'Scores the errors of the wording rules on labelled updates: precision and recall over whole updates, for each rule and in total.',
  description: `Each line of a file is an update as JSON: body or text, org, components, kind, and labels (rule, start, span, borderline) or spans (rule, start, end, level hard or soft). Only firm labels count; an update with only borderline labels of a rule is neither right nor wrong. The components of an organisation's updates are its declared names. If a sample (drawn) has a hundred updates without a label of a rule, it was not labelled for that rule: the rule is not scored on it, and its updates don't count as clean. --by site leaves out each site in turn: its levels and suppliers are learned from the other sites only. Patterns that were written after reading a site still look too good on it.`,
  arguments: {
    file: { required: true, variadic: true, isPath: true, help: 'files with a labelled update on each line' },
  },
  options: {
    by: {
      value: 'NAME',
      choices: ['site'],
      help: 'cross-validate by site, with 95 % intervals for each audience',
    },
    sites: {
      value: 'FILE',
      help: 'what each site declares, one JSON value per line: org, audience, terms, own_names, suppliers',
    },
    suppliers: {
      value: 'FILE|auto',
      help: "the third parties of each site. FILE has one per line, as 'Organisation: name, name', or a name for all. auto uses the proper names in each organisation's blame labels",
    },
    part: {
      value: 'NAME',
      choices: ['tuned', 'held-out'],
      help: 'one in three organisations, by a hash of the name, is held out',
    },
    drawn: { value: 'NAME', help: 'only updates that were drawn in this way' },
    rule: {
      value: 'NAME',
      choices: ['jargon', 'blame', 'speculation', 'promise', 'minimising'],
      help: 'only this rule',
    },
    misses: { help: 'list each miss and false alarm with its sentence' },
    entries: { help: 'list what each lexicon entry found, and the level that it deserves' },
    patterns: {
      help: 'print each phrase of the rules with its reason, its exclusions and what it found, as a Markdown table; json has the text of the patterns',
    },
    draw: {
      value: 'COUNT',
      help: 'print this many findings at random, each with its sentence and the answer, to read them',
    },
    seed: { value: 'TEXT', default: '1', help: 'which findings --draw prints' },
    baseline: { value: 'FILE', help: 'fail if a figure of --by site is lower than in this file' },
    update: { help: 'write the figures of --by site to the baseline' },
    format: { value: 'NAME', choices: ['text', 'json'], default: 'text', help: 'how to print' },
    all: { help: 'score every rule on every update' },
  },
  exitCodes: { 0: 'done', 1: 'a figure is lower than in the baseline', 2: 'the command could not run' },
});
