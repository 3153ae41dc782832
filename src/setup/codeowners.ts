import type { SiteContext } from '../content/content.ts';
import type { Policy } from '../content/policy.ts';

/** Where the file lies. */
export const CODEOWNERS_PATH = '.github/CODEOWNERS';

/** Paths, and the roles that are asked to look at a change of them. */
interface OwnershipRule {
  readonly paths: readonly string[];
  readonly comment: string;
  readonly roles: readonly string[];
}

/**
 * `CODEOWNERS` for a setting: who is asked to look at what, by role, from the policy and from the people of
 * `status.yaml` (V8.2, V9.1). Incidents have no owner on purpose: nothing may stand between an update and its time.
 */
export function renderCodeowners(siteContext: SiteContext): string {
  const { policy } = siteContext;
  const engine = findEngineOwnerRole(policy);
  const sop = findSopOwnerRole(policy) ?? engine;
  const owned: OwnershipRule[] = [
    {
      paths: ['/postmortems/'],
      comment: 'Reviews: whoever approves them (V8.2).',
      roles: policy.postmortem?.approvals.map(({ role }) => role) ?? [],
    },
    {
      paths: ['/policies/', '/status.yaml'],
      comment: `The SOP and the people in it${policy.owner === undefined ? '' : `: ${policy.owner} owns it`}.`,
      roles: sop === undefined ? [] : [sop],
    },
    {
      paths: ['/.github/', '/scripts/', '/src/', '/package.json', '/package-lock.json'],
      comment: 'What runs with rights, or judges everybody else.',
      roles: engine === undefined ? [] : [engine],
    },
  ];
  return [HEADER, ...owned.map((group) => renderOwnershipRule(siteContext, group)), INCIDENTS_SECTION].join(
    '\n',
  );
}

const HEADER = `# Who is asked to look at a change, by role. Made from status.yaml and the policy: npm run generate -- codeowners
`;

const INCIDENTS_SECTION = `# Incidents and components belong to nobody, on purpose: an update that keeps the SOP waits for no one's review.
/incidents/
/components/
`;

function renderOwnershipRule(
  { policy, site }: SiteContext,
  { paths, comment, roles }: OwnershipRule,
): string {
  const names = roles.map((role) => policy.roles[role]?.name ?? role);
  const people = [...new Set(roles.flatMap((role) => site.people[role] ?? []))];
  const asked = names.length === 0 ? '' : ` Asked: ${names.join(', ')}.`;
  if (people.length === 0) return `# ${comment}${asked} Nobody is named for this in status.yaml.\n`;
  const width = Math.max(...paths.map((path) => path.length));
  const lines = paths.map((path) => `${path.padEnd(width)} ${people.join(' ')}`);
  return [`# ${comment}${asked}`, ...lines, ''].join('\n');
}

/** The role whose name the policy gives as its owner. */
function findSopOwnerRole({ owner, roles }: Policy): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return Object.keys(roles).find((key) => owner !== undefined && plain(roles[key]!.name) === plain(owner));
}

/**
 * The role that answers for the machinery: the one that approves reviews and stands on the most severe escalation path
 * beside the commander; else whoever fixes; else the commander.
 */
function findEngineOwnerRole(policy: Policy): string | undefined {
  const { required, postmortem, 'owner-roles': ownerRoles, severities } = policy;
  const path = Object.values(severities)[0]?.escalation ?? [];
  const approving = postmortem?.approvals.map(({ role }) => role) ?? [];
  const lead = path.find((key) => key !== required.commander && approving.includes(key));
  return lead ?? ownerRoles.fix ?? required.commander;
}
