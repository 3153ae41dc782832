import type { Setting } from '../content/content.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Component } from '../content/site.ts';
import type { Given } from './inputs.ts';
import { Refused } from './refused.ts';

/** Something that could happen tonight, made from the SOP's own examples and the company's components (U6.4). */
export interface Scenario {
  /** `sev-2-dashboard-slow-or-intermittent` */
  readonly name: string;
  readonly severity: string;
  /** What the pager says. */
  readonly alert: string;
  readonly component: Component;
  /** What customers notice. */
  readonly impact: string;
}

/** Every scenario of a company: one for each example of a severity that customers see. */
export function scenariosOf({ policy, components }: Setting): Scenario[] {
  if (components.length === 0) return [];
  return Object.entries(policy.severities)
    .filter(([, severity]) => severity.public === 'always')
    .flatMap(([key, { examples, definition }]) =>
      (examples.length > 0 ? examples : definition).map((example, index) => ({
        name: `${key}-${slug(example)}`,
        severity: key,
        alert: example,
        component: componentIn(example, components) ?? components[index % components.length]!,
        impact: impactOf(example),
      })),
    );
}

/**
 * The scenario of a name; `chance`, from 0 up to 1, chooses where none is given.
 * @throws Refused
 */
export function scenarioMeant(setting: Setting, name: string | undefined, chance: number): Scenario {
  const scenarios = scenariosOf(setting);
  const names = scenarios.map((scenario) => scenario.name);
  if (scenarios.length === 0)
    throw new Refused('There is nothing to rehearse.', 'Add a component and a severity that is public.');
  if (name === undefined)
    return scenarios[Math.min(Math.floor(chance * scenarios.length), scenarios.length - 1)]!;
  const found = scenarios.find((scenario) => scenario.name === name.toLowerCase());
  if (found) return found;
  throw new Refused(
    `There is no scenario "${name}".${didYouMean(name, names)}`,
    `The scenarios are ${oneOf(names, 40)}.`,
  );
}

/** What a responder who makes no mistake says when it begins. */
export function openingOf({ severity, component, impact }: Scenario): Given {
  return { severity, component: [component.id], impact, source: 'alert', drill: true };
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The component that an example speaks of: by the first word of one of its names, in the singular or not. */
function componentIn(example: string, components: readonly Component[]): Component | undefined {
  const words = example.toLowerCase().split(/[^a-z0-9]+/);
  const stem = (name: string): string =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)[0]!
      .replace(/s$/, '');
  return components.find(({ name, aliases }) =>
    [name, ...aliases].some(
      (one) => stem(one) !== '' && words.some((word) => word.replace(/s$/, '') === stem(one)),
    ),
  );
}

const IMPACTS: readonly (readonly [RegExp, string])[] = [
  [/payment/i, 'failed payments'],
  [/delay|late/i, 'delays'],
  [/slow|performance|degrad/i, 'slow pages'],
  [/order/i, 'failed orders'],
];

function impactOf(example: string): string {
  return IMPACTS.find(([pattern]) => pattern.test(example))?.[1] ?? 'errors when using it';
}
