import type { Setting } from '../content/content.ts';
import { readFrontMatter } from '../content/front-matter.ts';
import { affectedAfter } from '../content/incident.ts';
import type { Affected, Entry, Incident, Update } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { matchTemplate } from '../templates/match.ts';
import { oneLine } from '../response/file-text.ts';
import { filled, IMPACTS, namesOf, phaseWords, templateFor, titleFor } from '../response/default-text.ts';

/** A published incident and what a pull request makes of it; absent where there is none. */
export interface EntryChange {
  readonly before?: Entry;
  readonly after?: Entry;
}

/**
 * What a person would have to approve in a change of one file, in sentences; empty where every word that customers get
 * to read is the policy's template with its places filled, and nothing that they have read is touched (V5.1 to V5.3).
 */
export function freeWords(setting: Setting, { before, after }: EntryChange): string[] {
  const { policy } = setting;
  const shown = [before, after].some((entry) => entry !== undefined && isPublic(policy, entry));
  if (!after) return ['the file is gone, or can not be read'];
  if (!shown) return [];
  if (after.imported) return ['it says that it was imported'];
  if (after.kind !== 'incident') return ['there is no template for planned work'];
  if (before && before.kind !== 'incident') return ['it was planned work before'];
  if (after.waivers.length > (before?.waivers.length ?? 0)) return ['it sets a rule aside'];
  const published = before?.updates.length ?? 0;
  return [
    ...(before ? changedFacts(before, after) : freeTitle(setting, after)),
    ...after.updates.flatMap((update, index) =>
      index < published ? [] : freeUpdate(setting, after, update, index),
    ),
  ];
}

/** The updates that are not published yet. */
export function freshUpdates({ before, after }: EntryChange): readonly Update[] {
  return after?.updates.slice(before?.updates.length ?? 0) ?? [];
}

const PUBLIC = ['title', 'severity', 'components', 'started', 'detected', 'customerFacing', 'drill'] as const;

/** What customers have read stays letter by letter; only what the team keeps for itself may change beside it. */
function changedFacts(before: Incident, after: Incident): string[] {
  const facts = PUBLIC.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const [old, now] = [bodyOf(before), bodyOf(after)];
  const reading = ({ updates }: Incident): string =>
    JSON.stringify(updates.slice(0, before.updates.length).map(asRead));
  const kept =
    now.startsWith(old) &&
    /^\s*(?:\n## |$)/.test(now.slice(old.length)) &&
    reading(before) === reading(after);
  return [
    ...facts.map((key) => `"${key === 'customerFacing' ? 'customer-facing' : key}" is another`),
    ...(kept ? [] : ['words that are published are others']),
  ];
}

function asRead({ id, wrote, corrected, affects, severity, body }: Update): unknown {
  return [id, wrote, corrected, affects, severity, body];
}

function bodyOf({ source }: Entry): string {
  const front = readFrontMatter(source);
  return 'bodyStart' in front ? source.text.slice(front.bodyStart).trim() : '';
}

function freeTitle(setting: Setting, incident: Incident): string[] {
  const names = namesOfIds(setting, Object.keys(incident.components));
  const first = incident.updates[0];
  const said = first ? impactsIn(setting, incident, first, 0) : [];
  const titles = ['', ...allowedImpacts(setting), ...said].map((impact) =>
    titleFor(names, incident.components, impact),
  );
  return titles.includes(incident.title) ? [] : ['the title is not the one that the tool gives'];
}

function freeUpdate(setting: Setting, incident: Incident, update: Update, index: number): string[] {
  const { policy } = setting;
  const name = `the update of ${formatInstant(update.at)}`;
  if (update.waivers.length > 0) return [`${name} sets a rule aside`];
  if (update.corrected !== undefined) return [`${name} names a correction`];
  const [was, is] = [severityAfter(policy, incident, index - 1), severityAfter(policy, incident, index)];
  if (!is || !was || rank(setting, is) > rank(setting, was)) return [`${name} lowers the severity`];
  return templateIn(setting, incident, update, index) === undefined ? [`${name} is in words of its own`] : [];
}

/** From the most severe. */
function rank({ policy }: Setting, { key }: Severity): number {
  return Object.keys(policy.severities).indexOf(key);
}

/** The template that an update carries to the letter, white space aside; undefined if none. */
function templateIn(setting: Setting, incident: Incident, update: Update, index: number): string | undefined {
  const said = oneLine(update.body);
  return templatesFor(setting, incident, update, index).find((template) =>
    namingsOf(setting, incident, index).some((names) =>
      ['', ...impactsIn(setting, incident, update, index)].some(
        (impact) => filled(template, names, impact) === said,
      ),
    ),
  );
}

function templatesFor({ policy }: Setting, incident: Incident, { wrote }: Update, index: number): string[] {
  const severity = severityAfter(policy, incident, index);
  if (!severity) return [];
  const of = (occasion: Parameters<typeof templateFor>[2]): string => templateFor(policy, severity, occasion);
  if (wrote === 'resolved') return [of('resolved'), of('resolved-partly')];
  if (index === 0) return [of('first')];
  const begun = phaseWords(wrote);
  return [of('no-change'), ...(begun === undefined ? [] : [begun])];
}

/** What [component] may name: all that was ever affected, what still was before this update, or what it speaks of. */
function namingsOf(setting: Setting, incident: Incident, index: number): string[][] {
  const suffering = (states: Affected): string[] =>
    Object.keys(states).filter((id) => states[id] !== 'operational');
  const [before, after] = [affectedAfter(incident, index - 1), affectedAfter(incident, index)];
  const ids = [Object.keys(after), suffering(before), suffering(after), Object.keys(before)];
  return ids.filter((some) => some.length > 0).map((some) => namesOfIds(setting, some));
}

/** What a text says for [specific impact], where each part of it is one of the words that are allowed. */
function impactsIn(setting: Setting, incident: Incident, update: Update, index: number): string[] {
  const allowed = allowedImpacts(setting).map((impact) => impact.toLowerCase());
  return templatesFor(setting, incident, update, index)
    .flatMap((template) => matchTemplate(template, update.body))
    .flatMap(({ values }) => values)
    .filter(({ placeholder }) => placeholder === 'specific impact')
    .map(({ text }) => oneLine(text))
    .filter((text) => text.split(/, and | and |, /).every((part) => allowed.includes(part.toLowerCase())));
}

function allowedImpacts({ policy }: Setting): string[] {
  return [...IMPACTS, ...(policy.publishing?.impacts ?? [])];
}

function namesOfIds(setting: Setting, ids: readonly string[]): string[] {
  return namesOf({ setting, entries: [], taken: new Set() }, ids);
}
