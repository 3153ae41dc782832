import { HOSTS } from '../content/hosts.ts';
import { INCIDENTS_STATUS, POSTMORTEM_STATUS } from '../pull-requests/commit-status.ts';
import type { CheckOutcome, DoctorCheck } from './check.ts';
import { fail, createGithubCheck, formatList, ok, settingsPageUrl, unknown, warn } from './check.ts';
import type { DoctorContext } from './doctor-facts.ts';

/** Commit statuses that must be green before a pull request can be merged. */
export const REQUIRED_CHECKS = [INCIDENTS_STATUS, POSTMORTEM_STATUS];
/** Clock differences that give a warning and a failure, in milliseconds. */
const [SKEW, BAD_SKEW] = [60_000, 5 * 60_000];

/** Checks of the repository's settings on GitHub. */
export const REPOSITORY_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'clock',
    "This computer's clock is correct",
    ({ skew }) => skew,
    (skew) => {
      const seconds = Math.round(Math.abs(skew) / 1000);
      const found = `It is ${seconds} s ${skew > 0 ? 'behind' : 'ahead of'} GitHub's.`;
      const fix =
        "Synchronise it over the network: each update's time must match when it was published (V6.4).";
      if (Math.abs(skew) > BAD_SKEW) return fail(found, fix);
      return Math.abs(skew) > SKEW ? warn(found, fix) : ok("It agrees with GitHub's.");
    },
  ),
  createGithubCheck(
    'default-branch',
    'The default branch is main',
    ({ repository }) => repository,
    ({ defaultBranch }, facts) => {
      if (defaultBranch === 'main') return ok('It is main.');
      return fail(
        `It is "${defaultBranch}"; the workflows publish main.`,
        'Rename it to main.',
        settingsPageUrl(facts, ''),
      );
    },
  ),
  createGithubCheck(
    'issues',
    'Issues are enabled',
    ({ repository }) => repository,
    ({ hasIssues }, facts) =>
      hasIssues
        ? ok('Issue forms and reminders can use them.')
        : fail(
            'Issues are disabled.',
            'Enable "Issues": issue forms and reminders need them.',
            settingsPageUrl(facts, ''),
          ),
  ),
  createGithubCheck(
    'pages',
    'GitHub Pages is published by a workflow',
    ({ pages }) => pages,
    (pages, facts) => {
      const other = otherHost(facts);
      if (other !== undefined) return ok(`The page is published on ${other}, which status.yaml names.`);
      const fix =
        'Choose "GitHub Actions" as the source; for another host, set host: in status.yaml and run "npx candor upgrade".';
      if (!pages) return fail('Pages is disabled.', fix, settingsPageUrl(facts, 'pages'));
      if (pages.source === 'workflow') return ok('Its source is GitHub Actions.');
      return fail('Its source is a branch.', fix, settingsPageUrl(facts, 'pages'));
    },
  ),
  createGithubCheck('pages-url', 'The Pages URL matches status.yaml', ({ pages }) => pages, checkPagesUrl),
  createGithubCheck(
    'required-checks',
    'Required checks are configured',
    ({ rules }) => rules,
    (rules, facts) => {
      const missing = REQUIRED_CHECKS.filter((name) => !rules.checks.includes(name));
      const where = settingsPageUrl(facts, 'rules');
      if (missing.length > 0)
        return fail(
          `main does not require ${formatList(missing)}.`,
          'Import .github/main-ruleset.json as a ruleset: it requires both.',
          where,
        );
      if (!rules.byPullRequest)
        return fail(
          'main accepts direct pushes.',
          'Require a pull request in the ruleset for main, with 0 approvals, as .github/main-ruleset.json does.',
          where,
        );
      return ok(`main requires ${formatList(rules.checks)}.`);
    },
  ),
  createGithubCheck(
    'no-force-push',
    'Published history can not be rewritten',
    ({ rules }) => rules,
    ({ noForcePush }, facts) =>
      noForcePush
        ? ok('main blocks force pushes.')
        : fail(
            'main accepts force pushes.',
            'Tick "Block force pushes" in a ruleset for main (V6.4).',
            settingsPageUrl(facts, 'rules'),
          ),
  ),
  createGithubCheck(
    'secret-scanning',
    'Secret scanning (U6.1)',
    ({ repository }) => repository,
    ({ secretScanning, pushProtection }, facts) => {
      const where = settingsPageUrl(facts, 'security_analysis');
      if (secretScanning === undefined)
        return unknown(
          'Only administrators can see this, or the plan does not include it.',
          'The workflow "Secrets" scans independently of it.',
          where,
        );
      if (secretScanning === 'enabled' && pushProtection === 'enabled')
        return ok('It is enabled, with push protection.');
      return warn(
        secretScanning === 'enabled' ? 'It is enabled, but push protection is not.' : 'It is disabled.',
        'Enable "Secret Protection" and "Push protection".',
        where,
      );
    },
  ),
];

/** The name of the host that `status.yaml` states, unless it is GitHub Pages. */
function otherHost({ local }: DoctorContext): string | undefined {
  const host = local.content.siteContext?.site.host ?? 'github-pages';
  return host === 'github-pages' ? undefined : HOSTS[host];
}

function checkPagesUrl(
  pages: { readonly url?: string; readonly domain?: string } | undefined,
  facts: DoctorContext,
): CheckOutcome {
  const { siteContext } = facts.local.content;
  if (!siteContext) return unknown('status.yaml is invalid.');
  const other = otherHost(facts);
  if (other !== undefined) return ok(`${siteContext.site.url}, on ${other}.`);
  if (!pages?.url) return unknown('Pages has no URL yet.', '', settingsPageUrl(facts, 'pages'));
  const plain = (url: string): string =>
    url
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '')
      .toLowerCase();
  if (plain(siteContext.site.url) === plain(pages.url)) return ok(`${pages.url}`);
  const found = `status.yaml has ${siteContext.site.url}, but Pages uses ${pages.url}: links, styles and feeds would not work.`;
  const fix = `Set url: ${pages.url.replace(/\/+$/, '')} in status.yaml, or set the custom domain. Ignore this only if another host serves the site.`;
  const isPages =
    (URL.parse(siteContext.site.url)?.host ?? '').endsWith('.github.io') || pages.domain !== undefined;
  return (isPages ? fail : warn)(found, fix, settingsPageUrl(facts, 'pages'));
}
