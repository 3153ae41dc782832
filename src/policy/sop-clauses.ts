import type { SiteContext } from '../content/content.ts';
import type { Policy } from '../content/policy.ts';
import { formatWeekTime } from '../on-call/shifts.ts';
import { rulesWithCoreWords, rulesWithoutWords } from '../rules/engine/language-coverage.ts';
import { WORDING_RULE_IDS } from '../content/writing-checks.ts';
import { formatTimeLimit } from '../time/working-time.ts';
import { severityClauses } from './severity-clauses.ts';
import { enforce, leave, remind, timed } from './sop-clause.ts';
import type { SopClause, Written } from './sop-clause.ts';

export interface SopSection {
  readonly title: string;
  readonly clauses: readonly SopClause[];
}

/** The policy as sections of a readable SOP. A part that the policy leaves out has no section. */
export function sopSectionsOf(siteContext: SiteContext): SopSection[] {
  const { policy } = siteContext;
  const unchecked = new Set(rulesWithoutWords(siteContext));
  const sections: [string, readonly Written[]][] = [
    ['Purpose', policy.purpose.map(leave)],
    ...Object.entries(policy.severities).map(([key, severity]): [string, Written[]] => [
      `${key.toUpperCase()}: ${severity.name}`,
      severityClauses(policy, { ...severity, key }),
    ]),
    ['Office hours', officeHoursClauses(policy)],
    ['Choosing the severity', policy.classify.map(({ ask, severity }) => remind(`${ask} → ${severity}`))],
    [
      'Roles',
      Object.values(policy.roles).flatMap(({ name, duties, deputies }) => [
        leave(`${name}: ${duties.join(', ') || 'no duties'}`),
        deputies.length > 0 &&
          remind(
            `While no one holds it: ${deputies.map((deputy) => policy.roles[deputy]?.name ?? deputy).join(', ')}.`,
          ),
      ]),
    ],
    ['Audiences', Object.entries(policy.audiences).map(([key, who]) => leave(`${key}: ${who.name}`))],
    [
      'Hand-over',
      [
        timed(
          policy['hand-over'],
          (time) => `Within ${time} of the end of a shift, the commander of an open incident hands over.`,
        ),
      ],
    ],
    ['Security incidents', securityClauses(policy)],
    ['Detection', detectionClauses(policy)],
    ['Stopping further harm', policy.mitigation.map(leave)],
    ['Steps of the resolution', policy.steps.map(leave)],
    ['Before an incident is resolved', resolutionClauses(policy)],
    ['What customers read', wordingClauses(siteContext)],
    ['Planned maintenance', maintenanceClauses(policy)],
    ['After the incident', followUpClauses(policy)],
    ['Rollback', policy.rollback.map(leave)],
    ['Preventing recurrences', policy.guardrails.map(leave)],
    ['Channels', Object.entries(policy.channels).map(([key, where]) => leave(`${key}: ${where}`))],
    ['Tools', Object.entries(policy.tools).map(([key, tool]) => leave(`${key}: ${tool}`))],
    ['Notes on this file', policy['interpretation-notes'].map(leave)],
  ];
  return sections.flatMap(([title, written]) => {
    const clauses = written
      .filter((clause): clause is SopClause => clause !== undefined && clause !== false)
      .map((clause) => asEnforced(clause, policy, unchecked));
    return clauses.length === 0 ? [] : [{ title, clauses }];
  });
}

/** What becomes of a clause whose rule is off, or only warns. */
function asEnforced(clause: SopClause, { rules }: Policy, unchecked: ReadonlySet<string>): SopClause {
  const { text, rule } = clause;
  if (rule === undefined) return clause;
  if (unchecked.has(rule)) return leave(`${text} (Candor can’t check this in the language of the page.)`);
  if (rules[rule] === 'off') return leave(`${text} (The policy switches the rule ${rule} off.)`);
  return rules[rule] === 'warn' ? { ...clause, by: 'warns' } : clause;
}

function officeHoursClauses({ 'office-hours': hours }: Policy): Written[] {
  if (!hours) return [];
  const { weekdays, from, to, timezone, holidays } = hours;
  const days = weekdays.map((day) => formatWeekTime(day * 24 * 60).slice(0, 3)).join(', ');
  const time = (minutes: number): string => formatWeekTime(minutes).slice(4);
  const years = Object.entries(holidays).map(([year, list]) => `${list.length} in ${year}`);
  return [
    remind(`Working time passes on ${days} from ${time(from)} to ${time(to)} in ${timezone}.`),
    years.length > 0 && remind(`Without holidays: ${years.join(', ')}.`),
  ];
}

function securityClauses({ security, roles }: Policy): Written[] {
  if (!security) return [];
  const { approver, notify, details } = security;
  return [
    enforce('Until it is disclosed, a security incident is on no page, feed or API.'),
    enforce(
      'Until then, its file has a neutral name and title, no components and no updates.',
      'valid-embargo',
    ),
    details === 'elsewhere' &&
      enforce('Until then, its file has no cause, mitigation or notes.', 'valid-embargo'),
    enforce(`The ${roles[approver]?.name ?? approver} approves its disclosure.`),
    notify.length > 0 && enforce(`Until then, only these are notified: ${notify.join(', ')}.`),
    timed(security['disclose-within'], (time) => `Disclosed within ${time} of detection.`),
  ];
}

