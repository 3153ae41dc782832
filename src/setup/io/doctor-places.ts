import type { SiteContext } from '../../content/content.ts';
import type { CheckResult } from '../../notifications/channel.ts';
import { listDestinations } from '../../notifications/destinations.ts';
import type { Destination } from '../../notifications/destinations.ts';
import { channelOf } from '../../notifications/io/channels/all.ts';
import { hideSecret } from '../../notifications/io/hide-secret.ts';
import { readSecret } from '../../files/secret.ts';
import { SECOND } from '../../time/duration.ts';
import type { CheckedPlace } from '../doctor-facts.ts';

/** For all questions to one place. */
const TIMEOUT = 15 * SECOND;

/** Asks each place of `notify:` whether it would take a message, all at once. Sends nothing. */
export async function checkPlaces({ policy, site }: SiteContext): Promise<CheckedPlace[]> {
  return Promise.all(listDestinations(policy, site).map(checkPlace));
}

async function checkPlace({ audience, place }: Destination): Promise<CheckedPlace> {
  const channel = channelOf(place);
  const names = channel.secretsOf(place);
  const shared = { audience, channel: channel.label };
  const missing = names.filter((name) => readSecret(name) === undefined);
  if (missing.length > 0) return { ...shared, result: { type: 'no-secret', names: missing } };
  const signal = AbortSignal.timeout(TIMEOUT);
  const context = { secret: (name: string) => readSecret(name) ?? '', now: () => Date.now(), signal };
  const late = new Promise<CheckResult>((resolve) => {
    const text = `no answer after ${TIMEOUT / SECOND} seconds.`;
    signal.addEventListener('abort', () => resolve({ type: 'unclear', text }), { once: true });
  });
  const result = await Promise.race([channel.check(place, context), late]).catch(
    (error: unknown): CheckResult => ({ type: 'unclear', text: `${(error as Error).message}.` }),
  );
  // Places repeat in their answers what they were asked with.
  const hide = (text: string): string =>
    names.reduce((rest, name) => hideSecret(rest, name, readSecret(name)!), text);
  return {
    ...shared,
    result:
      result.type === 'problem'
        ? { ...result, text: hide(result.text), help: hide(result.help) }
        : { ...result, text: hide(result.text) },
  };
}
