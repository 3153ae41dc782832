import type { SiteContext } from '../../content/content.ts';
import { readSecret } from '../../files/secret.ts';
import { listDestinations } from '../destinations.ts';
import { channelOf } from './channels/all.ts';

/** Whether the environment has all secrets of all places, of which there is at least one. */
export function hasSecrets({ policy, site }: SiteContext): boolean {
  const destinations = listDestinations(policy, site);
  const names = destinations.flatMap(({ place }) => channelOf(place).secretsOf(place));
  return destinations.length > 0 && names.every((name) => readSecret(name) !== undefined);
}
