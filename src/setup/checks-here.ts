import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Policy } from '../content/policy.ts';
import type { DoctorCheck, CheckOutcome } from './check.ts';
import { fail, formatList, ok, repositoryPageUrl, unknown, warn } from './check.ts';

/** What can be seen in the checkout, without GitHub. */
export const LOCAL_CHECKS: readonly DoctorCheck[] = [
  {
    id: 'node',
    what: 'Node',
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
  {
    id: 'own',
    what: 'The site is your own',
    run({ local }) {
      if (!local.isExample)
        return ok(`status.yaml is ${local.content.siteContext?.site.name ?? 'your own'}'s.`);
      return warn('status.yaml is still that of the example.', 'Run "npm run init".');
    },
  },
  {
    id: 'content',
    what: 'The files keep the rules',
    run: ({ local }) =>
      outcomeOfDiagnostics(
        local.findings.filter(({ location }) => !isPolicyPath(location.path)),
        'No rule has anything to say.',
      ),
  },
  {
    id: 'policy',
    what: 'The policy agrees with itself',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ policy }) =>
        outcomeOfDiagnostics(
          local.findings.filter(({ location }) => isPolicyPath(location.path)),
          `"${policy.name}" does.`,
        ),
      ),
  },
  {
    id: 'contact',
    what: 'A way to report a problem (V16.1)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site: { contact } }) => {
        const ways = [contact.email, contact.url, contact.slack].filter((way) => way !== undefined);
        if (contact.email !== undefined || contact.url !== undefined) return ok(formatList(ways));
        return warn('Customers are told of no way.', 'Add contact: { email: … } to status.yaml.');
      }),
  },
  {
    id: 'roles-held',
    what: 'Each role is held by somebody (V9.1)',
    run: ({ local }) =>
      withSiteContext(local.content.siteContext, ({ site, policy }) => {
        const needed = requiredRoles(policy);
        const empty = needed.filter((role) => (site.people[role] ?? []).length === 0);
        if (empty.length === 0) return ok(`${needed.length} roles are needed, and held.`);
        return fail(
          `Nobody in status.yaml holds ${formatList(empty)}: nobody can be asked or reminded.`,
          'Add their GitHub names to people: in status.yaml, then run "npm run generate -- codeowners" and "npm run forms -- generate".',
        );
      }),
  },
  {
    id: 'generated',
    what: 'Forms and CODEOWNERS are current',
    run({ local: { staleFiles } }) {
      if (staleFiles.length === 0) return ok('They are what the policy, components and people make of them.');
      return fail(
        `${formatList(staleFiles)} ${staleFiles.length === 1 ? 'is' : 'are'} out of date.`,
        'Run "npm run forms -- generate" and "npm run generate -- codeowners", and commit.',
      );
    },
  },
  {
    id: 'remote',
    what: 'The repository is on GitHub',
    run({ local: { remote } }) {
      if (remote?.github) return ok(`${remote.github.repository}.`);
      const mend = 'Create one from the template and clone it, or: git remote add origin ADDRESS.';
      return remote
        ? warn(
            'The remote is not on GitHub.',
            'What follows is only for GitHub; GITHUB_SERVER_URL names a server of your own.',
          )
        : fail('There is no remote.', mend);
    },
  },
  {
    id: 'dependabot',
    what: 'Weekly updates (U6.2)',
    run(facts) {
      if (!facts.local.hasDependabot)
        return fail('There is no .github/dependabot.yml.', 'Take it back from the template.');
      if (!('value' in facts.github) || !('value' in facts.github.value.repository))
        return ok('.github/dependabot.yml asks for them.');
      const { dependabotFixes } = facts.github.value.repository.value;
      if (dependabotFixes !== 'disabled') return ok('.github/dependabot.yml asks for them.');
      return warn(
        'Weekly updates come, security updates are off.',
        'Enable "Dependabot security updates".',
        repositoryPageUrl(facts, 'settings/security_analysis'),
      );
    },
  },
];

/** The roles that somebody has to hold: the commander, approvers, escalation paths, whoever is asked first. */
export function requiredRoles(policy: Policy): string[] {
  const { required, postmortem, severities, 'owner-roles': ownerRoles, roles } = policy;
  const named = [
    ...(required.commander === undefined ? [] : [required.commander]),
    ...(postmortem?.approvals.map(({ role }) => role) ?? []),
    ...Object.values(severities).flatMap(({ escalation, notify }) => [...escalation, ...notify]),
    ...Object.values(ownerRoles).filter((role) => role !== undefined),
  ];
  return [...new Set(named)].filter((role) => Object.hasOwn(roles, role));
}

const isPolicyPath = (path: string): boolean => path.startsWith('policies/');

function outcomeOfDiagnostics(diagnostics: readonly Diagnostic[], fine: string): CheckOutcome {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  const shown = errors.length > 0 ? errors : diagnostics;
  const [first] = shown;
  if (!first) return ok(fine);
  const more = shown.length > 1 ? ` And ${shown.length - 1} more.` : '';
  const found = `${first.location.path}:${first.location.line}: ${first.message}${more}`;
  return (errors.length > 0 ? fail : warn)(found, 'Run "npm run validate": it says what to write instead.');
}

function withSiteContext(
  siteContext: SiteContext | undefined,
  judge: (setting: SiteContext) => CheckOutcome,
): CheckOutcome {
  return siteContext
    ? judge(siteContext)
    : unknown('status.yaml or its policy can not be read.', 'Run "npm run validate".');
}
