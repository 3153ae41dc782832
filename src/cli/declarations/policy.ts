import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { DRY_RUN, NOW, ROOT } from './common-options.ts';

export const policy: GroupDeclaration = {
  name: 'policy',
  summary: 'Writes, tries and shows your SOP (policies/NAME.yaml).',
};

const NAME = { help: 'a policy; the one that status.yaml names by default' };

export const policyTry = declareCommand({
  name: 'policy try',
  summary:
    'Plays one incident of each severity in memory, and reports which texts your own rules would refuse.',
  description:
    'Nothing is written. It uses the templates of the policy, or the texts of Candor in the language of the page. validate, doctor and init run it too.',
  arguments: { name: NAME },
  options: {
    ...ROOT,
    quiet: { help: 'print only what is refused' },
    ...NOW,
  },
  exitCodes: { 0: 'all texts pass', 1: 'a text would be refused', 2: 'the command could not run' },
});

export const policyShow = declareCommand({
  name: 'policy show',
  summary: 'Prints the SOP as a readable document: each clause with what Candor does about it.',
  description:
    'Candor enforces a clause, reminds people of it, or leaves it to them. The last table says which file each part comes from, and what is not inherited.',
  arguments: { name: NAME },
  options: {
    ...ROOT,
    format: {
      value: 'NAME',
      choices: { markdown: 'a document', yaml: 'the policy with everything that it inherits' },
      default: 'markdown',
      help: 'how to print it',
    },
  },
  exitCodes: { 0: 'printed', 2: 'the policy is unknown or invalid' },
});

export const policyNew = declareCommand({
  name: 'policy new',
  summary: 'Writes a commented policy of your own to policies/NAME.yaml.',
  description:
    "At a terminal, it asks for what the options don't state. What it doesn't know is a comment in the file, never a guess. A file that exists is not overwritten.",
  arguments: { name: { help: 'the name of the file (default: own)' } },
  options: {
    from: {
      value: 'FILE',
      help: 'read an SOP in Markdown (English): what is recognised is written, the rest becomes questions',
    },
    title: { value: 'TEXT', help: 'the name of the SOP' },
    severity: {
      value: 'KEY=NAME[, FIRST, INTERVAL]',
      repeatable: true,
      help: 'a severity, the most severe first; the times of the first public update and between others: "p1=Critical, 15m, 30m"; internal without times',
    },
    lead: { value: 'ROLE', help: 'the role that leads and approves text (default: Incident commander)' },
    monitoring: { value: 'DURATION', help: 'how long a fix is monitored' },
    postmortem: { value: 'DURATION', help: 'when a postmortem is due after the resolution' },
    ...DRY_RUN,
    ...ROOT,
  },
  exitCodes: {
    0: 'the file was written',
    1: 'the file exists, or the policy would be invalid',
    2: 'an input is missing or invalid',
    130: 'cancelled',
  },
});
