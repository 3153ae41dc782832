import type { SiteContext } from '../content/content.ts';
import type { GeneratedFile } from '../files/write.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { CODEOWNERS_PATH, renderCodeowners } from './codeowners.ts';

/**
 * The files in `.github/` that Candor generates and renews: workflows, forms, code owners, ruleset, pull request templates.
 * @param templates Candor's own files, by path
 */
export function renderRepositoryFiles(
  siteContext: SiteContext,
  templates: readonly GeneratedFile[],
): GeneratedFile[] {
  return [
    ...templates.map(({ path, text }) => ({ path, text: adaptTemplate(path, text) })),
    { path: '.github/dependabot.yml', text: DEPENDABOT },
    { path: CODEOWNERS_PATH, text: renderCodeowners(siteContext) },
    ...renderFormFiles(siteContext).map(({ path, text }) => ({ path, text })),
  ].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Candor's own repository runs its source files; a company's runs the package. Clauses are of its SOPs, not the company's. */
function adaptTemplate(path: string, text: string): string {
  const plain = text.replace(/ ?\((?:[UV]\d+\.\d+(?:, | and | to )?)+\)/g, '');
  if (!path.endsWith('.yml')) return plain;
  return (
    plain
      // npx does not pass every signal of the runner on, and this command ends cleanly when its run is cancelled.
      .replaceAll('exec node src/cli/candor.ts', 'exec node_modules/.bin/candor')
      .replaceAll('node src/cli/candor.ts', 'npx --no-install candor')
  );
}

const DEPENDABOT = `# Each week a pull request with the newest Candor, and one with the newest actions. After merging the first, run
# "npx candor upgrade" to renew the workflows and forms too; "npx candor doctor" says when that is needed.
version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule: { interval: weekly, day: monday }
    cooldown: { default-days: 7 }
  - package-ecosystem: github-actions
    directory: /
    schedule: { interval: weekly, day: monday }
    cooldown: { default-days: 7 }
    groups:
      actions:
        update-types: [minor, patch]
`;
