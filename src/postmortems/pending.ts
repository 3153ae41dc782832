import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate, findMergingUpdate, findWithdrawingUpdate } from '../content/incident.ts';
import type { StatusEvent, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { dueWindowOf } from '../deadlines/kinds.ts';
import { buildIncidentTimeline } from '../deadlines/timeline.ts';
import { describeResolved } from '../compliance/resolved-incident.ts';
import type { ResolvedIncident } from '../compliance/resolved-incident.ts';
import { InputError } from '../response/input-error.ts';

/** Everything that a postmortem is drafted from. */
export interface PostmortemInput extends ResolvedIncident {
  /** All of them, because others use the same error budget. */
  readonly incidents: readonly StatusEvent[];
}

export interface PostmortemData {
  readonly siteContext: SiteContext;
  readonly incidents: readonly StatusEvent[];
  readonly evidence: DeadlineEvidence;
  readonly now: Instant;
}

export type PostmortemDocument = 'postmortem' | 'summary';

/**
 * For the named incident, or the last resolved one without the document.
 * @throws InputError if there is none, it is not resolved, or the policy does not define its severity
 */
export function createPostmortemInput(
  data: PostmortemData,
  document: PostmortemDocument,
  name?: string,
): PostmortemInput {
  const incident =
    name === undefined ? findLastIncidentWithout(data, document) : findIncidentByName(data, name);
  const { siteContext, evidence, now, incidents } = data;
  if (findWithdrawingUpdate(incident))
    throw new InputError(`${incident.id} was withdrawn.`, 'There was no problem, so nothing is due.');
  if (findMergingUpdate(incident))
    throw new InputError(
      `${incident.id} was merged into ${incident.mergedInto ?? 'another incident'}.`,
      'The postmortem is written for that one.',
    );
  if (!findEndingUpdate(incident)) {
    throw new InputError(`${incident.id} is not resolved yet.`, 'Write its postmortem after that.');
  }
  const resolved = describeResolved(siteContext, incident, evidence, now);
  if (!resolved) {
    throw new InputError(
      `The policy doesn't know the severity "${incident.severity}".`,
      'See npx candor validate.',
    );
  }
  return { ...resolved, incidents };
}

function findIncidentByName({ incidents: events }: PostmortemData, name: string): Incident {
  const wanted = name.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase();
  const incidents = events.filter((event): event is Incident => event.kind === 'incident');
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const found = incidents.find(({ id }) => id === wanted) ?? (like.length === 1 ? like[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  const choices =
    like.length > 1
      ? `It could be ${formatAlternatives(
          like.map(({ id }) => id),
          5,
        )}.`
      : '';
  throw new InputError(
    `There is no incident "${wanted.slice(0, 80)}".${formatDidYouMean(wanted, ids)}`,
    choices,
  );
}

function findLastIncidentWithout(
  { siteContext, incidents, evidence }: PostmortemData,
  document: PostmortemDocument,
): Incident {
  const { policy } = siteContext;
  const pending = incidents.flatMap((event) => {
    if (event.kind !== 'incident' || event.drill || event.imported) return [];
    const timeline = buildIncidentTimeline(policy, event, evidence);
    if (timeline?.resolved === undefined || !dueWindowOf(document, { policy, timeline, evidence })) return [];
    const exists =
      document === 'postmortem'
        ? evidence.postmortems?.has(event.id) === true
        : event.internal.summary !== undefined;
    return exists ? [] : [{ incident: event, resolved: timeline.resolved }];
  });
  const last = pending.toSorted((a, b) => b.resolved - a.resolved)[0];
  if (last) return last.incident;
  const what = document === 'postmortem' ? 'postmortem' : 'executive summary';
  throw new InputError(
    `No resolved incident lacks its ${what}.`,
    'Name one to write another: its file name, without .md.',
  );
}
