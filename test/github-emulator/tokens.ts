import { randomBytes } from 'node:crypto';
import { NEVER_A_JOBS, PERMISSIONS } from './permissions.ts';
import type { Permissions } from './permissions.ts';

/** The bot that the token of a workflow's job acts as: what it does starts no workflow. */
export const JOB = 'github-actions[bot]';

/** Who asks, and what they may do. */
export interface Token {
  readonly secret: string;
  readonly login: string;
  readonly permissions: Permissions;
}

/** What a token is to be. */
export interface TokenWish {
  /** A person, or a bot (`NAME[bot]`): without it the bot of a workflow's job. */
  readonly login?: string;
  /** In the spelling of a workflow's `permissions:`; without them as much as there is. */
  readonly permissions?: Permissions;
}

export const isRobotic = (login: string): boolean => login.endsWith('[bot]');

/** The tokens that a hub has given out. */
export class Tokens {
  readonly #given = new Map<string, Token>();
  readonly #known: ReadonlySet<string>;

  constructor(logins: readonly string[]) {
    this.#known = new Set(logins);
  }

  /** @throws for a person or a permission that GitHub does not know, or would not grant */
  give({ login = JOB, permissions }: TokenWish = {}): string {
    if (!this.#known.has(login))
      throw new Error(`The hub knows nobody called ${login}: name them in startHub().`);
    const all: string[] = PERMISSIONS.filter((name) => login !== JOB || !NEVER_A_JOBS.includes(name));
    for (const name of Object.keys(permissions ?? {})) {
      if (!all.includes(name)) throw new Error(`${login} can't be given "${name}".`);
    }
    const secret = `${isRobotic(login) ? 'ghs' : 'ghp'}_${randomBytes(18).toString('hex')}`;
    const held = permissions ?? Object.fromEntries(all.map((name) => [name, 'write' as const]));
    this.#given.set(secret, { secret, login, permissions: held });
    return secret;
  }

  find(secret: string): Token | undefined {
    return this.#given.get(secret);
  }
}

/** The secret of an Authorization header: `Bearer X`, `token X`, or git's `Basic` with it as the password. */
export function secretIn(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  if (/^(?:bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  return Buffer.from(value, 'base64').toString().split(':').slice(1).join(':');
}
