import type { Diagnostic } from '../content/finding.ts';
import type { IncidentHistory, PublishedIncident } from './history.ts';
import type { Policy } from '../content/policy.ts';
import { wasPublic } from './was-public.ts';

/**
 * The published incidents whose files are gone (V6.4): no rule can point at them, for there is no entry left. What a
 * branch would take away is refused; what is gone from the line already is only told, as no file is left to waive it in.
 */
export function checkRemovedIncidents(history: IncidentHistory, policy: Policy): Diagnostic[] {
  const level = Object.hasOwn(policy.rules, 'require-stable-permalink')
    ? policy.rules['require-stable-permalink']!
    : 'error';
  if (level === 'off') return [];
  const removed = [...history.incidents.values()].filter((incident) => isRemoved(history, incident, policy));
  return removed.map(({ path, id, removal }) => ({
    rule: 'require-stable-permalink',
    clause: 'V6.4',
    level: removal!.commit.sha === '' ? level : 'warn',
    location: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `The published incident "${id}" is gone, and with it a page that customers may come back to.`,
    help: formatRestoreHelp(removal!.commit.sha),
  }));
}

function isRemoved(
  { incidents }: IncidentHistory,
  { removal, previousId }: PublishedIncident,
  policy: Policy,
): boolean {
  if (!removal?.before || !wasPublic(policy, removal.before)) return false;
  const isThere = (id: string | undefined): boolean => {
    const other = id === undefined ? undefined : incidents.get(id);
    return other !== undefined && other.removal === undefined;
  };
  return !isThere(removal.renamedTo) && !isThere(previousId);
}

function formatRestoreHelp(commit: string): string {
  const where =
    commit === '' ? 'Put the file back.' : `Put the file back; commit ${commit.slice(0, 12)} took it away.`;
  return `${where} What is wrong in it is corrected there, with the time of the correction.`;
}
