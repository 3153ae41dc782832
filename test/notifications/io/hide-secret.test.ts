import { expect, test } from 'vitest';
import { hideSecret } from '../../../src/notifications/io/hide-secret.ts';

const URL_SECRET = 'https://hooks.example.com/services/T0/SECRETSECRET?sig=a%2Fbcdefgh';

test.each([
  [`Cannot POST /services/T0/SECRETSECRET?sig=a%2Fbcdefgh`, 'Cannot POST $HOOK'],
  ['no SECRETSECRET here', 'no $HOOK here'],
  ['sig a/bcdefgh', 'sig $HOOK'],
  ['services T0', '$HOOK T0'],
  ['fine', 'fine'],
])('%s', (text, hidden) => expect(hideSecret(text, 'HOOK', URL_SECRET)).toBe(hidden));

test('a token and a password', () => {
  expect(hideSecret('bad xoxb-12345', 'TOKEN', 'xoxb-12345')).toBe('bad $TOKEN');
  const at = '@';
  expect(hideSecret('535 bad p%ss/word', 'SMTP', `smtps://user:p%25ss%2Fword${at}mail.example`)).toBe(
    '535 bad $SMTP',
  );
});
