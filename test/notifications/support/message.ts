import type { ChannelContext, Message } from '../../../src/notifications/channel.ts';

/** A message for customers. */
export const MESSAGE: Message = {
  id: '0123456789abcdef0123456789abcdef',
  key: 'update:2026-11-22T09:10Z',
  event: 'update',
  at: Date.parse('2026-11-22T09:10Z'),
  audience: 'customers',
  audienceType: 'customers',
  incident: '2026-11-22-checkout',
  thread: '2026-11-22-checkout',
  title: 'Some orders fail at checkout',
  state: 'Investigating',
  tone: 'major',
  body: 'We are experiencing degraded performance with Checkout.\n\nOur team is investigating.',
  facts: [{ label: 'Next update by', value: '22 November, 10:40 WAT' }],
  url: 'https://vayva.shop/status/incidents/2026-11-22-checkout/',
  isUrgent: false,
  site: { name: 'Vayva', url: 'https://vayva.shop/status', language: 'en' },
};

/** The same for the team, with a command as the next step. */
export const INTERNAL_MESSAGE: Message = {
  ...MESSAGE,
  audience: 'team',
  audienceType: 'internal',
  facts: [
    { label: 'Severity', value: 'Major (sev-2)' },
    { label: 'Commander', value: '@amina-vayva' },
  ],
  nextStep: { label: 'Post an update', command: 'npx candor incident update --incident 2026-11-22-checkout' },
  isUrgent: true,
};

/** What would ring, link, break out of or hide text in one channel or another. */
export const HOSTILE_TEXT =
  '<!channel> @everyone @here <@U1> [x](https://evil.example) *b* _i_ `c` ~s~ | > # & &lt; <script>alert(1)</script> \r\nBcc: a@b.example \u202Egnp.exe';

export function createContext(
  secrets: Readonly<Record<string, string>> = {},
  options: Partial<ChannelContext> = {},
): ChannelContext {
  return {
    secret: (name) => secrets[name] ?? '',
    now: () => Date.parse('2026-11-22T09:12Z'),
    signal: AbortSignal.timeout(5000),
    ...options,
  };
}