function detectionClauses({ detection, required, roles }: Policy): Written[] {
  const commander = required.commander;
  return [
    ...detection.map(leave),
    required.source && enforce('Each incident records how it was detected.', 'require-detection-source'),
    commander !== undefined &&
      enforce(`Each incident names its ${roles[commander]?.name ?? commander}.`, 'require-commander'),
  ];
}

function resolutionClauses({ resolve, monitoring, verification }: Policy): Written[] {
  return [
    resolve.cause && enforce('The cause is recorded.', 'require-cause-and-fix'),
    resolve.fix && enforce('The fix is recorded.', 'require-cause-and-fix'),
    resolve.tested && enforce('Where the fix was tested is recorded.', 'require-cause-and-fix'),
    monitoring !== undefined &&
      enforce(`A fix is monitored for ${formatTimeLimit(monitoring)}.`, 'require-monitoring-time'),
    ...Object.values(verification).map((check) => enforce(`Confirmed: ${check}`, 'require-verification')),
  ];
}

function wordingClauses(siteContext: SiteContext): Written[] {
  const { policy } = siteContext;
  const core = new Set(rulesWithCoreWords(siteContext));
  const wording = Object.entries(WORDING_RULE_IDS).map(([key, id]): Written => {
    const level = policy.wording[key as keyof typeof WORDING_RULE_IDS];
    const remark = core.has(id) ? ' (In the language of the page, Candor finds the most common forms.)' : '';
    const clause = enforce(`${WORDING_CLAUSES[id]}${remark}`, id);
    return level !== 'off' && (level === 'warn' ? { ...clause, by: 'warns' } : clause);
  });
  const { publishing } = policy;
  const approver = publishing && (policy.roles[publishing.approver]?.name ?? publishing.approver);
  return [
    ...wording,
    policy.impact && enforce('The first update says what customers notice.', 'require-impact'),
    policy.apology && enforce('The last update apologises or thanks.', 'require-apology'),
    policy.templates.resolved !== undefined &&
      enforce(`The last update reads: “${policy.templates.resolved}”`, 'require-resolution-template'),
    policy.timestamps &&
      enforce('Each change of a published update has a new, true time.', 'no-unmarked-edit'),
    approver !== undefined && enforce(`Text outside the templates waits for the ${approver}.`),
    ...policy.principles.do.map((text) => leave(`Do: ${text}`)),
    ...policy.principles.avoid.map((text) => leave(`Don’t: ${text}`)),
  ];
}

const WORDING_CLAUSES: Readonly<Record<(typeof WORDING_RULE_IDS)[keyof typeof WORDING_RULE_IDS], string>> = {
  'no-blame': 'Updates do not blame anyone.',
  'no-jargon': 'Updates have no technical jargon.',
  'no-minimising': 'Updates don’t play down what customers notice.',
  'no-promised-fix-time': 'Updates promise no time of a fix.',
  'no-speculation': 'Updates state facts, no guesses.',
};

function maintenanceClauses({ maintenance }: Policy): Written[] {
  if (!maintenance) return [];
  const { notice, close, templates } = maintenance;
  return [
    notice !== undefined &&
      enforce(`Announced at least ${formatTimeLimit(notice)} before its start.`, 'valid-maintenance-window'),
    timed(close, (time) => `Completed within ${time} of its end.`),
    ...Object.entries(templates).map(([phase, text]) => leave(`Text for ${phase}: “${text}”`)),
  ];
}

function followUpClauses({ postmortem, summary, 'sop-review': review }: Policy): Written[] {
  return [
    ...(postmortem
      ? [
          postmortem.due === undefined
            ? leave(`Postmortem for ${postmortem.for.join(', ')}, without a time.`)
            : remind(
                `Postmortem within ${formatTimeLimit(postmortem.due)} of resolution, for ${postmortem.for.join(', ')}.`,
              ),
          ...Object.entries(postmortem['by-severity']).map(([key, { due, sections, approvals }]) =>
            remind(
              [
                `For ${key}:`,
                due !== undefined && `within ${formatTimeLimit(due)};`,
                sections && `sections ${sections.map(({ title }) => title).join(', ')};`,
                approvals && `approved by ${approvals.map(({ role }) => role).join(', ')};`,
              ]
                .filter((part) => typeof part === 'string')
                .join(' ')
                .replace(/;$/, '.'),
            ),
          ),
          ...postmortem.sections.map(({ title, question }) =>
            enforce(
              `Its section “${title}”${question === undefined ? '' : `: ${question}`}`,
              'postmortem-require-sections',
            ),
          ),
          ...postmortem.approvals.map(({ role, when }) =>
            enforce(`Approved by ${role}${when === 'always' ? '' : ' if customers noticed it'}.`),
          ),
          postmortem.internal && enforce('It is internal unless it is published on purpose.'),
          postmortem['action-items'].owner &&
            enforce('Each action item has an owner.', 'postmortem-require-action-items'),
          postmortem['action-items'].deadline &&
            enforce('Each action item has a date.', 'postmortem-require-action-items'),
          postmortem.runbooks &&
            enforce('It states whether runbooks were updated.', 'postmortem-require-runbook-note'),
          postmortem.blameless && enforce('It names systems, not individuals.', 'postmortem-no-blame'),
        ]
      : []),
    summary &&
      remind(
        `Summary for ${summary.audience} within ${formatTimeLimit(summary.due)}, for ${summary.for.join(', ')}.`,
      ),
    review && remind(`The SOP is reviewed regularly; the last review was on ${review.last}.`),
  ];
}
