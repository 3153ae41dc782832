import { tzOffset } from '@date-fns/tz/tzOffset';
import type { SiteContext } from '../content/content.ts';
import type { GeneratedFile } from '../files/write.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { renderCloudfrontFunction } from '../hosting/cloudfront-function.ts';
import { renderNginxConfig } from '../hosting/nginx.ts';
import { renderS3Script } from '../hosting/s3-script.ts';
import { CODEOWNERS_PATH, renderCodeowners } from './codeowners.ts';
import type { Engine } from './company-files.ts';
import { renderGitlabCi } from '../hosting/gitlab-ci.ts';
import { adaptToHost, deploymentOf } from './host-workflow.ts';

/** Whether the repository is on GitHub, whose workflows keep the process going. Where the page is published is another thing. */
export const isOnGithub = ({ site }: SiteContext): boolean => site.host !== 'gitlab';

/**
 * The files that Candor generates and renews: what the page's host needs and, on GitHub, workflows, forms, code owners, ruleset
 * and pull request templates.
 */
export function renderRepositoryFiles(
  siteContext: SiteContext,
  engine: Pick<Engine, 'templates' | 'node'>,
): GeneratedFile[] {
  return [...renderGithubFiles(siteContext, engine.templates), ...renderHostFiles(siteContext, engine.node)]
    .map(({ path, text }) => ({ path, text }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function renderGithubFiles(siteContext: SiteContext, templates: readonly GeneratedFile[]): GeneratedFile[] {
  if (!isOnGithub(siteContext)) return [];
  const { host, url, timezone } = siteContext.site;
  const deployment = deploymentOf(host, url);
  const publish = (text: string): string => (deployment ? adaptToHost(text, deployment, url) : text);
  return [
    ...templates.map(({ path, text }) => ({ path, text: publish(adaptTemplate(path, text, timezone)) })),
    { path: '.github/dependabot.yml', text: DEPENDABOT },
    { path: CODEOWNERS_PATH, text: renderCodeowners(siteContext) },
    ...renderFormFiles(siteContext),
  ];
}

/** What only this host needs. Netlify and Cloudflare Pages read the file `_headers`, which each build writes. */
function renderHostFiles({ site: { host, url } }: SiteContext, node: string): GeneratedFile[] {
  switch (host) {
    case 'nginx':
      return [{ path: 'hosting/nginx.conf', text: renderNginxConfig(url) }];
    case 's3':
      return [
        { path: 'hosting/s3.sh', text: renderS3Script(url) },
        { path: 'hosting/cloudfront.js', text: renderCloudfrontFunction(url) },
      ];
    case 'gitlab':
      return [{ path: '.gitlab-ci.yml', text: renderGitlabCi(node) }];
    case 'github-pages':
    case 'cloudflare-pages':
    case 'netlify':
      return [];
  }
}

/**
 * Candor's own repository runs its source files; a company's runs the package. Clauses are of its SOPs, not the company's. What
 * runs daily runs after the company's midnight.
 */
function adaptTemplate(path: string, text: string, zone: string): string {
  const plain = text.replace(/ ?\((?:[UV]\d+\.\d+(?:, | and | to )?)+\)/g, '');
  if (!path.endsWith('.yml')) return plain;
  return (
    plain
      // npx does not pass every signal of the runner on, and this command ends cleanly when its run is cancelled.
      .replaceAll('exec node src/cli/candor.ts', 'exec node_modules/.bin/candor')
      .replaceAll('node src/cli/candor.ts', 'npx --no-install candor')
      .replace("- cron: '10 0 * * *'", `- cron: '${cronAfterMidnight(zone)}'`)
  );
}

/** Ten minutes after midnight in winter, in UTC, which is what GitHub's schedules count in. */
export function cronAfterMidnight(zone: string): string {
  const offset = tzOffset(zone, new Date(Date.UTC(2026, 0, 15)));
  const minutes = (((10 - offset) % 1440) + 1440) % 1440;
  return `${minutes % 60} ${Math.floor(minutes / 60)} * * *`;
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
