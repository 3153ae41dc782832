import type { SiteContext } from '../content/content.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import { approverOf } from './approver.ts';
import { findCustomWording } from './custom-wording.ts';
import type { VersionPair } from './custom-wording.ts';

/**
 * Who has to approve a change of one incident, such as `the incident commander (@amina)`. Undefined if all of its text
 * matches templates, so that it is merged without a person (V5.1).
 */
export function describeApproval(siteContext: SiteContext, versions: VersionPair): string | undefined {
  const { policy, site } = siteContext;
  const approver = approverOf(policy, [versions]);
  if (approver === undefined) return 'a person who merges it';
  if (findCustomWording(siteContext, versions).length === 0) return undefined;
  const { name, people } = findResponsibleParty(policy, site, approver);
  return `the ${name.toLowerCase()}${people.length === 0 ? ', a role that status.yaml assigns to no one' : ` (${people.join(' ')})`}`;
}
