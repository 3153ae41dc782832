import type { SiteContext } from '../content/content.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { Component } from '../content/site.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';

/** Something that could happen tonight, made from the SOP's own examples and the company's components (U6.4). */
export interface DrillScenario {
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
export function createDrillScenarios({ policy, components }: SiteContext): DrillScenario[] {
  if (components.length === 0) return [];
  return Object.entries(policy.severities)
    .filter(([, severity]) => severity.public === 'always')
    .flatMap(([key, { examples, definition }]) =>
      (examples.length > 0 ? examples : definition).map((example, index) => ({
        name: `${key}-${toSlug(example)}`,
        severity: key,
        alert: example,
        component: findMentionedComponent(example, components) ?? components[index % components.length]!,
        impact: guessImpact(example),
      })),
    );
}

/**
 * The scenario of a name; `chance`, from 0 up to 1, chooses where none is given.
 * @throws Refused
 */
export function chooseDrillScenario(
  siteContext: SiteContext,
  name: string | undefined,
  chance: number,
): DrillScenario {
  const scenarios = createDrillScenarios(siteContext);
  const names = scenarios.map((scenario) => scenario.name);
  if (scenarios.length === 0)
    throw new InputError('There is nothing to rehearse.', 'Add a component and a severity that is public.');
  if (name === undefined)
    return scenarios[Math.min(Math.floor(chance * scenarios.length), scenarios.length - 1)]!;
  const found = scenarios.find((scenario) => scenario.name === name.toLowerCase());
  if (found) return found;
  throw new InputError(
    `There is no scenario "${name}".${formatDidYouMean(name, names)}`,
    `The scenarios are ${formatAlternatives(names, 40)}.`,
  );
}

/** What a responder who makes no mistake says when it begins. */
export function scenarioInputOf({ severity, component, impact }: DrillScenario): IncidentInput {
  return { severity, component: [component.id], impact, source: 'alert', drill: true };
}

function toSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The component that an example speaks of: by the first word of one of its names, in the singular or not. */
function findMentionedComponent(example: string, components: readonly Component[]): Component | undefined {
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

const IMPACT_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/payment/i, 'failed payments'],
  [/delay|late/i, 'delays'],
  [/slow|performance|degrad/i, 'slow pages'],
  [/order/i, 'failed orders'],
];

function guessImpact(example: string): string {
  return IMPACT_PATTERNS.find(([pattern]) => pattern.test(example))?.[1] ?? 'errors when using it';
}
