import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { checkNotify } from '../../../src/rules/engine/check-notify.ts';
import { companySources } from '../../notifications/support/content.ts';

const PLACE = '[{ channel: webhook, url: "https://hooks.example.com/a", secret: HOOK }]';

const findings = (notify: string): string[] =>
  checkNotify(parseContent(companySources({ notify }))).map(({ message, help }) => `${message} ${help}`);

test('an audience without a place is a finding unless the reason is given (V1.2)', () => {
  expect(findings('{}')).toEqual([]);
  expect(findings(`{ leadership: ${PLACE}, all-hands: { none: they share a room }, support-team: ${PLACE} }`))
    .toMatchInlineSnapshot(`
    [
      ""sev-3" notifies "engineering-backlog", and status.yaml names no place for them. Add engineering-backlog: to notify, or engineering-backlog: { none: the reason }.",
    ]
  `);
  expect(findings(`{ leadershp: ${PLACE} }`)[0]).toContain(
    'The policy has no audience or role "leadershp". Did you mean "leadership"?',
  );
});

test('a secret in the file is refused, and no message repeats it', () => {
  const secret = ['xoxb', '123456789012', 'abcdefghijkl'].join('-');
  const notify = `{ leadership: [{ channel: webhook, url: "https://hooks.example.com/a", secret: ${secret} }] }`;
  const { diagnostics } = parseContent(companySources({ notify }));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    `"notify.leadership.0.secret" isn't the name of a secret.`,
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain(secret);
});
