import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const policy: GroupDeclaration = {
  name: 'policy',
  summary: 'Tries and shows your SOP (policies/NAME.yaml).',
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
