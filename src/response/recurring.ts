import { findRuleProblem } from '../content/recurrence.ts';
import { announcementLead, recurringWindows } from '../content/recurring-maintenance.ts';
import type { RecurringMaintenance, RecurringWindow } from '../content/recurring-maintenance.ts';
import type { Maintenance } from '../content/incident.ts';
import { findCallingOffUpdate } from '../content/incident.ts';
import type { SiteContext } from '../content/content.ts';
import { formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { createMaintenance, fillMaintenanceText } from './announce.ts';
import type { IncidentChange } from './change.ts';
import type { IncidentContext } from './context.ts';
import { InputError } from './input-error.ts';

/** What to do about one window of a recurring maintenance. */
export type WindowPlan =
  | { readonly id: string; readonly change: IncidentChange }
  /** Why no file is written for it, as a sentence. */
  | { readonly id: string; readonly skipped: string }
  /** Why none of the windows can be known, as a sentence. */
  | { readonly id: string; readonly problem: string };

/**
 * Plans the file of each window that is due to be announced. A window whose file exists, is proposed or was removed is left
 * to people: they may have moved it or called it off.
 * @param decisions what people decided against, by id, each with a sentence that says how
 */
export function planRecurringMaintenance(
  incidentContext: IncidentContext,
  decisions: ReadonlyMap<string, string>,
  now: Instant,
): WindowPlan[] {
  const problems = Object.entries(incidentContext.siteContext.site['recurring-maintenance']).flatMap(
    ([id, { first, repeat }]): WindowPlan[] => {
      const wrong = findRuleProblem({ first, rule: repeat });
      const field = `"recurring-maintenance.${id}.repeat"`;
      return wrong ? [{ id, problem: `${field} in status.yaml ${wrong.message} ${wrong.help}` }] : [];
    },
  );
  const windows = dueWindows(incidentContext, now).map(({ maintenance, ...window }): WindowPlan => {
    const { id } = window;
    const skipped = decisions.get(id) ?? findReasonToSkip(incidentContext, window, now);
    if (skipped !== undefined) return { id, skipped };
    try {
      return { id, change: createWindowChange(incidentContext, maintenance, window, now) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { id, problem: `${id} has no file: ${error.message}` };
    }
  });
  return [...problems, ...windows];
}

/** The windows that are not over and are due to be announced, by their start. */
export function dueWindows(
  { siteContext: { site, policy } }: Pick<IncidentContext, 'siteContext'>,
  now: Instant,
): (RecurringWindow & { readonly maintenance: RecurringMaintenance })[] {
  return Object.entries(site['recurring-maintenance'])
    .flatMap(([name, maintenance]) =>
      recurringWindows(name, maintenance, site.timezone, now + announcementLead(policy, maintenance))
        .filter(({ starts }) => starts > now)
        .map((window) => ({ ...window, maintenance })),
    )
    .toSorted((a, b) => a.starts - b.starts || (a.id < b.id ? -1 : 1));
}

function findReasonToSkip(
  { entries, usedIds, rejected, siteContext }: IncidentContext,
  { id, starts }: RecurringWindow,
  now: Instant,
): string | undefined {
  const event = entries.find((one) => one.id === id);
  if (event?.kind === 'maintenance') return formatExisting(event, starts);
  if (event) return `${id} has no file of its own: another event has its name.`;
  const decision = rejected?.get(id);
  if (decision !== undefined) return decision;
  if (usedIds.has(id)) return `${id} has its file already.`;
  const notice = siteContext.policy.maintenance?.notice ?? 0;
  return starts - now >= notice
    ? undefined
    : `${id} starts in ${formatDuration(starts - now)}, too late to announce it ${formatDuration(notice)} before. To announce it all the same: npx candor incident open --kind maintenance`;
}

function formatExisting(event: Maintenance, planned: Instant): string {
  if (findCallingOffUpdate(event)) return `${event.id} is called off.`;
  return event.starts === planned
    ? `${event.id} has its file already.`
    : `${event.id} was moved to ${formatInstant(event.starts)}.`;
}

function createWindowChange(
  incidentContext: IncidentContext,
  { components, title, text }: RecurringMaintenance,
  { id, starts, ends }: RecurringWindow,
  now: Instant,
): IncidentChange {
  const filled =
    text === undefined
      ? undefined
      : fillMaintenanceText(incidentContext, Object.keys(components), text, { starts, ends });
  return createMaintenance(
    incidentContext,
    {
      ...{ id, components, starts, ends },
      ...(title !== undefined && { title }),
      ...(filled !== undefined && { text: filled }),
    },
    now,
  );
}

/** Whether a maintenance that was not public is exactly what `status.yaml` plans, so that no person has to approve it again. */
export function isPlannedWindow(
  { siteContext }: Pick<IncidentContext, 'siteContext'>,
  event: Maintenance,
): boolean {
  const [first, ...more] = event.updates;
  if (!first || more.length > 0) return false;
  const { site } = siteContext;
  for (const [name, maintenance] of Object.entries(site['recurring-maintenance'])) {
    if (event.id.slice(11) !== name) continue;
    const window = recurringWindows(name, maintenance, site.timezone, event.starts + 1).find(
      ({ id }) => id === event.id,
    );
    if (!window) return false;
    return isSameText(siteContext, maintenance, window, event);
  }
  return false;
}

function isSameText(
  siteContext: SiteContext,
  maintenance: RecurringMaintenance,
  window: RecurringWindow,
  { source, updates }: Maintenance,
): boolean {
  const incidentContext = { siteContext, entries: [], usedIds: new Set<string>() };
  try {
    const planned = createWindowChange(incidentContext, maintenance, window, updates[0]!.at);
    return planned.text.trim() === source.text.trim();
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
