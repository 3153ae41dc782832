import type { Site } from '../content/site.ts';
import type { Instant } from '../time/instant.ts';
import type { Message } from './channel.ts';
import type { Destination } from './destinations.ts';

/** What `candor notify --to` sends. Each one has an id of its own. */
export function createTestMessage(
  { name, url, language }: Pick<Site, 'name' | 'url' | 'language'>,
  destination: Destination,
  index: number,
  now: Instant,
): Message {
  const { audience, type, name: audienceName } = destination;
  return {
    id: (now.toString(16) + String(index)).padStart(32, '0'),
    ...{ key: 'test', event: 'test', at: now, audience, audienceType: type, thread: 'candor' },
    ...{ title: `Test message from ${name} status`, state: '', tone: 'none' },
    body: `This is a test. ${audienceName} will be notified of incidents here.`,
    ...{ facts: [], url, isUrgent: false, site: { name, url, language } },
  };
}
