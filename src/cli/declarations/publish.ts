import { declareCommand } from './declaration.ts';
import { DRY_RUN, NOW, ROOT } from './common-options.ts';

export const publish = declareCommand({
  name: 'publish',
  summary:
    'Builds and checks the site, then makes it live in a folder that a web server serves or that you copy to a host.',
  description: 'It works from a clone without a network, so you can publish while GitHub is down.',
  options: {
    to: {
      value: 'DIR',
      help: 'the folder to serve: a link to the newest build; the builds are in DIR.builds',
    },
    ...ROOT,
    rollback: { help: 'make the previous build live again, without building' },
    check: { value: 'DIR', help: 'only check the built site in DIR' },
    'dry-run': { help: 'build and check, but print the remaining actions without performing them' },
    ...NOW,
  },
  exitCodes: { 0: 'published', 1: 'published, but the content has errors', 2: 'nothing was changed' },
});

export const rollback = declareCommand({
  name: 'rollback',
  summary:
    'Builds the page with the code and policy of the last stable tag and the current incidents, and checks the result (U5.2).',
  description:
    'Without --tag, it uses the newest stable tag whose code or policy differs from the current one.',
  options: {
    tag: {
      value: 'TAG',
      help: "such as stable/20261122T101500Z; git tag -l 'stable/*' lists them",
    },
    to: { value: 'DIR', help: 'make the site live in the folder of candor publish --to DIR' },
    out: { value: 'DIR', help: 'only build the site into DIR' },
    keep: {
      help: 'also push a commit with the rollback: to the default branch or, if it is refused, to rollback/TIME',
    },
    mark: {
      help: 'build nothing; tag this commit as stable if its code or policy differs from the last tag',
    },
    root: { value: 'DIR', default: '.', help: 'a checkout of the repository with its history and tags' },
    ...DRY_RUN,
    ...NOW,
  },
  environment: {
    GITHUB_TOKEN: 'to fetch and push, if git has no credentials of its own',
    GH_TOKEN: 'used if GITHUB_TOKEN is not set',
  },
  exitCodes: {
    0: 'rolled back',
    1: 'rolled back, but the output lists something that a person has to do',
    2: 'nothing was changed',
  },
});
