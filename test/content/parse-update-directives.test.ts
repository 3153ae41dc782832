import { expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { formatInstant } from '../../src/time/instant.ts';

function read(lines: string): string {
  const text = `---\ntitle: Slow\nseverity: sev-2\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n${lines}\n`;
  const { value, partial, diagnostics } = parseIncident({ path: 'incidents/slow.md', text }, 'UTC');
  const [update] = (value ?? partial)!.updates;
  const { nextUpdate, severity, body } = update!;
  const parts = [
    nextUpdate === undefined ? '-' : formatInstant(nextUpdate),
    severity ?? '-',
    JSON.stringify(body),
    ...diagnostics.map(({ message }) => message),
  ];
  return parts.join(' | ');
}

test.each([
  ['Next update: 2026-11-22T12:00Z\n\nText.', '2026-11-22T12:00Z | - | "Text."'],
  ['severity: sev-1\nnext update : 2026-11-22 13:00+01:00\n\nText.', '2026-11-22T12:00Z | sev-1 | "Text."'],
  [
    'Next update: 2026-11-22 13:00\n\nText.',
    '- | - | "Text." | "2026-11-22 13:00" is not a time with a time zone.',
  ],
  ['Next update: in 30 minutes.\n\nText.', '- | - | "Next update: in 30 minutes.\\n\\nText."'],
  ['Text.\n\nNext update: 2026-11-22T12:00Z', '- | - | "Text.\\n\\nNext update: 2026-11-22T12:00Z"'],
])('V12.2 %j: %s', (lines, expected) => {
  expect(read(lines)).toBe(expected);
});
