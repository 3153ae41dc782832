import { describeResolved } from '../compliance/resolved-incident.ts';
import { findEndingUpdate, isEmbargoed, statesAfterUpdate } from '../content/incident.ts';
import type { Incident, StatusEvent } from '../content/incident.ts';
import { findSeverity, isPublic, severityAfter } from '../content/policy.ts';
import type { SiteContext } from '../content/content.ts';
import { formatDeadline } from '../deadlines/report/reminder.ts';
import { formatResponsibleParties } from '../deadlines/report/format.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import type { Delivery } from '../delivery-log/delivery.ts';
import { stripComments } from '../status/public-entry.ts';
import { phaseLabel } from '../status/entry.ts';
import type { EventView } from '../status/entry.ts';
import type { PhaseLabel } from '../status/public-entry.ts';
import { formatCount } from '../text/count.ts';
import type { Instant } from '../time/instant.ts';
import { describeFailure, sendAgainCommand, sendAgainLabel } from './events.ts';
import type { Fact, Message, NextStep } from './channel.ts';
import { renderExecutiveSummary } from './executive-summary.ts';
import type { PlannedDelivery } from './plan.ts';

/** What the site's pages say and where, in the site's language. `src/notifications/io/` makes it from the site. */
export interface PageWords {
  /** Plain text of Markdown. */
  readonly plainText: (markdown: string) => string;
  /** The label of an update, such as Investigating. */
  readonly phase: (label: StatusEvent['updates'][number]['writtenPhase'] | PhaseLabel) => string;
  readonly time: (at: Instant) => string;
  readonly labels: { readonly nextUpdateBy: string; readonly affected: string };
  readonly list: (names: readonly string[]) => string;
  /** The address of an event's page, or of one of its updates. */
  readonly url: (event: string, update?: string) => string;
  /** What customers may see of an event; undefined for all others. */
  readonly view: (event: string) => EventView | undefined;
  /** The event in Statuspage's form. */
  readonly statuspage: (event: string) => Readonly<Record<string, unknown>> | undefined;
  /** The names of components by id, without hidden ones. */
  readonly componentName: (id: string) => string | undefined;
}

export interface MessageContext {
  readonly siteContext: SiteContext;
  readonly words: PageWords;
  readonly deadlines: readonly Deadline[];
  readonly evidence: DeadlineEvidence;
  readonly now: Instant;
  /** The repository on GitHub, if there is one: `https://github.com/acme/status`. */
  readonly repositoryUrl?: string;
}

/** What a place gets. Customers get what is on the page and nothing else. */
export function buildMessage(planned: PlannedDelivery, context: MessageContext): Message {
  const { delivery, event, destination, covered } = planned;
  const { site } = context.siteContext;
  const isOpening = event.type === 'opened' || covered.some(({ type }) => type === 'opened');
  const shared = {
    id: delivery.id,
    key: event.key,
    event: isOpening && event.type !== 'resolved' ? 'opened' : event.type,
    at: event.at,
    audience: destination.audience,
    audienceType: destination.type,
    ...(event.subject && { incident: event.subject.id }),
    thread: event.subject?.id ?? 'candor',
    isUrgent: destination.type === 'internal' && (event.isUrgent || covered.some(({ isUrgent }) => isUrgent)),
    site: { name: site.name, url: site.url, language: site.language },
  } as const;
  const text =
    destination.type === 'customers' ? customerText(planned, context) : internalText(planned, context);
  return { ...shared, ...text };
}

type MessageText = Pick<Message, 'title' | 'state' | 'tone' | 'body' | 'facts'> &
  Partial<Pick<Message, 'url' | 'nextStep' | 'statuspage'>>;

