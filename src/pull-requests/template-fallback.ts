import type { Setting } from '../content/content.ts';
import { affectedAfter } from '../content/incident.ts';
import type { Entry, Incident } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { severityAfter } from '../content/policy.ts';
import { withFront } from '../response/file-text.ts';
import {
  filled,
  IMPACTS,
  namesOf,
  othersAffected,
  phaseWords,
  templateFor,
  titleFor,
} from '../response/default-text.ts';
import type { World } from '../response/context.ts';
import type { ChangedFile } from './pull-request.ts';
import type { LineRange } from './suggestions.ts';
import { freeWords } from './custom-wording.ts';
import type { EntryChange } from './custom-wording.ts';

/** The policy's own words in the place of somebody's: lines of one file, to be taken by a click. */
export interface Offer {
  readonly path: string;
  readonly lines: LineRange;
  /** What stands in these lines then. */
  readonly text: string;
  /** What customers would read. */
  readonly words: string;
}

/** What a template says for [specific impact] when nobody has said it. */
const UNSAID = 'errors when using it';

/**
 * The templates for what a pull request says in words of its own; undefined where no template could say it: a
 * correction, planned work, a lowered severity, a file that can't be read, several files.
 */
export function offerFor(
  setting: Setting,
  entries: readonly Entry[],
  files: readonly ChangedFile[],
  changes: readonly EntryChange[],
): Offer | undefined {
  const [file, ...others] = files;
  const { before, after } = changes[0] ?? {};
  if (!file?.after || others.length > 0 || after?.kind !== 'incident') return undefined;
  const published = before?.updates.length ?? 0;
  const bodies = after.updates
    .slice(published)
    .map((_, index) => templateWords({ setting, entries, taken: new Set() }, after, published + index));
  if (bodies.length === 0) return undefined;
  const text = inTemplates(setting, after, bodies, before === undefined);
  const { value } = parseIncident({ path: file.path, text }, setting.site.timezone);
  const would = { ...(before && { before }), ...(value && { after: value }) };
  if (!value || freeWords(setting, would).length > 0) return undefined;
  return { path: file.path, ...differing(file.after.text, text), words: bodies.join('\n\n') };
}

/** The words that the tool itself would have written for an update (V5.1 to V5.3). */
function templateWords(world: World, incident: Incident, index: number): string {
  const { policy } = world.setting;
  const { wrote, at, body } = incident.updates[index]!;
  const severity = severityAfter(policy, incident, index);
  if (!severity) return body;
  const [before, after] = [affectedAfter(incident, index - 1), affectedAfter(incident, index)];
  const suffering = Object.keys(before).filter((id) => before[id] !== 'operational');
  const names = namesOf(world, suffering.length > 0 ? suffering : Object.keys(after));
  if (wrote === 'resolved') {
    const partly = othersAffected(world, incident, after, at);
    return filled(templateFor(policy, severity, partly ? 'resolved-partly' : 'resolved'), names);
  }
  if (index > 0) return filled(phaseWords(wrote) ?? templateFor(policy, severity, 'no-change'), names);
  const said = `${body} ${incident.title}`.toLowerCase();
  const impacts = [...IMPACTS, ...(policy.publishing?.impacts ?? [])];
  const impact = impacts.find((one) => said.includes(one.toLowerCase())) ?? UNSAID;
  return filled(templateFor(policy, severity, 'first'), names, impact);
}

/** The file with templates for the words of its last updates, and the tool's title where none is published. */
function inTemplates(
  setting: Setting,
  incident: Incident,
  bodies: readonly string[],
  fresh: boolean,
): string {
  const { source, updates, components } = incident;
  let { text } = source;
  const first = updates.length - bodies.length;
  for (const [index, body] of [...bodies.entries()].toReversed()) {
    const { body: span } = updates[first + index]!.spans;
    text = text.slice(0, span.start) + body + text.slice(span.end);
  }
  if (!fresh) return text;
  const names = namesOf({ setting, entries: [], taken: new Set() }, Object.keys(components));
  return withFront({ path: source.path, text }, [[['title'], titleFor(names, components)]]);
}

/** The lines of one text that have to give way to make it another, and what takes their place. */
function differing(before: string, after: string): { lines: LineRange; text: string } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most - 1 && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head - 1 && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return {
    lines: { from: head + 1, to: old.length - tail },
    text: now.slice(head, now.length - tail).join('\n'),
  };
}
