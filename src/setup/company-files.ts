import type { GeneratedFile } from '../files/write.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { slugify } from '../text/slug.ts';
import type { SiteAnswers } from './site-answers.ts';

/** What the files of a company's repository say about Candor itself. */
export interface EngineFacts {
  readonly version: string;
  /** The dependency in package.json: a version, or the path of a tarball. */
  readonly dependency: string;
  /** The version of Node that workflows use. */
  readonly node: string;
}

/** What comes with Candor. */
export interface Engine extends EngineFacts {
  /** Its own files that a repository gets too. */
  readonly templates: readonly GeneratedFile[];
}

/** The scripts of package.json, by name. */
const SCRIPTS = {
  validate: 'candor validate',
  build: 'candor build',
  dev: 'candor dev',
  incident: 'candor incident',
  deadlines: 'candor deadlines',
  doctor: 'candor doctor',
};

/** Files that a repository has once; Candor never changes them afterwards, except for what is missing in package.json. */
export function renderCompanyFiles(answers: SiteAnswers, engine: EngineFacts): GeneratedFile[] {
  return [
    { path: 'package.json', text: renderPackage(answers, engine) },
    { path: 'README.md', text: renderReadme(answers) },
    { path: '.gitignore', text: `node_modules/\n${answers.host === 'gitlab' ? 'public' : 'dist'}/\n` },
    { path: '.gitattributes', text: '* text=auto eol=lf\n' },
    { path: '.nvmrc', text: `${engine.node}\n` },
    { path: '.npmrc', text: 'save-exact=true\n' },
    { path: 'incidents/.gitkeep', text: '' },
  ];
}

function renderPackage({ name }: SiteAnswers, { dependency }: EngineFacts): string {
  const id = slugify(name);
  const data = {
    name: id === '' ? 'status' : `${id}-status`,
    private: true,
    type: 'module',
    scripts: SCRIPTS,
    dependencies: { candor: dependency },
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/**
 * Adds Candor to an existing package.json. Undefined if nothing is missing.
 * @throws SyntaxError if it is not JSON
 */
export function completePackage(text: string, { dependency }: EngineFacts): string | undefined {
  const data = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
  const { scripts = {}, dependencies = {}, devDependencies = {} } = data;
  const isInstalled = dependencies['candor'] !== undefined || devDependencies['candor'] !== undefined;
  const missing = Object.entries(SCRIPTS).filter(([name]) => scripts[name] === undefined);
  if (isInstalled && missing.length === 0) return undefined;
  const complete = {
    ...data,
    scripts: { ...scripts, ...Object.fromEntries(missing) },
    ...(!isInstalled && { dependencies: { ...dependencies, candor: dependency } }),
  };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? 2;
  return `${JSON.stringify(complete, undefined, indent)}\n`;
}

function renderReadme({ name, url, host }: SiteAnswers): string {
  const isOnGithub = host !== 'gitlab';
  const form = (title: string): string => (isOnGithub ? `, or the form "${title}"` : '');
  const settings = isOnGithub
    ? `as each pull request does. \`npx candor doctor\` checks the
settings on GitHub. \`npx candor upgrade\` renews what Candor generated in \`.github/\` after an update of the package.`
    : `as each merge request does. \`npx candor doctor\` checks the
setup. \`npx candor upgrade\` renews \`.gitlab-ci.yml\` after an update of the package.`;
  return `# ${escapeMarkdown(name)} status

The status page is <${url}>. It is built from the files here by [Candor](https://www.npmjs.com/package/candor): incidents in
\`incidents/\`, components in \`components/\`, and the incident policy that \`status.yaml\` names.

Once, after cloning: \`npm ci\`.

| To | Do |
| --- | --- |
| report an incident | \`npx candor incident open\`${isOnGithub ? ', or the form "Declare an incident" under Issues, New issue' : ''} |
| publish an update | \`npx candor incident update\`${form('Post an update')} |
| resolve it | \`npx candor incident resolve\`${form('Resolve an incident')} |
| see what is due, and who is asked | \`npx candor deadlines\` |
| see the page before it is public | \`npx candor dev\` |

\`npx candor validate\` checks every text against the policy, ${settings}
`;
}
