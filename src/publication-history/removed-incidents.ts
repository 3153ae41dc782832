import type { Diagnostic } from '../content/finding.ts';
import type { IncidentHistory, PublishedIncident } from './history.ts';
import type { Policy } from '../content/policy.ts';
import { wasPublic } from './was-public.ts';

/**
 * Reports published incidents whose files were removed (V6.4); a rule can't, because it needs a file. Removal on a branch is
 * an error; a file that is already missing on the default branch gets a warning, because no file can hold a suppression.
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
    message: `The published incident "${id}" was removed, so links to its page are broken.`,
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
  const removedIn = commit === '' ? '' : ` (commit ${commit.slice(0, 12)} removed it)`;
  return `Restore the file${removedIn}, and correct mistakes in it with a correction time.`;
}
