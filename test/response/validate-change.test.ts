import { expect, test } from 'vitest';
import { separateKnownWarnings } from '../../src/response/validate-change.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { validateChange } from '../../src/response/validate-change.ts';
import { respondWorld } from '../support/incident-context.ts';

const NOW = Date.parse('2026-11-22T09:40Z');
const PATH = 'incidents/2026-11-22-checkout.md';
const file = (...sections: readonly string[]): string =>
  `---\ntitle: Checkout unavailable\nseverity: sev-1\ncomponents: { checkout: major-outage }\ndetected: 2026-11-22T09:00Z\n---\n${sections.map((section) => `\n## ${section}\n`).join('')}`;

const FIRST = '2026-11-22T09:10Z investigating\n\nSome requests to our API fail.';
const SECOND = '2026-11-22T09:40Z update\n\nSome requests to our API fail, and others are slow.';

const read = (
  text: string,
  publishedText?: string,
): { warnings: Diagnostic[]; fresh: string[]; known: number } => {
  const world = respondWorld();
  const context = {
    ...world,
    ...(publishedText !== undefined && {
      published: {
        commit: 'a'.repeat(40),
        at: NOW - 60_000,
        incidents: [{ path: PATH, text: publishedText }],
      },
    }),
  };
  const change = {
    kind: 'update',
    id: '2026-11-22-checkout',
    path: PATH,
    text,
    subject: '',
    publicText: '',
  } as const;
  const diagnostics = validateChange(context, change, NOW);
  const { fresh, knownCount } = separateKnownWarnings(context, change, diagnostics, NOW);
  return {
    warnings: diagnostics.filter(({ level }) => level !== 'error'),
    fresh: fresh.filter(({ level }) => level !== 'error').map(({ location }) => String(location.line)),
    known: knownCount,
  };
};

test('warnings about text that is public are only counted; those about the new text are shown', () => {
  const one = read(file(FIRST), undefined);
  expect(one.warnings.length).toBeGreaterThan(0);
  expect(one.fresh).toHaveLength(one.warnings.length);
  const again = read(file(FIRST, SECOND), file(FIRST));
  expect(again.known).toBe(one.warnings.length);
  expect(again.fresh).toEqual(
    again.warnings.slice(one.warnings.length).map(({ location }) => String(location.line)),
  );
  expect(again.fresh.length).toBeGreaterThan(0);
  expect(new Set(again.fresh)).toEqual(new Set(['14']));
});
