import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../../src/content/finding.ts';
import { parseIncident } from '../../../src/content/parse-incident.ts';
import { isPublic } from '../../../src/content/policy.ts';
import { deadlinesOf } from '../../../src/deadlines/all-deadlines.ts';
import type { Deadline } from '../../../src/deadlines/deadline.ts';
import { NO_EVIDENCE } from '../../../src/deadlines/evidence.ts';
import { eventsOf } from '../../../src/notifications/events.ts';
import { findTrialProblems } from '../../../src/policy/trial-findings.ts';
import { tryPolicy } from '../../../src/policy/trial.ts';
import { classifySeverity } from '../../../src/response/classify.ts';
import { openIncident } from '../../../src/response/open.ts';
import { createRuleContext } from '../../../src/rules/engine/context.ts';
import { lintIncidentFile, lintPolicy } from '../../../src/rules/engine/lint.ts';
import { toPublicCommitments } from '../../../src/status/service-commitments.ts';
import { enCommitmentMessages } from '../../../src/site/i18n/en-commitments.ts';
import { formatInstant } from '../../../src/time/instant.ts';
import { at, incidentText, worldOf } from '../../support/incident-content.ts';
import type { Incident } from '../../../src/content/incident.ts';

/** An incident of a certain severity, and the time at which it is looked at: those of the day of every example. */
export interface Case {
  readonly severity: string;
  readonly detected?: string;
  /** `09:10 investigating`, with directives below it. */
  readonly updates?: readonly string[];
  /** More lines of front matter. */
  readonly more?: string;
  readonly now?: string;
  /** The text of each update. */
  readonly text?: string;
}

/** A public SOP as a policy, and what can be asked of it. */
export interface Sop {
  /** `09:15`, or `09:15 late 09:30`; with the day if it is another one. `none` if nothing is expected. */
  readonly due: (kind: Deadline['kind'], about: Case) => string;
  /** Who is asked about it now. */
  readonly asked: (kind: Deadline['kind'], about: Case) => readonly string[];
  /** The audiences and roles that are notified when it opens. */
  readonly notified: (about: Case) => readonly string[];
  /** The rules that refuse it. */
  readonly refused: (about: Case) => readonly string[];
  readonly onPage: (about: Case) => boolean;
  /** What the page promises customers. */
  readonly promised: (severity: string) => readonly string[];
  /** How long before its start maintenance is announced, as the page says it. */
  readonly maintenanceNotice: () => string;
  /** The severity that the questions propose for these answers. */
  readonly classified: (...answers: readonly boolean[]) => string;
  /** The first update that Candor writes. */
  readonly firstText: (severity: string, impact: string) => string;
}

/** A clause in this project's own words: what shows that the policy expresses it, or the line of the docs that says that it can't. */
export type Clause =
  | readonly [clause: string, probe: (sop: Sop) => unknown, expected: unknown]
  | readonly [clause: string, unsupported: string];

const DOCS = readFileSync(new URL('../../../docs/reference/policy.md', import.meta.url), 'utf8');
const NOT_SUPPORTED = DOCS.slice(DOCS.indexOf('\n## Not supported\n')).replace(/\s+/g, ' ');

/** The tests of one SOP: its policy is valid and its own texts pass, and each clause is expressed, or named in the docs. */
export function describeSop(name: string, policy: string, site: string, clauses: readonly Clause[]): void {
  const worldWith = (incidents: Readonly<Record<string, string>>) =>
    worldOf(incidents, { extra: policy, site });
  const { siteContext } = worldWith({});
  const sop = createSop(worldWith);
  describe(name, () => {
    test('is a policy without findings, whose own texts its rules accept', () => {
      expect(lintPolicy(siteContext.policy).filter(({ level }) => level === 'error')).toEqual([]);
      const problems = findTrialProblems(siteContext, tryPolicy(siteContext, at('12:00')));
      expect(hasErrors(problems) ? problems.map(({ message }) => message) : []).toEqual([]);
    });

    test.each(clauses.filter((clause) => clause.length === 3))('%s', (_clause, probe, expected) => {
      expect(probe(sop)).toEqual(expected);
    });

    test.each(clauses.filter((clause) => clause.length === 2))('not supported: %s', (_clause, line) => {
      expect(NOT_SUPPORTED).toContain(line);
    });
  });
}

function createSop(
  worldWith: (incidents: Readonly<Record<string, string>>) => ReturnType<typeof worldOf>,
): Sop {
  const worldFor = ({
    severity,
    detected = '09:00',
    updates = [],
    more = '',
    text = 'Some words.',
  }: Case) => {
    const front = [`severity: ${severity}`, `detected: ${detected}`, more].filter(Boolean).join('\n');
    return worldWith({ one: incidentText(front, updates).replaceAll('Some words.', text) });
  };
  const find = (kind: Deadline['kind'], about: Case): Deadline | undefined => {
    const { siteContext, entries } = worldFor(about);
    const now = at(about.now ?? about.detected ?? '09:00');
    return deadlinesOf(siteContext, entries, NO_EVIDENCE, now).find((deadline) => deadline.kind === kind);
  };
  return {
    due: (kind, about) => {
      const deadline = find(kind, about);
      if (!deadline) return 'none';
      const { due, late } = deadline;
      return due === late ? clock(due) : `${clock(due)} late ${clock(late)}`;
    },
    asked: (kind, about) =>
      find(kind, about)?.ask.map((party) => [party.name, ...party.people].join(' ')) ?? [],
    notified: (about) => {
      const { siteContext, entries } = worldFor(about);
      return eventsOf(siteContext.policy, entries, at('09:00')).find(({ key }) => key === 'opened')!
        .audiences;
    },
    refused: (about) => {
      const { siteContext, entries } = worldFor(about);
      const context = createRuleContext(siteContext, entries, at('23:00'));
      const found = entries.flatMap((event) => lintIncidentFile(event, context));
      return [...new Set(found.flatMap(({ rule, level }) => (level === 'error' ? [rule] : [])))].toSorted();
    },
    onPage: (about) => {
      const { siteContext, entries } = worldFor(about);
      return isPublic(siteContext.policy, entries[0]!);
    },
    promised: (severity) => {
      const { policy, words } = worldWith({}).siteContext;
      const own = toPublicCommitments(policy, words).severities.find(({ key }) => key === severity);
      return own ? enCommitmentMessages.commitments(own) : [];
    },
    maintenanceNotice: () => {
      const { policy, words } = worldWith({}).siteContext;
      return enCommitmentMessages.notice(toPublicCommitments(policy, words).notice!);
    },
    classified: (...answers) => classifySeverity(worldWith({}).siteContext.policy, answers).severity,
    firstText: (severity, impact) => {
      const context = { ...worldWith({}), usedIds: new Set<string>() };
      const input = { severity, component: ['checkout'], impact, customerFacing: true, commander: '@lead' };
      const change = openIncident(context, input, at('09:00'));
      return (parseIncident(change).value as Incident).updates[0]!.body;
    },
  };
}

const DAY_OF_EXAMPLES = '2026-11-22T';

function clock(time: number): string {
  return formatInstant(time).replace(DAY_OF_EXAMPLES, '').replace(/Z$/, '');
}