/** Only from the public view of the event, in which nothing internal is. */
function customerText({ event }: PlannedDelivery, context: MessageContext): MessageText {
  const { words, siteContext } = context;
  const view = words.view(event.subject?.id ?? '');
  if (!view) throw new Error(`${event.subject?.id ?? event.key} is not on the page.`);
  const { updates } = view.event;
  const own = updates.find(({ id }) => id === event.update?.id);
  const update = own ?? updates.at(-1);
  const isDigest = event.type === 'digest';
  const affected = Object.entries(update?.states ?? view.event.components)
    .filter(([, state]) => state !== 'operational')
    .flatMap(([id]) => words.componentName(id) ?? []);
  const statuspage = words.statuspage(view.event.id);
  return {
    title: oneLine(view.event.title),
    state: words.phase(own ? own.label : phaseLabel(view)),
    tone:
      view.event.kind === 'incident'
        ? toneOf(view.event.severity.impact, own?.phase ?? view.phase)
        : 'maintenance',
    body: isDigest
      ? words.plainText(digestText(siteContext, event.subject as Incident, words) ?? update?.text ?? '')
      : words.plainText(update?.text ?? ''),
    facts: [
      ...(affected.length > 0 ? [{ label: words.labels.affected, value: words.list(affected) }] : []),
      ...(view.next && update === updates.at(-1)
        ? [{ label: words.labels.nextUpdateBy, value: words.time(view.next.by) }]
        : []),
    ],
    url: words.url(view.event.id, own?.id),
    ...(statuspage && { statuspage }),
  };
}

/** The policy's words for an update without news; undefined if it has none. */
function digestText({ policy }: SiteContext, incident: Incident, words: PageWords): string | undefined {
  const severity = severityAfter(policy, incident, incident.updates.length - 1);
  const template = severity?.templates['no-change'] ?? policy.templates['no-change'];
  if (template === undefined) return undefined;
  const states = statesAfterUpdate(incident, incident.updates.length - 1);
  const names = Object.keys(states)
    .filter((id) => states[id] !== 'operational')
    .flatMap((id) => words.componentName(id) ?? []);
  const filled = template.replaceAll('[component]', words.list(names));
  return names.length === 0 || filled.includes('[') ? undefined : filled;
}

function internalText(planned: PlannedDelivery, context: MessageContext): MessageText {
  const { event } = planned;
  if (event.failed) return failureText(event.failed);
  const { subject } = event;
  if (event.reminder) return reminderText(planned, context);
  if (!subject) throw new Error(`${event.key} has no subject.`);
  if (event.type === 'summary') return summaryText(subject as Incident, context);
  const { words } = context;
  const update = event.update ?? (event.type === 'opened' ? subject.updates[0] : undefined);
  const isOnPage = words.view(subject.id) !== undefined;
  const phase =
    event.type === 'opened' && !update ? 'Opened' : words.phase(labelOf(event.type, update?.writtenPhase));
  return {
    title: titleOf(subject),
    state: phase,
    tone: internalToneOf(subject, context),
    body: update ? words.plainText(stripComments(update.body)) : '',
    facts: [...incidentFacts(subject, context), ...coveredFacts(planned)],
    ...(isOnPage && { url: words.url(subject.id, event.update?.id) }),
    ...nextStepOf(subject, context),
  };
}

type UpdateLabelName = Parameters<PageWords['phase']>[0];

function labelOf(type: string, written: UpdateLabelName | undefined): UpdateLabelName {
  if (written !== undefined) return written;
  return type === 'started' ? 'in-progress' : type === 'completed' ? 'time-over' : 'update';
}

function reminderText({ event }: PlannedDelivery, context: MessageContext): MessageText {
  const { deadline, threshold } = event.reminder!;
  const { siteContext, now, words } = context;
  const { subject } = event;
  const isOnPage = subject !== undefined && words.view(subject.id) !== undefined;
  const ask = deadline.ask.length === 0 ? '' : ` Please: ${formatResponsibleParties(deadline.ask)}.`;
  const isLate = now >= deadline.late;
  return {
    title: subject ? titleOf(subject) : siteContext.policy.name,
    state: isLate ? 'Late' : now >= deadline.due ? 'Due' : threshold.key === 'half' ? 'Reminder' : 'Due soon',
    tone: isLate ? 'critical' : 'minor',
    body: `${formatDeadline(deadline, now, siteContext.site.timezone)}.${ask}`,
    facts: subject ? incidentFacts(subject, context).slice(0, 2) : [],
    ...(isOnPage && { url: words.url(subject.id) }),
    ...(subject && (followUpStepOf(deadline, subject) ?? nextStepOf(subject, context))),
  };
}

