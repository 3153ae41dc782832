import type { Content } from '../../content/content.ts';
import { inOrder } from '../../content/finding.ts';
import type { Finding } from '../../content/finding.ts';
import type { History } from '../../publication-history/history.ts';
import type { Instant } from '../../time/instant.ts';
import { judgeHistory } from '../../publication-history/removed-incidents.ts';
import { RULES } from '../index.ts';
import { judgePostmortem } from './validate-text.ts';
import { lintEntries, lintPolicy } from './lint.ts';

const ESSENTIAL = RULES.filter((rule) => 'essential' in rule);

/**
 * Everything there is to say of a content root: faults of the format, the policy's coherence, and every rule; in order.
 * `history` is git's word, where it was asked.
 */
export function judgeContent(content: Content, now: Instant, history?: History): Finding[] {
  const { setting, entries, partial, postmortems, findings } = content;
  if (!setting) return inOrder(findings);
  return inOrder([
    ...findings,
    ...lintPolicy(setting.policy),
    ...lintEntries(setting, entries, now, RULES, history),
    ...lintEntries(setting, partial, now, ESSENTIAL),
    ...postmortems.flatMap((postmortem) => judgePostmortem(setting, postmortem, entries, now)),
    ...(history ? judgeHistory(history, setting.policy) : []),
  ]);
}
