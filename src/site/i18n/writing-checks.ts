import type { WritingCheck } from '../../content/writing-checks.ts';
import type { PublicCommitments } from '../../status/service-commitments.ts';

/** Sentences about the rules on wording; each takes a list of what they look for. */
export interface WritingSentences {
  readonly names: Readonly<Record<WritingCheck, string>>;
  readonly checked: (checks: string) => string;
  /** The most common forms only. */
  readonly core: (checks: string) => string;
  readonly withoutWords: (checks: string) => string;
  readonly off: (checks: string) => string;
}

/** One sentence for each state that some rule has. */
export function describeWritingChecks(
  checks: PublicCommitments['writing'],
  { names, checked, core, withoutWords, off }: WritingSentences,
  list: (words: readonly string[]) => string,
): string[] {
  const sentences = { on: checked, core, 'no-words': withoutWords, off } as const;
  return (['on', 'core', 'no-words', 'off'] as const).flatMap((state) => {
    const of = checks.filter((one) => one.state === state).map(({ check }) => names[check]);
    return of.length === 0 ? [] : [sentences[state](list(of))];
  });
}
