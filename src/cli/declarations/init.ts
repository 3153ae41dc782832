import { AUDIENCES } from '../../wording/context.ts';
import { declareCommand } from './declaration.ts';
import { HOSTS } from '../../content/hosts.ts';
import { DRY_RUN, NOW, ROOT } from './common-options.ts';

export const init = declareCommand({
  name: 'init',
  summary: 'Sets up the repository of a status page in a folder.',
  description:
    "It writes status.yaml, components, workflows, issue forms and code owners. In a folder that has some of them, it adds what is missing, changes only what the options state, and removes nothing. At a terminal, the command asks for what the options don't state.",
  options: {
    name: { value: 'NAME', help: 'the name of the company' },
    url: { value: 'URL', help: 'the address of the page, with its path' },
    policy: {
      value: 'NAME',
      help: 'the SOP: standard, another that comes with Candor, a file in policies/ without .yaml, or own: a new policies/own.yaml to complete',
    },
    component: {
      value: '[GROUP/]NAME',
      repeatable: true,
      help: 'a part of your service, as customers call it',
    },
    person: { value: 'ROLE=@NAME,…', repeatable: true, help: 'who has a role' },
    email: { value: 'ADDRESS', help: 'where customers report a problem' },
    slack: { value: '#CHANNEL', help: 'where customers report a problem' },
    'contact-url': { value: 'URL', help: 'where customers report a problem' },
    timezone: { value: 'ZONE', help: 'the time zone of the page (default: UTC)' },
    language: { value: 'CODE', help: 'the language of the page (default: en)' },
    audience: {
      value: 'NAME',
      choices: AUDIENCES,
      help: 'who reads the page; words that they know are not jargon (default: customers)',
    },
    host: {
      value: 'HOST',
      choices: HOSTS,
      help: 'where the page is hosted (default: github-pages); the other files and workflows follow from it',
    },
    engine: {
      value: 'VERSION',
      help: 'the version of Candor in package.json, or the path of a tarball (default: this version)',
    },
    ...DRY_RUN,
    ...ROOT,
    ...NOW,
  },
  exitCodes: {
    0: 'done',
    1: 'refused',
    2: 'the command could not run, or an input is missing',
    130: 'cancelled',
  },
});

export const upgrade = declareCommand({
  name: 'upgrade',
  summary: 'Renews what Candor generated in .github/, after an update of the package.',
  description:
    'Workflows, issue forms, code owners and the ruleset are compared with those of this version, and the changes are shown. What a person changed stays, and is named. Keys and values that this version writes differently are changed in your files; comments stay. In a repository with commits, errors that were there before are warnings.',
  options: { ...DRY_RUN, ...ROOT },
  exitCodes: {
    0: 'done',
    1: 'the files were renewed, but validate found errors',
    2: 'the command could not run',
  },
});
