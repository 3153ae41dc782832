import { canonicalLanguageTag } from '../content/language-tags.ts';
import { postmortemApproversOf } from '../content/postmortem-settings.ts';
import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Policy } from '../content/policy.ts';
import { describeLanguageCoverage } from '../rules/engine/language-coverage.ts';
import type { DoctorCheck, CheckOutcome } from './check.ts';
import type { DoctorContext } from './doctor-facts.ts';
import { isOlderVersion } from './managed-files.ts';
import { EXAMPLE_SITE } from './example-site.ts';
import { isOnGithub } from './repository-files.ts';
import { fail, formatList, ok, repositoryPageUrl, unknown, warn } from './check.ts';
import { formatCount } from '../text/count.ts';
import { GENERATED_CHECK } from './checks-generated.ts';

/** Checks of the checkout, without GitHub. */
export const LOCAL_CHECKS: readonly DoctorCheck[] = [
  {
    id: 'node',
    what: 'Node version',
    run({ local: { node } }) {
      const major = Number(/^v?(\d+)/.exec(node.version)?.[1] ?? 0);
      if (major >= node.least) return ok(`Node ${node.version}.`);
      return fail(
        `Node ${node.version} is too old.`,
        `Install Node ${node.least} or later.`,
        'https://nodejs.org/en/download',
      );
    },
  },
  { id: 'version', what: 'Candor is current', run: checkVersion },
  {
    id: 'own',
    what: 'status.yaml is your own',
    run({ local }) {
      if (!local.isExample)
        return ok(`status.yaml is ${local.content.siteContext?.site.name ?? 'your own'}'s.`);
      return warn('status.yaml is still the example.', 'Run "npx candor init".');
    },
  },
  {
    id: 'identity',
    what: 'Feeds and API keep their ids if the address changes',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site }) => {
        const { id, url } = site;
        if (id === undefined)
          return warn(
            'status.yaml has no id, so a new address would give every item in feeds, calendar and API another id.',
            `Add id: ${url} to status.yaml: it keeps the present ids. Never change it.`,
          );
        if (!local.isExample && id === EXAMPLE_SITE.id)
          return fail(
            `Its id is that of the example, ${id}.`,
            `Set id: ${url} in status.yaml before people subscribe.`,
          );
        return ok(`They are derived from ${id}.`);
      }),
  },
  {
    id: 'content',
    what: 'Content is valid',
    run: ({ local }) =>
      outcomeOfDiagnostics(
        local.findings.filter(({ location }) => !isPolicyPath(location.path)),
        'No errors or warnings.',
      ),
  },
  {
    id: 'policy',
    what: 'The policy is valid',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ policy }) =>
        outcomeOfDiagnostics(
          local.findings.filter(({ location }) => isPolicyPath(location.path)),
          `"${policy.name}" has no errors or warnings; a trial incident of each severity passes its rules.`,
        ),
      ),
  },
  {
    id: 'language',
    what: 'All rules know the language',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, (siteContext) => {
        const { site, words } = siteContext;
        const code = canonicalLanguageTag(site.language)?.split('-')[0] ?? site.language;
        if (code !== words.language)
          return warn(
            `"language" is "${site.language}", which is not translated: texts and rules are English.`,
            `Bring the words in words/${code}.yaml; docs/adopter/languages.md describes how.`,
          );
        const coverage = describeLanguageCoverage(siteContext);
        if (coverage === undefined) return ok('They do.');
        return warn(
          coverage,
          'Have a second person read updates; docs/adopter/languages.md says what is checked.',
        );
      }),
  },
  {
    id: 'contact',
    what: 'A way to report a problem (V16.1)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site: { contact } }) => {
        const ways = [contact.email, contact.url, contact.slack].filter((way) => way !== undefined);
        if (contact.email !== undefined || contact.url !== undefined) return ok(formatList(ways));
        return warn('No contact for customers is configured.', 'Add contact: { email: … } to status.yaml.');
      }),
  },
  {
    id: 'email',
    what: 'Customers can get the mail that the policy promises (U4.2)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site, policy }) => {
        const promising = Object.values(policy.severities).filter(
          (severity) => severity['customer-email'] !== undefined,
        );
        const { email } = site.subscribe;
        if (email !== undefined) return ok(`The page offers ${email}.`);
        if (promising.length === 0) return ok('The policy promises no mail.');
        return warn(
          `The page promises mail to customers (${formatList(promising.map(({ name }) => name))}), but offers no way to get it.`,
          'Create a list, and add subscribe: { email: … } to status.yaml: docs/adopter/subscribe.md.',
        );
      }),
  },
  {
    id: 'audience',
    what: 'The check for jargon knows who reads the page (V6.2)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site: { audience } }) =>
        audience === undefined
          ? warn(
              'status.yaml has no audience, so every technical word counts as jargon.',
              'Add audience: customers, developers or researchers to status.yaml; then run "npx candor wording learn" for the words and suppliers of your own.',
            )
          : ok(`It is written for ${audience}.`),
      ),
  },
  {
    id: 'roles-held',
    what: 'All required roles are assigned (V9.1)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site, policy }) => {
        const needed = requiredRoles(policy);
        const empty = needed.filter((role) => (site.people[role] ?? []).length === 0);
        if (empty.length === 0) return ok(`${formatCount(needed.length, 'required role')}, all assigned.`);
        return fail(
          `Not assigned in status.yaml: ${formatList(empty)}. Approvals and reminders for them reach no one.`,
          'Add their GitHub names to people: in status.yaml, then run "npx candor generate codeowners" and "npx candor forms generate".',
        );
      }),
  },
  GENERATED_CHECK,
  {
    id: 'remote',
    what: 'The repository has a remote',
    run({ local: { hasGit, remote, content } }) {
      if (!hasGit) return fail('Git is not installed.', 'Install it, then run "git init -b main" here.');
      if (content.siteContext && !isOnGithub(content.siteContext))
        return remote
          ? ok(`${remote.url}.`)
          : fail(
              'The repository has no remote.',
              'Create a project on GitLab, then: git remote add origin ADDRESS.',
            );
      if (remote?.github) return ok(`${remote.github.repository}.`);
      const fix = 'Create a repository on GitHub, then: git remote add origin ADDRESS.';
      return remote
        ? warn(
            'The remote is not on GitHub.',
            'The checks of GitHub are skipped. For GitHub Enterprise Server, set GITHUB_SERVER_URL.',
          )
        : fail('The repository has no remote.', fix);
    },
  },
  {
    id: 'dependabot',
    what: 'Weekly dependency updates (U6.2)',
    run(facts) {
      const { siteContext } = facts.local.content;
      if (siteContext && !isOnGithub(siteContext))
        return ok(
          'GitLab has no Dependabot: "npm outdated" shows a newer Candor, or Renovate opens merge requests.',
        );
      if (!facts.local.hasDependabot)
        return fail(
          '.github/dependabot.yml is missing.',
          'Restore it from git; if it never existed, run "npx candor upgrade".',
        );
      if (!('value' in facts.github) || !('value' in facts.github.value.repository))
        return ok('Configured in .github/dependabot.yml.');
      const { dependabotFixes } = facts.github.value.repository.value;
      if (dependabotFixes !== 'disabled') return ok('Configured in .github/dependabot.yml.');
      return warn(
        'Weekly updates are configured, but security updates are disabled.',
        'Enable "Dependabot security updates".',
        repositoryPageUrl(facts, 'settings/security_analysis'),
      );
    },
  },
];

