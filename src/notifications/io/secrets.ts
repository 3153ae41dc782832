import type { SiteContext } from '../../content/content.ts';
import { readSecret } from '../../files/secret.ts';
import { listDestinations } from '../destinations.ts';
import { channelOf } from './channels/all.ts';

export interface KnownSecrets {
  /** The names that places need. */
  readonly needed: readonly string[];
  /** Those that the environment does not have. */
  readonly missing: readonly string[];
}

/** Which secrets of the places under `notify:` the environment has. */
export function findSecrets({ policy, site }: SiteContext): KnownSecrets {
  const names = listDestinations(policy, site).flatMap(({ place }) => channelOf(place).secretsOf(place));
  const needed = [...new Set(names)];
  return { needed, missing: needed.filter((name) => readSecret(name) === undefined) };
}
