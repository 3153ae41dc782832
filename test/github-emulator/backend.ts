import { createEmulator } from 'emulate';
import type { Emulator } from 'emulate';
import { Refusal } from './response.ts';
import type { Answer, Call } from './response.ts';
import type { HubClock } from './clock.ts';
import { isRobotic } from './tokens.ts';

// Issues, comments, labels, the records of pull requests, reviews and check runs are kept by Vercel's `emulate`.
// Branches, commits and files are not: they are in the bare repository.

/** Who and what the emulator begins with. */
export interface BackendSeed {
  readonly owner: string;
  readonly repo: string;
  readonly logins: readonly string[];
}

/** The emulator as one caller uses it. */
export class Backend {
  readonly #emulator: Emulator;
  readonly #hub: string;
  readonly #clock: HubClock;
  #asked = 0;

  private constructor(emulator: Emulator, hub: string, clock: HubClock) {
    this.#emulator = emulator;
    this.#hub = hub;
    this.#clock = clock;
  }

  static async start({ owner, repo, logins }: BackendSeed, hub: string, clock: HubClock): Promise<Backend> {
    const emulator = await createEmulator({
      service: 'github',
      port: 0,
      seed: {
        tokens: Object.fromEntries(
          logins.flatMap((login) =>
            Array.from({ length: TOKENS }, (_, number) => [
              tokenOf(login, number),
              { login, scopes: ['repo'] },
            ]),
          ),
        ),
        github: {
          users: logins.map((login) => ({ login, email: `${login}@users.noreply.github.com` })),
          orgs: [{ login: owner }],
          repos: [{ owner, name: repo, auto_init: true }],
        },
      },
    });
    return new Backend(emulator, hub, clock);
  }

  /** What it answers to a call, as it is or with another body. @throws Refusal */
  async pass(call: Call, body: unknown = call.body): Promise<Answer> {
    return this.ask(call.token.login, call.method, call.path, body);
  }

  /** @throws Refusal */
  async ask(login: string, method: string, path: string, body: unknown = {}): Promise<Answer> {
    const token = tokenOf(login, this.#asked++ % TOKENS);
    const writes = method !== 'GET' && method !== 'DELETE';
    const response = await fetch(`${this.#emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...((writes || Object.keys(body as object).length > 0) && { body: JSON.stringify(body) }),
    });
    const text = (await response.text()).replaceAll(this.#emulator.url, this.#hub);
    const said: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.status >= 400) {
      throw new Refusal(response.status, (said as { message?: string } | undefined)?.message ?? text);
    }
    const link = response.headers.get('link')?.replaceAll(this.#emulator.url, this.#hub);
    return {
      status: response.status,
      ...(said !== undefined && { body: this.#mended(said) }),
      ...(link != null && { headers: { link } }),
    };
  }

  close(): Promise<void> {
    return this.#emulator.close();
  }

  /** Bots have type `Bot`, and a time is the emulator's, in whole seconds. */
  #mended(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#mended(each));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
      key,
      key.endsWith('_at') && typeof inner === 'string' ? this.#clock.translated(inner) : this.#mended(inner),
    ]);
    const mended = Object.fromEntries(entries);
    const { login, type } = mended;
    return typeof login === 'string' && isRobotic(login) && type === 'User'
      ? { ...mended, type: 'Bot' }
      : mended;
  }
}

/** It answers 5,000 requests of a token in an hour; the hub has limits of its own, on its own clock. */
const TOKENS = 40;
const tokenOf = (login: string, number: number): string =>
  `emulated-${number}-${Buffer.from(login).toString('hex')}`;