/** The version that runs, that of the lock file, and that of a pull request of Dependabot. */
function checkVersion(facts: DoctorContext): CheckOutcome {
  const { running, locked, generatedBy } = facts.local.engine;
  const install = 'Run "npm ci", then "npx candor doctor" again.';
  if (locked.version !== undefined && locked.version !== running)
    return fail(`Candor ${running} runs, but package-lock.json names ${locked.version}.`, install);
  if (generatedBy !== undefined && isOlderVersion(running, generatedBy))
    return fail(`Candor ${running} runs, but ${generatedBy} generated the files in .github/.`, install);
  if (locked.outside !== undefined)
    return fail(
      `package-lock.json installs Candor from ${locked.outside}, outside the repository: no workflow and no colleague has it.`,
      renderVendorFix(locked.outside, running),
    );
  const { github } = facts;
  const updates = 'value' in github ? github.value.engineUpdates : { unknown: '' };
  if ('value' in updates && updates.value.length > 0)
    return warn(
      `Candor ${running} is installed; a pull request is open: ${formatList(updates.value)}.`,
      'Merge it, then run "npm ci" and "npx candor upgrade".',
      repositoryPageUrl(facts, 'pulls'),
    );
  return ok(`Candor ${running}.`);
}

/** A copy of a tarball in the repository; of a folder, which npm only links, a tarball is packed. */
function renderVendorFix(outside: string, version: string): string {
  const isTarball = /\.(?:tgz|tar\.gz)$/.test(outside);
  const name = isTarball ? outside.slice(outside.lastIndexOf('/') + 1) : `candor-${version}.tgz`;
  const copy = isTarball ? `cp ${outside} vendor/` : `npm pack ${outside} --pack-destination vendor`;
  return `Run "mkdir -p vendor && ${copy} && npm install ./vendor/${name}", and commit.`;
}

/** Roles that must be assigned: the commander, approvers, escalation policies, people to notify, owner roles. */
export function requiredRoles(policy: Policy): string[] {
  const { required, severities, 'owner-roles': ownerRoles, roles } = policy;
  const named = [
    ...(required.commander === undefined ? [] : [required.commander]),
    ...postmortemApproversOf(policy),
    ...Object.values(severities).flatMap(({ escalation, notify }) => [...escalation, ...notify]),
    ...Object.values(ownerRoles).filter((role) => role !== undefined),
  ];
  return [...new Set(named)].filter((role) => Object.hasOwn(roles, role));
}

const isPolicyPath = (path: string): boolean => /^(?:policies|presets)\//.test(path);

function outcomeOfDiagnostics(diagnostics: readonly Diagnostic[], fine: string): CheckOutcome {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  const shown = errors.length > 0 ? errors : diagnostics;
  const [first] = shown;
  if (!first) return ok(fine);
  const more = shown.length > 1 ? ` And ${shown.length - 1} more.` : '';
  const found = `${first.location.path}:${first.location.line}: ${first.message}${more}`;
  return (errors.length > 0 ? fail : warn)(
    found,
    'Run "npx candor validate" for details and suggested corrections.',
  );
}

function withSiteContext(
  siteContext: SiteContext | undefined,
  check: (siteContext: SiteContext) => CheckOutcome,
): CheckOutcome {
  return siteContext
    ? check(siteContext)
    : unknown('status.yaml or its policy is invalid.', 'Run "npx candor validate".');
}
