import type { Postmortem } from '../content/postmortem.ts';
import { matchWording } from '../wording/judge.ts';
import { spansOverlap } from '../wording/span.ts';
import type { RuleViolation, PostmortemContext, PostmortemRule } from './engine/rule.ts';
import { createWordingContext } from './detectors/wording-matches.ts';
import { createRuleContext } from './engine/context.ts';

/** A review asks what made it possible, never who it was (V8.6). */
export const blameless: PostmortemRule = {
  id: 'blameless',
  clauses: ['V8.6', 'U3.6'],
  level: 'error',
  summary: 'a review that looks at people where it should look at systems',
  appliesTo: 'postmortem',
  *check(postmortem, context) {
    if (context.policy.postmortem?.blameless !== true) return;
    yield* findBlame(postmortem, context);
  },
};

function* findBlame({ source, body }: Postmortem, context: PostmortemContext): Iterable<RuleViolation> {
  const words = createWordingContext(createRuleContext(context, [], 0), 'postmortem');
  const text = source.text.slice(body.start, body.end);
  const hits = matchWording(text, words);
  // What is blame is said by the rule of that name, and only once.
  const blamed = context.policy.wording.blame === 'off' ? [] : hits.filter(({ rule }) => rule === 'blame');
  for (const hit of hits) {
    if (hit.rule !== 'blameless' || blamed.some((other) => spansOverlap(other, hit))) continue;
    const said = hit.text.replace(/\s+/g, ' ');
    const short = said.length > 60 ? `${said.slice(0, 57).trimEnd()}…` : said;
    yield {
      at: { start: body.start + hit.start, end: body.start + hit.end },
      message: `"${short}" puts it on a person: ${hit.why.replace(/^(?:It|To|A|The) /, (word) => word.toLowerCase())}`,
      ...(hit.instead !== undefined && { help: hit.instead }),
      ...(hit.level !== 'error' && { level: 'warn' as const }),
    };
  }
}
