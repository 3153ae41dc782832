import type { SiteContext } from '../content/content.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { slugify } from '../text/slug.ts';
import type { Component } from '../content/site.ts';
import { impactPhrasesOf } from './default-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';

/** A drill scenario, made from the SOP's examples and the company's components (U6.4). */
export interface DrillScenario {
  /** `sev-2-dashboard-slow-or-intermittent` */
  readonly name: string;
  readonly severity: string;
  /** The text of the pager alert. */
  readonly alert: string;
  readonly component: Component;
  /** What customers notice. */
  readonly impact: string;
}

/**
 * One scenario for each example of a severity that is always public. A severity without examples and definition has one
 * about the first component.
 */
export function createDrillScenarios(siteContext: SiteContext): DrillScenario[] {
  const { policy, components } = siteContext;
  const [first] = components;
  if (!first) return [];
  const generic = `Errors in ${first.name}`;
  const [impact = ''] = impactPhrasesOf(siteContext);
  const isEnglish = siteContext.words.language === 'en';
  return Object.entries(policy.severities)
    .filter(([, severity]) => severity.public === 'always')
    .flatMap(([key, { examples, definition }]) =>
      [examples, definition, [generic]]
        .find((list) => list.length > 0)!
        .map((example, index) => ({
          name: `${key}-${slugify(example, Number.POSITIVE_INFINITY)}`,
          severity: key,
          alert: example,
          component: findMentionedComponent(example, components) ?? components[index % components.length]!,
          impact: example === generic || !isEnglish ? impact : guessImpact(example),
        })),
    );
}

/**
 * Finds a scenario by name, or picks one at random.
 * @param chance a random number from 0 up to 1
 * @throws InputError
 */
export function chooseDrillScenario(
  siteContext: SiteContext,
  name: string | undefined,
  chance: number,
): DrillScenario {
  const scenarios = createDrillScenarios(siteContext);
  const names = scenarios.map((scenario) => scenario.name);
  if (scenarios.length === 0)
    throw new InputError(
      'There is no drill scenario.',
      'Add a component, and a severity with public: always.',
    );
  if (name === undefined)
    return scenarios[Math.min(Math.floor(chance * scenarios.length), scenarios.length - 1)]!;
  const found = scenarios.find((scenario) => scenario.name === name.toLowerCase());
  if (found) return found;
  throw new InputError(
    `There is no scenario "${name}".${formatDidYouMean(name, names)}`,
    `The scenarios are ${formatAlternatives(names, 40)}.`,
  );
}

/** The input that opens the scenario's incident. */
export function scenarioInputOf({ severity, component, impact }: DrillScenario): IncidentInput {
  return { severity, component: [component.id], impact, source: 'alert', drill: true };
}

/** The component whose name or alias begins with a word of the example, in singular or plural. */
function findMentionedComponent(example: string, components: readonly Component[]): Component | undefined {
  const words = slugify(example, Number.POSITIVE_INFINITY).split('-');
  const stem = (name: string): string => slugify(name).split('-')[0]!.replace(/s$/, '');
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

/** English, for a page in English. */
function guessImpact(example: string): string {
  return IMPACT_PATTERNS.find(([pattern]) => pattern.test(example))?.[1] ?? 'errors when using it';
}
