import type { Setting } from '../../content/content.ts';
import { inOrder } from '../../content/finding.ts';
import type { Finding } from '../../content/finding.ts';
import type { Entry, Incident } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { readWaivers } from '../../content/parse-update-directives.ts';
import { unreadable } from '../../content/parse-incident.ts';
import { PUBLIC_SUMMARY, sectionTitled } from '../../content/postmortem.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { Source, Span } from '../../content/source.ts';
import type { WordingKind } from '../../wording/context.ts';
import { RULES } from '../index.ts';
import { lintEntry } from './lint.ts';
import { lintPostmortem, postmortemContext } from './lint-postmortem.ts';
import { contextOf } from './context.ts';

/** What the rules on wording say of a text, as if it were an update of an incident (V4.2, V6.1, V6.2, V6.3, V13.2). */
export function judgeText(setting: Setting, source: Source, now: Instant): Finding[] {
  return judgeWords(setting, source, { start: 0, end: source.text.length }, 'incident', now);
}

/** What the rules say of a postmortem: its form, no blame and no guesses (V8.3 to V8.6), and what is published of it. */
export function judgePostmortem(
  setting: Setting,
  postmortem: Postmortem,
  entries: readonly Entry[],
  now: Instant,
): Finding[] {
  const { source, body, publish } = postmortem;
  const summary = publish ? sectionTitled(postmortem, PUBLIC_SUMMARY)?.spans.body : undefined;
  // Customers read the summary: it is judged as an update is, and the rest as what the team reads.
  const parts: readonly [Span, WordingKind][] = summary
    ? [
        [{ start: body.start, end: summary.start }, 'postmortem'],
        [summary, 'incident'],
        [{ start: summary.end, end: body.end }, 'postmortem'],
      ]
    : [[body, 'postmortem']];
  return inOrder([
    ...parts.flatMap(([span, readAs]) => judgeWords(setting, source, span, readAs, now)),
    ...lintPostmortem(postmortem, postmortemContext(setting, entries, postmortem)),
  ]);
}

function judgeWords(
  setting: Setting,
  source: Source,
  body: Span,
  readAs: WordingKind,
  now: Instant,
): Finding[] {
  const findings = unreadable(source);
  if (findings.length > 0) return findings;
  const waivers = readWaivers(source, body, findings);
  const words = RULES.filter((rule) => Object.hasOwn(setting.policy.wording, rule.id));
  const entry = asUpdate(setting, source, body, waivers, now);
  return inOrder([...findings, ...lintEntry(entry, { ...contextOf(setting, [], now), readAs }, words)]);
}

/** An incident that says nothing but the text, as its one update. */
function asUpdate(
  { policy }: Setting,
  source: Source,
  body: Span,
  waivers: Incident['waivers'],
  now: Instant,
): Incident {
  const nothing = { start: 0, end: 0 };
  return {
    kind: 'incident',
    id: 'text',
    source,
    title: '',
    severity: Object.keys(policy.severities)[0] ?? '',
    components: {},
    started: now,
    detected: now,
    customerFacing: false,
    drill: false,
    internal: {},
    waivers: [],
    updates: [
      {
        id: 'text',
        at: now,
        phase: 'investigating',
        wrote: 'update',
        body: source.text.slice(body.start, body.end),
        waivers,
        spans: { heading: nothing, time: nothing, phase: nothing, body },
      },
    ],
  };
}
