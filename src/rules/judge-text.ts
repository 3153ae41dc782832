import type { Setting } from '../core/content.ts';
import { inOrder } from '../core/finding.ts';
import type { Finding } from '../core/finding.ts';
import { readFrontMatter } from '../core/front-matter.ts';
import type { Incident } from '../core/incident.ts';
import type { Instant } from '../core/instant.ts';
import { readWaivers } from '../core/parse-directives.ts';
import { unreadable } from '../core/parse-incident.ts';
import type { Source, Span } from '../core/source.ts';
import type { WordingKind } from '../wording/context.ts';
import { RULES } from './index.ts';
import { contextOf, lintEntry } from './lint.ts';

/** What the rules on wording say of a text, as if it were an update of an incident (V4.2, V6.1, V6.2, V6.3, V13.2). */
export function judgeText(setting: Setting, source: Source, now: Instant): Finding[] {
  return judgeWords(setting, source, { start: 0, end: source.text.length }, 'incident', now);
}

/** What the rules on wording say of a postmortem: no blame and no guesses there either (V8.6). */
export function judgePostmortem(setting: Setting, source: Source, now: Instant): Finding[] {
  const front = readFrontMatter(source);
  const start = 'bodyStart' in front ? front.bodyStart : 0;
  return judgeWords(setting, source, { start, end: source.text.length }, 'postmortem', now);
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
