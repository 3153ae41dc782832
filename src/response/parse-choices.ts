import type { SiteContext } from '../content/content.ts';
import type { ComponentStates } from '../content/incident.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import { isRetiredOn } from '../content/site.ts';
import type { Component } from '../content/site.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { InputError } from './input-error.ts';

/** By the impact of the severity. */
const DEFAULT_STATES: Readonly<Record<Severity['impact'], ComponentState>> = {
  critical: 'major-outage',
  major: 'partial-outage',
  minor: 'degraded',
  none: 'operational',
};

/** @throws InputError if the policy has no such severity */
export function parseSeverityInput(policy: Policy, text: string): Severity {
  const alias = Object.entries(policy.alerts.severities).find(
    ([name]) => name.toLowerCase() === text.trim().toLowerCase(),
  );
  const found = findSeverity(policy, text) ?? (alias && findSeverity(policy, alias[1]));
  if (found) return found;
  const keys = Object.keys(policy.severities);
  throw new InputError(
    `There is no severity "${text}".${formatDidYouMean(text, keys)}`,
    `The severities are ${formatAlternatives(keys)}.`,
  );
}

/** The state of an affected component if none is given. */
export function defaultStateOf({ impact }: Pick<Severity, 'impact'>): ComponentState {
  return DEFAULT_STATES[impact];
}

/**
 * Reads components by id, name or alias, with their states.
 * @param at when they were affected
 * @throws InputError if one is unknown, or was retired by then
 */
export function parseComponentsInput(
  siteContext: SiteContext,
  texts: readonly string[],
  defaultState: ComponentState,
  at?: Instant,
): ComponentStates {
  const states: Record<string, ComponentState> = {};
  for (const item of texts.flatMap((one) => one.split(','))) {
    if (item.trim() === '') continue;
    const [name = '', state] = item.split(/[=:]/);
    const component = findComponentByName(siteContext, name);
    const { id } = component;
    if (at !== undefined) refuseRetired(siteContext, component, at);
    states[id] = state === undefined ? defaultState : parseStateInput(state);
  }
  return states;
}

/**
 * Reads `checkout degraded, orders operational`, or `all operational`. Components may be new to the incident.
 * @throws InputError
 */
export function parseAffectsInput(
  siteContext: SiteContext,
  text: string,
  current: ComponentStates,
  at: Instant,
): ComponentStates {
  const states: Record<string, ComponentState> = {};
  for (const item of text.split(',')) {
    const plain = item.trim();
    if (plain === '') continue;
    const parts = /^(.*?)(?:\s*[=:]\s*|\s+)([^\s=:]+)$/.exec(plain);
    if (!parts)
      throw new InputError(
        `"${plain}" has no state.`,
        `Write --affects "${plain} degraded". The states are ${formatAlternatives(COMPONENT_STATES)}.`,
      );
    const state = parseStateInput(parts[2]!);
    if (/^(?:all|everything)$/i.test(parts[1]!)) for (const id of Object.keys(current)) states[id] = state;
    else {
      const component = findComponentByName(siteContext, parts[1]!);
      if (!(component.id in current)) refuseRetired(siteContext, component, at);
      states[component.id] = state;
    }
  }
  return states;
}

function refuseRetired({ site }: SiteContext, component: Component, at: Instant): void {
  if (!isRetiredOn(component, createCalendar(site.timezone).dayOf(at))) return;
  const { id, retired, source } = component;
  throw new InputError(
    `"${id}" has been retired since ${retired}, so nothing new can affect it.`,
    `Name another component, or remove "retired" from ${source.path} if it is in service.`,
  );
}

function findComponentByName({ components }: SiteContext, text: string): Component {
  const wanted = text.trim().toLowerCase();
  const spellings = (one: Component): string[] =>
    [one.id, one.name, ...one.aliases].map((name) => name.toLowerCase());
  const found =
    components.find(({ id }) => id === wanted) ?? components.find((one) => spellings(one).includes(wanted));
  if (found) return found;
  const ids = components.map(({ id }) => id);
  const names = [...new Set(components.flatMap((one) => [one.id, ...spellings(one)]))];
  throw new InputError(
    `There is no component "${text.trim()}".${formatDidYouMean(wanted, names)}`,
    `The components are ${formatAlternatives(ids)}.`,
  );
}

/** What people call the states. */
const STATE_SYNONYMS: Readonly<Record<string, ComponentState | undefined>> = {
  ...{ ok: 'operational', okay: 'operational', up: 'operational', fine: 'operational', works: 'operational' },
  ...{ working: 'operational', good: 'operational', green: 'operational', back: 'operational' },
  ...{ slow: 'degraded', impaired: 'degraded', yellow: 'degraded' },
  ...{ partial: 'partial-outage', partly: 'partial-outage', orange: 'partial-outage' },
  ...{
    down: 'major-outage',
    out: 'major-outage',
    offline: 'major-outage',
    unavailable: 'major-outage',
    red: 'major-outage',
  },
};

function parseStateInput(text: string): ComponentState {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  const found =
    COMPONENT_STATES.find((state) => state === plain) ??
    (Object.hasOwn(STATE_SYNONYMS, plain) ? STATE_SYNONYMS[plain] : undefined);
  if (found) return found;
  throw new InputError(
    `Unknown component state "${text.trim()}".${formatDidYouMean(plain, COMPONENT_STATES)}`,
    `The states are ${formatAlternatives(COMPONENT_STATES)}.`,
  );
}
