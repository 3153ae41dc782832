import type { DoctorCheck } from './check.ts';
import { fail, createGithubCheck, formatList, ok, settingsPageUrl, unknown, warn } from './check.ts';
import type { DoctorContext } from './doctor-facts.ts';

/** The jobs without whose yes nothing is merged. */
export const REQUIRED_CHECKS = ['validate', 'postmortem-approvals'];
/** Beyond these, times that are true here are not true there, in milliseconds. */
const [SKEW, BAD_SKEW] = [60_000, 5 * 60_000];

/** How the repository itself is set: its branch, its address, what keeps bad and lost words off it. */
export const REPOSITORY_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'clock',
    "This computer's clock",
    ({ skew }) => skew,
    (skew) => {
      const seconds = Math.round(Math.abs(skew) / 1000);
      const found = `It is ${seconds} s ${skew > 0 ? 'behind' : 'ahead of'} GitHub's.`;
      const mend =
        "Set it by the network: each update's time is checked against when it was published (V6.4).";
      if (Math.abs(skew) > BAD_SKEW) return fail(found, mend);
      return Math.abs(skew) > SKEW ? warn(found, mend) : ok("It agrees with GitHub's.");
    },
  ),
  createGithubCheck(
    'default-branch',
    'The published branch',
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
    'Issues are on',
    ({ repository }) => repository,
    ({ hasIssues }, facts) =>
      hasIssues
        ? ok('Incidents can be declared by a form, and reminders have a place.')
        : fail(
            'They are off.',
            'Switch "Issues" on: forms and reminders are issues.',
            settingsPageUrl(facts, ''),
          ),
  ),
  createGithubCheck(
    'pages',
    'Pages is built by a workflow',
    ({ pages }) => pages,
    (pages, facts) => {
      const mend = 'Choose "GitHub Actions" as the source, or publish elsewhere.';
      if (!pages) return fail('Pages is off.', mend, settingsPageUrl(facts, 'pages'));
      if (pages.source === 'workflow') return ok('Its source is GitHub Actions.');
      return fail('Its source is a branch.', mend, settingsPageUrl(facts, 'pages'));
    },
  ),
  createGithubCheck(
    'pages-url',
    'The address is the one in status.yaml',
    ({ pages }) => pages,
    checkPagesUrl,
  ),
  createGithubCheck(
    'required-checks',
    'Nothing is merged unchecked',
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
          'main can be pushed to.',
          'Require a pull request in the ruleset for main, with 0 approvals, as .github/main-ruleset.json does.',
          where,
        );
      return ok(`main requires ${formatList(rules.checks)}.`);
    },
  ),
  createGithubCheck(
    'no-force-push',
    'Published words can not be lost',
    ({ rules }) => rules,
    ({ noForcePush }, facts) =>
      noForcePush
        ? ok('main refuses force pushes.')
        : fail(
            "main's history can be rewritten.",
            'Tick "Block force pushes" in a ruleset for main (V6.4).',
            settingsPageUrl(facts, 'rules'),
          ),
  ),
  createGithubCheck(
    'secret-scanning',
    "GitHub's own search for secrets (U6.1)",
    ({ repository }) => repository,
    ({ secretScanning, pushProtection }, facts) => {
      const where = settingsPageUrl(facts, 'security_analysis');
      if (secretScanning === undefined)
        return unknown(
          'It is shown to administrators only, or not sold with this plan.',
          'The workflow Secrets searches all the same.',
          where,
        );
      if (secretScanning === 'enabled' && pushProtection === 'enabled')
        return ok('It is on, and stops pushes.');
      return warn(
        secretScanning === 'enabled' ? 'It is on, and stops no push.' : 'It is off.',
        'Enable "Secret Protection" and "Push protection".',
        where,
      );
    },
  ),
];

function checkPagesUrl(
  pages: { readonly url?: string; readonly domain?: string } | undefined,
  facts: DoctorContext,
): ReturnType<DoctorCheck['run']> {
  const { siteContext } = facts.local.content;
  if (!siteContext) return unknown('status.yaml can not be read.');
  if (!pages?.url) return unknown('Pages says no address yet.', '', settingsPageUrl(facts, 'pages'));
  const plain = (url: string): string =>
    url
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '')
      .toLowerCase();
  if (plain(siteContext.site.url) === plain(pages.url)) return ok(`${pages.url}`);
  const found = `status.yaml says ${siteContext.site.url}, Pages says ${pages.url}: links, styles and feeds would lead elsewhere.`;
  const mend = `Write url: ${pages.url.replace(/\/+$/, '')} into status.yaml, or set the custom domain; right only where another host serves the site.`;
  const isPages =
    (URL.parse(siteContext.site.url)?.host ?? '').endsWith('.github.io') || pages.domain !== undefined;
  return (isPages ? fail : warn)(found, mend, settingsPageUrl(facts, 'pages'));
}
