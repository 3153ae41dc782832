import { findEndingUpdate, statesAfterUpdate } from '../content/incident.ts';
import type { ComponentStates, Incident, StatusEvent } from '../content/incident.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { worseOf } from '../status/states.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentChange } from './change.ts';
import { changeableIncidents, refuseEmbargoed, selectIncident } from './context.ts';
import type { IncidentContext } from './context.ts';
import {
  affectedComponentIds,
  componentDisplayNames,
  mergedTemplate,
  renderTemplateLine,
} from './default-text.ts';
import { appendUpdate, editFrontMatter, validateUpdateText } from './file-text.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { InputError } from './input-error.ts';
import { nextUpdateTime } from './parse-time-input.ts';
import { publishedVersionOf } from './published-version.ts';
import { currentSeverityOf } from './update.ts';

/** How an incident becomes part of another one. */
export type Merge =
  /** Nothing of it was published, so that its branch is deleted. */
  | { readonly type: 'discard'; readonly event: StatusEvent }
  | { readonly type: 'merge'; readonly change: IncidentChange };

/**
 * Merges an open incident into another one, which gets its components and its severity if that is higher. Both files change
 * at once. From then on only the other one has updates, deadlines and a postmortem.
 * @throws InputError
 */
export function mergeIncident(incidentContext: IncidentContext, input: IncidentInput, now: Instant): Merge {
  const incident = selectIncident(incidentContext, input);
  if (input.into === undefined) throw new InputError('The other incident is missing.', 'Add --into ID');
  const into = selectIncident(incidentContext, { ...input, incident: input.into });
  refuseImpossible(incident, into);
  if (!publishedVersionOf(incidentContext, incident)) return { type: 'discard', event: incident };
  for (const one of [incident, into]) refuseUnpublished(incidentContext, one);
  const at = nextUpdateTime(incident, now);
  const { siteContext } = incidentContext;
  const names = componentDisplayNames(incidentContext, affectedComponentIds(incident));
  const template = mergedTemplate(siteContext, into.id);
  const publicText = validateUpdateText(input.text ?? renderTemplateLine(siteContext, template, names));
  return {
    type: 'merge',
    change: {
      kind: 'update',
      id: incident.id,
      path: incident.source.path,
      text: appendUpdate(editFrontMatter(incident.source, [[['merged-into'], into.id]]), {
        ...{ at, status: 'merged', body: publicText },
      }),
      subject: `${incident.id}: merged into ${into.id} at ${formatInstant(at)}`,
      publicText,
      also: continueIn(incidentContext, incident, into, now),
    },
  };
}

function refuseImpossible(incident: Incident, into: Incident): void {
  refuseEmbargoed(incident);
  refuseEmbargoed(into);
  if (incident.id === into.id)
    throw new InputError(`${incident.id} can't be merged into itself.`, 'Name another one: --into ID');
  if (incident.drill !== into.drill)
    throw new InputError('A drill and an incident can not be merged.', 'Nothing was changed.');
  for (const { id, ended } of [incident, into].map((one) => ({ id: one.id, ended: findEndingUpdate(one) })))
    if (ended) throw new InputError(`${id} is already over.`, 'Nothing was changed.');
}

/** Both files have to be the ones that customers read, because they change in one pull request. */
function refuseUnpublished(incidentContext: IncidentContext, { id, source }: Incident): void {
  const isPending = incidentContext.pending?.has(id) === true;
  if (!isPending && incidentContext.published?.incidents.some(({ path }) => path === source.path)) return;
  throw new InputError(
    `${id} has changes that are not public yet.`,
    'Run this again when they are. To see what they wait for: npx candor incident list',
  );
}

/** The update of the other incident. */
function continueIn(
  incidentContext: IncidentContext,
  incident: Incident,
  into: Incident,
  now: Instant,
): IncidentChange {
  const { siteContext } = incidentContext;
  const affects = addedStates(incident, into);
  const [was, is] = [currentSeverityOf(incidentContext, into), currentSeverityOf(incidentContext, incident)];
  const isRaised = rankOf(siteContext.policy, is) < rankOf(siteContext.policy, was);
  const names = componentDisplayNames(incidentContext, affectedComponentIds(incident));
  const at = nextUpdateTime(into, now);
  const body = renderTemplateLine(siteContext, siteContext.words.templates['merged-here'], names);
  return {
    kind: 'update',
    id: into.id,
    path: into.source.path,
    text: appendUpdate(into.source.text, {
      ...{ at, status: 'update', body },
      ...(Object.keys(affects).length > 0 && { affects }),
      ...(isRaised && { severity: is.key }),
    }),
    subject: `${into.id}: continues ${incident.id}`,
    publicText: body,
  };
}

/** What the other incident has to affect, so that nothing looks better than it is. */
function addedStates(incident: Incident, into: Incident): ComponentStates {
  const [own, others] = [incident, into].map((one) => statesAfterUpdate(one, one.updates.length - 1)) as [
    ComponentStates,
    ComponentStates,
  ];
  const worst = Object.entries(own).map(([id, state]) => [id, worseOf(others[id] ?? 'operational', state)]);
  return Object.fromEntries(
    worst.filter(([id, state]) => state !== (others[id!] ?? 'operational')),
  ) as ComponentStates;
}

/** 0 is the most severe. */
function rankOf({ severities }: Policy, { key }: Severity): number {
  return Object.keys(severities).indexOf(key);
}

/** Which incident is merged, and into which one. */
export function mergeQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const open = changeableIncidents(incidentContext, input.drill);
  const ask = (
    flag: string,
    prompt: string,
    key: 'incident' | 'into',
    choices: readonly Incident[],
  ): Question => ({
    ...{ flag, kind: 'choose', prompt },
    choices: choices.map(({ id, title }) => ({ value: id, label: title, hint: id })),
    toInput: (answer) => ({ [key]: String(answer) }),
  });
  if (input.incident === undefined) {
    if (open.length < 2) throw new InputError('Fewer than two incidents are open.', 'Nothing can be merged.');
    return [ask('ID', 'Which incident becomes part of another one?', 'incident', open)];
  }
  if (input.into !== undefined) return [];
  const { id } = selectIncident(incidentContext, input);
  const others = open.filter((one) => one.id !== id);
  if (others.length === 0)
    throw new InputError(`No other incident than ${id} is open.`, 'Nothing can be merged.');
  return [ask(`--into ${others[0]!.id}`, `Into which one is ${id} merged?`, 'into', others)];
}
