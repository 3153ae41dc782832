import type { Setting } from '../content/content.ts';
import type { Affected } from '../content/incident.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { Component } from '../content/site.ts';
import { Refused } from './refused.ts';

/** What a component suffers from where nobody says: read from how grave the severity is for customers. */
const STATES: Readonly<Record<Severity['impact'], ComponentState>> = {
  critical: 'major-outage',
  major: 'partial-outage',
  minor: 'degraded',
  none: 'operational',
};

/**
 * The severity that is meant.
 * @throws Refused
 */
export function severityMeant(policy: Policy, text: string): Severity {
  const found = findSeverity(policy, text);
  if (found) return found;
  const keys = Object.keys(policy.severities);
  throw new Refused(
    `There is no severity "${text}".${didYouMean(text, keys)}`,
    `The severities are ${oneOf(keys)}.`,
  );
}

/**
 * The components that are meant, by id, name or alias, with their states: as said, or as the severity goes.
 * @throws Refused
 */
export function componentsMeant(setting: Setting, said: readonly string[], severity: Severity): Affected {
  const states: Record<string, ComponentState> = {};
  for (const item of said.flatMap((one) => one.split(','))) {
    if (item.trim() === '') continue;
    const [name = '', state] = item.split(/[=:]/);
    const { id } = componentMeant(setting, name);
    states[id] = state === undefined ? STATES[severity.impact] : stateMeant(state);
  }
  return states;
}

/**
 * Reads `checkout degraded, orders operational`, or `all operational`, of components that the incident names or not.
 * @throws Refused
 */
export function affectsMeant(setting: Setting, text: string, current: Affected): Affected {
  const states: Record<string, ComponentState> = {};
  for (const item of text.split(',')) {
    const plain = item.trim();
    if (plain === '') continue;
    const parts = /^(.*?)(?:\s*[=:]\s*|\s+)([^\s=:]+)$/.exec(plain);
    if (!parts)
      throw new Refused(
        `"${plain}" does not say what the component suffers from.`,
        `Write --affects "${plain} degraded"; the states are ${oneOf(COMPONENT_STATES)}.`,
      );
    const state = stateMeant(parts[2]!);
    if (/^(?:all|everything)$/i.test(parts[1]!)) for (const id of Object.keys(current)) states[id] = state;
    else states[componentMeant(setting, parts[1]!).id] = state;
  }
  return states;
}

function componentMeant({ components }: Setting, text: string): Component {
  const wanted = text.trim().toLowerCase();
  const spellings = (one: Component): string[] =>
    [one.id, one.name, ...one.aliases].map((name) => name.toLowerCase());
  const found =
    components.find(({ id }) => id === wanted) ?? components.find((one) => spellings(one).includes(wanted));
  if (found) return found;
  const ids = components.map(({ id }) => id);
  const names = [...new Set(components.flatMap((one) => [one.id, ...spellings(one)]))];
  throw new Refused(
    `There is no component "${text.trim()}".${didYouMean(wanted, names)}`,
    `The components are ${oneOf(ids)}.`,
  );
}

function stateMeant(text: string): ComponentState {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  const found = COMPONENT_STATES.find((state) => state === plain);
  if (found) return found;
  throw new Refused(
    `"${text.trim()}" is no state of a component.${didYouMean(plain, COMPONENT_STATES)}`,
    `The states are ${oneOf(COMPONENT_STATES)}.`,
  );
}
