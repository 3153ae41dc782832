import type { Postmortem } from '../content/postmortem.ts';
import { matchWording } from '../wording/judge.ts';
import { spansOverlap } from '../wording/span.ts';
import type { RuleViolation, PostmortemContext, PostmortemRule } from './engine/rule.ts';
import { createWordingContext } from './detectors/wording-matches.ts';
import { createRuleContext } from './engine/context.ts';

/** A review asks what made it possible, never who it was (V8.6). */
export const postmortemNoBlame: PostmortemRule = {
  id: 'postmortem-no-blame',
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
  const matches = matchWording(text, words);
  // What is blame is said by the rule of that name, and only once.
  const blamed = context.policy.wording.blame === 'off' ? [] : matches.filter(({ rule }) => rule === 'blame');
  for (const match of matches) {
    if (match.rule !== 'blameless' || blamed.some((other) => spansOverlap(other, match))) continue;
    const said = match.text.replace(/\s+/g, ' ');
    const short = said.length > 60 ? `${said.slice(0, 57).trimEnd()}…` : said;
    yield {
      at: { start: body.start + match.start, end: body.start + match.end },
      message: `"${short}" puts it on a person: ${match.why.replace(/^(?:It|To|A|The) /, (word) => word.toLowerCase())}`,
      ...(match.instead !== undefined && { help: match.instead }),
      ...(match.level !== 'error' && { level: 'warn' as const }),
    };
  }
}
