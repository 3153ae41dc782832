import { postmortemApproversOf } from '../content/postmortem-settings.ts';
import type { SiteContext } from '../content/content.ts';
import type { Policy } from '../content/policy.ts';
import { PICTURE_FOLDER } from '../text/local-picture.ts';

export const CODEOWNERS_PATH = '.github/CODEOWNERS';

/** Paths, and the roles that review changes to them. */
interface OwnershipRule {
  readonly paths: readonly string[];
  readonly comment: string;
  readonly roles: readonly string[];
}

/**
 * Renders `CODEOWNERS` from the roles of the policy and the people of `status.yaml` (V8.2, V9.1). Incidents deliberately
 * have no owner, because a required review would delay updates.
 */
export function renderCodeowners(siteContext: SiteContext, isCheckoutOfCandor = false): string {
  const { policy } = siteContext;
  const engine = findEngineOwnerRole(policy);
  const sop = findSopOwnerRole(policy) ?? engine;
  const owned: OwnershipRule[] = [
    {
      paths: ['/postmortems/'],
      comment: 'Postmortems: their approvers.',
      roles: postmortemApproversOf(policy),
    },
    {
      paths: [`/${PICTURE_FOLDER}/`],
      comment: 'Pictures in public texts, which no rule can read: those who approve own words.',
      roles: policy.publishing ? [policy.publishing.approver] : [],
    },
    {
      paths: ['/policies/', '/words/', '/status.yaml', ...brandingPaths(siteContext)],
      comment: `The SOP, its texts, the people in it and the company's logo${policy.owner === undefined ? '' : `: ${policy.owner} owns it`}.`,
      roles: sop === undefined ? [] : [sop],
    },
    {
      paths: [
        ...['/.github/', '/package.json', '/package-lock.json', '/.npmrc', '/.nvmrc'],
        ...(isCheckoutOfCandor
          ? ['/bin/', '/create-candor/', '/scripts/', '/src/', '/astro.config.mjs']
          : []),
      ],
      comment: 'Code and workflows, which run with write access.',
      roles: engine === undefined ? [] : [engine],
    },
  ];
  return [HEADER, ...owned.map((group) => renderOwnershipRule(siteContext, group)), INCIDENTS_SECTION].join(
    '\n',
  );
}

/**
 * The folders of the logo and the stylesheet, or the files themselves if they aren't in a folder; by default the folder of the
 * documentation's example.
 */
function brandingPaths({ site }: SiteContext): string[] {
  const { logo, css } = site.theme;
  const files = [logo, css].filter((file) => file !== undefined);
  const paths = (files.length > 0 ? files : ['brand/']).map(
    (file) => `/${file.slice(0, file.lastIndexOf('/') + 1) || file}`,
  );
  return [...new Set(paths)];
}

const HEADER = `# Reviewers of each path, by role. Generated from status.yaml and the policy: npx candor generate codeowners
`;

const INCIDENTS_SECTION = `# Incidents and components deliberately have no owners: an update that follows the SOP needs no review.
/incidents/
/components/
`;

function renderOwnershipRule(
  { policy, site }: SiteContext,
  { paths, comment, roles }: OwnershipRule,
): string {
  const names = roles.map((role) => policy.roles[role]?.name ?? role);
  const people = [...new Set(roles.flatMap((role) => site.people[role] ?? []))];
  const asked = names.length === 0 ? '' : ` Requested: ${names.join(', ')}.`;
  if (people.length === 0) return `# ${comment}${asked} status.yaml assigns no one to this.\n`;
  const width = Math.max(...paths.map((path) => path.length));
  const lines = paths.map((path) => `${path.padEnd(width)} ${people.join(' ')}`);
  return [`# ${comment}${asked}`, ...lines, ''].join('\n');
}

/** The role whose name is the `owner` of the policy. */
function findSopOwnerRole({ owner, roles }: Policy): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return Object.keys(roles).find((key) => owner !== undefined && plain(roles[key]!.name) === plain(owner));
}

/**
 * The role that owns the engine: the postmortem approver, other than the commander, in the escalation policy of the most
 * severe level. Falls back to the owner role for fixes, then to the commander.
 */
function findEngineOwnerRole(policy: Policy): string | undefined {
  const { required, 'owner-roles': ownerRoles, severities } = policy;
  const path = Object.values(severities)[0]?.escalation ?? [];
  const approving = postmortemApproversOf(policy);
  const lead = path.find((key) => key !== required.commander && approving.includes(key));
  return lead ?? ownerRoles.fix ?? required.commander;
}
