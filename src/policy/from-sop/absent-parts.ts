import type { SopQuestion } from './read-sop.ts';

type Data = Readonly<Record<string, unknown>>;

/** What a policy can say beside its severities. A document that is silent about a part is asked about it, never completed. */
const PARTS: readonly (readonly [question: string, ...paths: string[]])[] = [
  ['Who owns the SOP, and what is it for?', 'owner', 'purpose'],
  ['When is the SOP itself reviewed?', 'sop-review'],
  ['How soon after such a change is it reviewed?', 'sop-review.within'],
  ['How soon is each severity acknowledged?', 'severities.*.acknowledge'],
  [
    'How soon is the first public update, and how often are the others?',
    'severities.*.first-update',
    'severities.*.updates',
  ],
  ['How often does the team get an update?', 'severities.*.internal-updates'],
  [
    'Within which time is it fixed, and the resolution posted?',
    'severities.*.fix-within',
    'severities.*.resolution',
  ],
  [
    'Who is notified, and who is asked next while something is late?',
    'severities.*.notify',
    'severities.*.escalation',
  ],
  [
    'Which words do customers read in place of the definitions and examples?',
    'severities.*.public-definition',
    'severities.*.public-examples',
  ],
  ['Which questions propose a severity?', 'classify'],
  [
    'Which of these groups are customers, which are your own people, and what are they notified of?',
    'audiences.*.type',
  ],
  ['Who does what?', 'roles', 'roles.*.duties'],
  [
    'Which role leads an incident, and is it named from the start, with the source?',
    'required',
    'required.commander',
    'required.source',
  ],
  ['How are incidents found, and how is further harm stopped?', 'detection', 'mitigation'],
  [
    'What has to be recorded before an incident is resolved: its cause, its fix, that it was tested?',
    'resolve',
  ],
  [
    'What are the steps to a fix, how long is it monitored, and what is verified?',
    'steps',
    'monitoring',
    'verification',
  ],
  [
    'Which texts are approved in advance? Candor has some in the language of the page.',
    'templates',
    'severities.*.templates',
  ],
  [
    'Which text says that there is nothing new, and which that only a part works again?',
    'templates.no-change',
    'severities.*.templates.no-change',
    'templates.resolved-partly',
  ],
  ['Who approves other texts, and after which time is a template offered instead?', 'publishing'],
  [
    'Does the first update have to say what customers notice, and the last one apologise?',
    'impact',
    'apology',
  ],
  ['How far may the time of an update be from its publication?', 'timestamps'],
  ['Where does the team talk, where do customers read, and where are incidents reported?', 'channels'],
  ['Which tools are used?', 'tools'],
  ['What are the principles of your texts?', 'principles'],
  ['Which states count as downtime, over which window?', 'uptime'],
  ['Is there a postmortem, and when is it due?', 'postmortem'],
  [
    'What does a postmortem need?',
    'postmortem.sections',
    'postmortem.approvals',
    'postmortem.action-items',
    'postmortem.action-items.preventive-for',
  ],
  ['Who gets a summary, and when?', 'summary'],
  ['How is a release rolled back, and what prevents incidents?', 'rollback', 'guardrails'],
  ['Which rules on wording apply? All are on until you turn one off.', 'wording'],
  ['What do your monitors call a severity?', 'alerts'],
  [
    'Who is responsible for which deadline, and which clause is behind it?',
    'owner-roles',
    'clauses',
    'severities.*.clauses',
  ],
];

/** A question for each part that a policy has nothing of, or only something of. */
export function askAboutAbsent(policy: Data): SopQuestion[] {
  return PARTS.flatMap(([question, ...paths]) => {
    const absent = paths.flatMap((path) => findAbsent(policy, path));
    return absent.length === 0 ? [] : [{ text: `${question} (${absent.join(', ')})` }];
  });
}

/** The paths without a value; `*` stays where every one of them lacks it. Of an absent part, only the part itself. */
function findAbsent(policy: Data, path: string): string[] {
  const [part, rest] = path.split('.*.');
  if (rest === undefined) {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    const isPart = parent === '' || valueAt(policy, parent) !== undefined;
    return isPart && valueAt(policy, path) === undefined ? [path] : [];
  }
  const all = Object.entries((policy[part!] ?? {}) as Data);
  const absent = all.filter(([, value]) => valueAt(value, rest) === undefined);
  return absent.length === all.length ? [path] : absent.map(([key]) => `${part}.${key}.${rest}`);
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Data)[key] : undefined),
      value,
    );
}
