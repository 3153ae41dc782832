import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { companySources } from './support/content.ts';

const TOKEN = ['xoxb', '0123456789', 'abcdefghij'].join('-');
const MAIL = 'channel: email, to: a@lists.example.com, from: b@example.com, secret: SMTP';

test.each<[string, string]>([
  [
    'an address with a line break',
    MAIL.replace('a@lists.example.com', '"a@lists.example.com\\nBcc: c@example.com"'),
  ],
  ['two addresses', MAIL.replace('a@lists.example.com', '"a@lists.example.com, c@example.com"')],
  ['a sender with a line break', MAIL.replace('b@example.com', '"b@example.com\\r\\nBcc: c@example.com"')],
  ['a way to leave with a line break', `${MAIL}, unsubscribe: "https://x.example/\\nBcc: c@example.com"`],
  ['a way to leave that ends the header', `${MAIL}, unsubscribe: "https://x.example/>\\r\\n"`],
  [
    'a webhook whose address has a line break',
    'channel: webhook, url: "https://x.example/\\nHost: y", secret: S',
  ],
  ['a webhook that is a file', 'channel: webhook, url: "file:///etc/passwd", secret: S'],
  ['a Slack channel by its name', 'channel: slack, to: "#incidents", secret: SLACK'],
  [
    'a list of listmonk by its name',
    'channel: listmonk, url: "https://x.example", list: news, user: a, secret: S',
  ],
  [
    'a user of listmonk with a line break',
    'channel: listmonk, url: "https://x.example", list: 1, user: "a\\nb", secret: S',
  ],
  ['a token instead of a name', `channel: slack, to: C0123ABCDEF, secret: "${TOKEN}"`],
  ['an address instead of a name', `channel: teams, secret: "https://x.example/${TOKEN}"`],
  ['a name with a line break', 'channel: teams, secret: "TEAMS\\nX"'],
  ['a place without its secret', 'channel: teams'],
  ['a channel that does not exist', 'channel: carrier-pigeon, secret: S'],
])('%s is an error with its place, and is not repeated', (_name, place) => {
  const { diagnostics } = parseContent(companySources({ notify: `{ leadership: [{ ${place} }] }` }));
  const errors = diagnostics.filter(({ level }) => level === 'error');
  expect(errors.length).toBeGreaterThan(0);
  for (const { location, message, help } of errors) {
    expect(location).toMatchObject({ path: 'status.yaml', line: 7 });
    expect(message + help).not.toContain(TOKEN);
  }
});