/** What is due after the resolution has a command of its own. */
function followUpStepOf({ kind }: Deadline, { id }: StatusEvent): { nextStep: NextStep } | undefined {
  if (kind === 'summary')
    return {
      nextStep: { label: 'Read it, then have it sent', command: `npx candor postmortem mark-ready ${id}` },
    };
  return kind === 'postmortem'
    ? { nextStep: { label: 'Begin it', command: `npx candor postmortem open ${id}` } }
    : undefined;
}

/** U4.3. The heading is the title of the message. */
function summaryText(incident: Incident, { siteContext, evidence, words, now }: MessageContext): MessageText {
  const resolved = describeResolved(siteContext, incident, evidence, now);
  if (!resolved) throw new Error(`${incident.id} is not resolved.`);
  const text = renderExecutiveSummary(resolved);
  return {
    title: titleOf(incident),
    state: 'Executive summary',
    tone: 'none',
    body: words.plainText(text.slice(text.indexOf('\n')).trim()),
    facts: [],
    ...(words.view(incident.id) !== undefined && { url: words.url(incident.id) }),
  };
}

function failureText(failed: Delivery): MessageText {
  return {
    title: 'A message was not delivered',
    state: '',
    tone: 'critical',
    body: describeFailure(failed),
    facts: [],
    nextStep: { label: sendAgainLabel(failed.state), command: sendAgainCommand(failed.id) },
  };
}

/** `DRILL: Some orders fail at checkout`. */
function titleOf(subject: StatusEvent): string {
  return `${subject.drill ? 'DRILL: ' : ''}${oneLine(subject.title)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Severity, commander, and what the SOP expects next. */
function incidentFacts(subject: StatusEvent, context: MessageContext): Fact[] {
  const { siteContext, deadlines, now } = context;
  if (subject.kind !== 'incident') return [];
  const severity = severityAfter(siteContext.policy, subject, subject.updates.length - 1);
  const { commander } = subject.internal;
  const expected = deadlines.find(({ incident }) => incident === subject.id);
  const isOnPage = isPublic(siteContext.policy, subject);
  return [
    ...(severity ? [{ label: 'Severity', value: `${severity.name} (${severity.key})` }] : []),
    ...(commander === undefined ? [] : [{ label: 'Commander', value: commander }]),
    ...(expected
      ? [{ label: 'Expected', value: formatDeadline(expected, now, siteContext.site.timezone) }]
      : []),
    ...(isOnPage || subject.drill ? [] : [{ label: 'Page', value: 'Customers see nothing of it' }]),
  ];
}

function coveredFacts({ covered }: PlannedDelivery): Fact[] {
  const updates = covered.filter(({ update }) => update !== undefined).length;
  return updates === 0 ? [] : [{ label: 'Also', value: `${formatCount(updates, 'earlier update')}` }];
}

/** The issue form on a phone, or the command. */
function nextStepOf(subject: StatusEvent, { repositoryUrl }: MessageContext): { nextStep?: NextStep } {
  if (findEndingUpdate(subject) || subject.kind === 'notice') return {};
  if (isEmbargoed(subject))
    return {
      nextStep: {
        label: 'When it may be public',
        command: `npx candor incident disclose --incident ${subject.id}`,
      },
    };
  const label = 'Post an update';
  if (repositoryUrl === undefined || subject.drill)
    return { nextStep: { label, command: `npx candor incident update --incident ${subject.id}` } };
  const query = new URLSearchParams({ template: 'post-update.yml', incident: subject.id });
  return { nextStep: { label, url: `${repositoryUrl}/issues/new?${query.toString()}` } };
}

function toneOf(impact: Message['tone'], phase: string): Message['tone'] {
  return phase === 'resolved' ? 'good' : impact;
}

function internalToneOf(subject: StatusEvent, { siteContext }: MessageContext): Message['tone'] {
  if (subject.kind !== 'incident') return 'maintenance';
  if (findEndingUpdate(subject)) return 'good';
  const severity =
    severityAfter(siteContext.policy, subject, subject.updates.length - 1) ??
    findSeverity(siteContext.policy, subject.severity);
  return severity?.impact ?? 'none';
}
