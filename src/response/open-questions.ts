import { affectedAfter } from '../content/incident.ts';
import { oneOf } from '../text/did-you-mean.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { componentsMeant, severityMeant } from './choosing.ts';
import { OTHER } from './inputs.ts';
import type { Answer, Given, Question } from './inputs.ts';
import { commanderFor, isShown } from './open.ts';
import { asksImpact, IMPACTS } from './default-text.ts';
import { openIncidents } from './context.ts';
import type { World } from './context.ts';

/** What `open` still has to ask: severity and components, and the rest only where it has no right default. */
export function openQuestions(world: World, given: Given): Question[] {
  const { policy } = world.setting;
  const severity = given.severity === undefined ? undefined : severityMeant(policy, given.severity);
  return [
    ...(severity ? [] : [askSeverity(policy)]),
    ...(given.component?.some((one) => one.trim() !== '') ? [] : [askComponents(world)]),
    ...(severity ? askAnother(world, given, severity) : []),
    ...(severity ? askMore(policy, severity, given) : []),
    ...(policy.required.commander !== undefined && commanderFor(world, given) === undefined
      ? [askCommander(policy, policy.required.commander)]
      : []),
  ];
}

function askSeverity(policy: Policy): Question {
  const severities = Object.entries(policy.severities);
  return {
    flag: `--severity ${oneOf(severities.map(([key]) => key))
      .replaceAll(', ', '|')
      .replace(' or ', '|')}`,
    kind: 'choose',
    ask: 'How severe is it?',
    guide: severities.map(([key, severity]) => describe(key, severity)).join('\n\n'),
    choices: severities.map(([key, severity]) => ({
      value: key,
      label: `${key.toUpperCase()} ${severity.name}`,
      hint: severity.definition.join('; '),
    })),
    take: (answer) => ({ severity: String(answer) }),
  };
}

/** What the SOP says of a severity: what it is, with examples (V1.1), and the worked ones of the appendix (V14.1). */
function describe(key: string, severity: Policy['severities'][string]): string {
  const examples = [...new Set([...severity.examples, ...severity.classification])];
  return [
    `${key.toUpperCase()} ${severity.name}${severity.response === undefined ? '' : ` (${severity.response})`}`,
    `  ${severity.definition.join('; ')}`,
    ...(examples.length > 0 ? [`  such as: ${examples.join('; ')}`] : []),
  ].join('\n');
}

function askComponents({ setting }: World): Question {
  return {
    flag: `--component ${setting.components[0]?.id ?? 'NAME'}`,
    kind: 'choose-many',
    ask: 'What is affected? (space to mark, return to go on)',
    choices: setting.components.map(({ id, name, group }) => ({
      value: id,
      label: name,
      ...(group !== undefined && { hint: group }),
    })),
    take: (answer) => ({ component: [answer].flat().map(String) }),
  };
}

/** Two people are woken by one alert: the second is told that the first has opened it. */
function askAnother(world: World, given: Given, severity: Severity): Question[] {
  if (given.another !== undefined) return [];
  const ids = Object.keys(componentsMeant(world.setting, given.component ?? [], severity));
  const open = openIncidents(world, given.drill === true).find((one) =>
    ids.some((id) => id in affectedAfter(one, one.updates.length - 1)),
  );
  if (!open) return [];
  return [
    {
      flag: `--another (${open.id} is open for it already: npm run incident -- update --incident ${open.id})`,
      kind: 'yes-no',
      ask: `${open.id} is open already: "${open.title}". Open another?`,
      take: (answer) => ({ another: answer === true }),
    },
  ];
}

function askMore(policy: Policy, severity: Severity, given: Given): Question[] {
  if (severity.public === 'customer-facing' && given.customerFacing === undefined)
    return [askCustomers(severity)];
  const needed = isShown(severity, given) && given.text === undefined && asksImpact(policy, severity);
  return needed && (given.impact ?? '').trim() === '' ? [askImpact(given)] : [];
}

function askCustomers(severity: Severity): Question {
  return {
    flag: '--customer-facing',
    kind: 'yes-no',
    ask: `${severity.key.toUpperCase()} stays off the status page unless customers notice it. Do they?`,
    optional: true,
    take: (answer) => ({ customerFacing: answer === true }),
  };
}

function askImpact(given: Given): Question {
  const flag = '--impact "failed payments"';
  const take = (answer: Answer): Given => ({ impact: String(answer) });
  if (given.impact === '') return { flag, kind: 'line', ask: 'Customers may experience …', take };
  return {
    flag,
    kind: 'choose',
    ask: 'What do customers notice? "Some users may experience …"',
    choices: [
      ...IMPACTS.map((impact) => ({ value: impact, label: impact })),
      { value: OTHER, label: 'something else: write it' },
    ],
    take: (answer) => ({ impact: answer === OTHER ? '' : String(answer) }),
  };
}

function askCommander(policy: Policy, role: string): Question {
  const name = policy.roles[role]?.name ?? role;
  return {
    flag: '--commander "@name"',
    kind: 'line',
    ask: `Who is ${name.toLowerCase()}? A GitHub name, such as @amina (status.yaml names nobody)`,
    take: (answer) => ({ commander: String(answer) }),
  };
}
