import { z } from 'zod';
import { COMPONENT_STATES, INCIDENT_PHASES, MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { Impact, WordTable } from './words.ts';
import { toWordKey } from './words.ts';

const phase = z.enum([...INCIDENT_PHASES, ...MAINTENANCE_PHASES, 'update']);

/** What `--words` may hold. */
const wordsSchema = z.strictObject({
  phases: z.record(z.string(), phase).default({}),
  severities: z.record(z.string(), z.union([z.enum(SEVERITY_IMPACTS), z.enum(COMPONENT_STATES)])).default({}),
});

const STATE_OF: Readonly<Record<Impact, ComponentState>> = {
  none: 'operational',
  minor: 'degraded',
  major: 'partial-outage',
  critical: 'major-outage',
};
const IMPACT_OF: Readonly<Record<string, Impact>> = Object.fromEntries(
  Object.entries(STATE_OF).map(([impact, state]) => [state, impact as Impact]),
);

/** Reads a words file; or what is wrong with it, in one sentence. */
export function parseWords(data: unknown): { readonly words: WordTable } | { readonly fault: string } {
  const checked = wordsSchema.safeParse(data ?? {});
  if (!checked.success) {
    const { path, message } = checked.error.issues[0]!;
    return { fault: `${path.join('.') || 'the file'}: ${message}` };
  }
  const { phases, severities } = checked.data;
  return {
    words: {
      phases: Object.fromEntries(Object.entries(phases).map(([word, one]) => [toWordKey(word), one])),
      severities: Object.fromEntries(
        Object.entries(severities).map(([word, one]) => {
          const impact = IMPACT_OF[one] ?? (one as Impact);
          return [toWordKey(word), [impact, STATE_OF[impact]] as const];
        }),
      ),
    },
  };
}
