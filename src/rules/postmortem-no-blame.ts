import type { Postmortem } from '../content/postmortem.ts';
import { matchWording } from '../wording/match-wording.ts';
import { spansOverlap } from '../wording/span.ts';
import type { RuleViolation, PostmortemContext, PostmortemRule } from './engine/rule.ts';
import { createWordingContext } from './detectors/wording-matches.ts';
import { createRuleContext } from './engine/context.ts';

/** A postmortem asks what made the incident possible, never who caused it (V8.6). */
export const postmortemNoBlame: PostmortemRule = {
  id: 'postmortem-no-blame',
  clauses: ['V8.6', 'U3.6'],
  level: 'error',
  summary: 'a postmortem that looks at people instead of systems',
  appliesTo: 'postmortem',
  *check(postmortem, context) {
    if (context.policy.postmortem?.blameless !== true) return;
    yield* findBlame(postmortem, context);
  },
};

function* findBlame({ source, body }: Postmortem, context: PostmortemContext): Iterable<RuleViolation> {
  const wording = createWordingContext(createRuleContext(context, [], 0), 'postmortem');
  const markdown = source.text.slice(body.start, body.end);
  const matches = matchWording(markdown, wording);
  // `no-blame` reports these matches already.
  const blamed = context.policy.wording.blame === 'off' ? [] : matches.filter(({ rule }) => rule === 'blame');
  for (const match of matches) {
    if (match.rule !== 'blameless' || blamed.some((other) => spansOverlap(other, match))) continue;
    const text = match.text.replace(/\s+/g, ' ');
    const short = text.length > 60 ? `${text.slice(0, 57).trimEnd()}…` : text;
    yield {
      at: { start: body.start + match.start, end: body.start + match.end },
      message: `"${short}" blames a person: ${match.why.replace(/^(?:It|A|The) /, (word) => word.toLowerCase())}`,
      ...(match.instead !== undefined && { help: match.instead }),
      ...(match.level !== 'error' && { level: 'warn' as const }),
    };
  }
}
