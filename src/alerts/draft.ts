import type { Component } from '../content/site.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { componentsMeant } from '../response/choosing.ts';
import { incidentAfter } from '../response/change.ts';
import type { Change } from '../response/change.ts';
import { withFront } from '../response/file-text.ts';
import type { Edit } from '../response/file-text.ts';
import { commanderFor, open } from '../response/open.ts';
import { Refused } from '../response/refused.ts';
import { severityOf } from '../response/update.ts';
import { asksImpact, filled, namesOf, templateFor, titleFor } from '../response/default-text.ts';
import type { World } from '../response/context.ts';
import type { Alert } from './alert.ts';
import type { Meaning } from './map-to-policy.ts';
import { harmless, shownUrl } from './sanitize.ts';

/** Stands where the component should: the validator says what to write there. */
const UNKNOWN = 'unknown';

/**
 * The incident that an alert would be (V2.1, V3.1): the component's name and the template's words, never the machine's.
 * What isn't known is left open in the file, where the validator asks for it. The machine's own words are kept only in
 * the internal notes of a repository that not everybody can read.
 */
export function draft(
  world: World,
  alert: Alert,
  meaning: Meaning,
  now: Instant,
  isPrivate: boolean,
): Change {
  const { severity } = meaning;
  const within = forgiving(world);
  const ids = meaning.components.length > 0 ? meaning.components : [UNKNOWN];
  const impact = impactOf(world, ids);
  const change = open(
    within,
    {
      severity: severity.key,
      component: ids,
      ...(impact === undefined
        ? {
            title: titleFor(namesOf(within, ids), componentsMeant(within.setting, ids, severity)),
            impact: '[specific impact]',
          }
        : { impact }),
      detected: formatInstant(Math.min(alert.startsAt ?? now, now)),
      source: 'alert',
      another: true,
      unattended: true,
    },
    now,
  );
  const url = shownUrl(alert, isPrivate);
  const source: Edit[] = url === undefined ? [] : [[['internal', 'source'], { kind: 'alert', url }]];
  const notes: Edit[] = isPrivate ? [[['internal', 'notes'], notesOf(alert)]] : [];
  return readable(change, [...source, ...notes]) ?? readable(change, source) ?? change;
}

/** The change with fields written; undefined where the file couldn't be read after. */
function readable(change: Change, edits: readonly Edit[]): Change | undefined {
  try {
    const edited = { ...change, text: withFront(change, edits) };
    incidentAfter(edited);
    return edited;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function notesOf({ title, details }: Alert): string {
  return harmless(details.trim() === '' ? title : `${title}\n\n${details}`);
}

/** A world that lets a draft be written without a component or a commander: what lacks is said in its pull request. */
function forgiving(world: World): World {
  const { setting } = world;
  const { commander, ...required } = setting.policy.required;
  const unknown: Component = {
    ...setting.components[0]!,
    id: UNKNOWN,
    name: '[component]',
    aliases: [],
  };
  return {
    ...world,
    setting: {
      ...setting,
      components: [...setting.components, unknown],
      policy:
        commander !== undefined && commanderFor(world, {}) === undefined
          ? { ...setting.policy, required }
          : setting.policy,
    },
  };
}

/** What the company says customers notice when one of these fails. */
function impactOf({ setting }: World, ids: readonly string[]): string | undefined {
  const { impacts } = setting.policy.intake;
  const id = ids.find((one) => Object.hasOwn(impacts, one));
  return id === undefined ? undefined : impacts[id];
}

/**
 * The same draft with more components, and the words that were made for fewer; undefined where it has them all. Words
 * that a person wrote stay as they are.
 */
export function withComponents(world: World, incident: Incident, ids: readonly string[]): Change | undefined {
  const added = ids.filter((id) => !Object.hasOwn(incident.components, id));
  if (added.length === 0) return undefined;
  const severity = severityOf(world, incident);
  const states = componentsMeant(world.setting, added, severity);
  const old = Object.keys(incident.components);
  const all = { ...incident.components, ...states };
  const [before, after] = [old, Object.keys(all)].map((list) => namesOf(world, list)) as [string[], string[]];
  const impact = impactOf(world, old);
  const made = titleFor(before, incident.components, impact) === incident.title;
  const title = made ? titleFor(after, all, impact) : incident.title;
  const edits: Edit[] = Object.entries(states).map(([id, state]) => [['components', id], state]);
  const text = withFront(incident.source, [...edits, ...(made ? [[['title'], title] as Edit] : [])]);
  const template = templateFor(world.setting.policy, severity, 'first');
  const asked = asksImpact(world.setting.policy, severity) ? (impact ?? '[specific impact]') : '';
  const [was, is] = [before, after].map((names) => filled(template, names, asked)) as [string, string];
  return {
    deed: 'open',
    id: incident.id,
    path: incident.source.path,
    text: text.replace(`\n\n${was}\n`, () => `\n\n${is}\n`),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    words: is,
  };
}
