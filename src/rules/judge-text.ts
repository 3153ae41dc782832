import type { Setting } from '../core/content.ts';
import { inOrder } from '../core/finding.ts';
import type { Finding } from '../core/finding.ts';
import type { Incident } from '../core/incident.ts';
import type { Instant } from '../core/instant.ts';
import type { Source } from '../core/source.ts';
import { RULES } from './index.ts';
import { contextOf, lintEntry } from './lint.ts';

/** What the rules on wording say of a text, as if it were an update of an incident (V4.2, V6.1, V6.2, V6.3, V13.2). */
export function judgeText(setting: Setting, source: Source, now: Instant): Finding[] {
  const words = RULES.filter((rule) => Object.hasOwn(setting.policy.wording, rule.id));
  return inOrder(lintEntry(asUpdate(setting, source, now), contextOf(setting, [], now), words));
}

/** An incident that says nothing but the text: its one update is the whole source. */
function asUpdate({ policy }: Setting, source: Source, now: Instant): Incident {
  const nothing = { start: 0, end: 0 };
  const body = { start: 0, end: source.text.length };
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
        body: source.text,
        waivers: [],
        spans: { heading: nothing, time: nothing, phase: nothing, body },
      },
    ],
  };
}
