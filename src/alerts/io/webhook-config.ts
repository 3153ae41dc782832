import { readFileSync } from 'node:fs';
import { UsageError } from '../../files/command-errors.ts';

/** The monitors that the relay understands. */
export const SOURCES = ['alertmanager', 'grafana', 'sentry', 'pagerduty'] as const;
export type RelaySource = (typeof SOURCES)[number];

/** How one monitor proves who it is. Several secrets are several that hold, while one is changed for another. */
export interface Proof {
  readonly source: RelaySource;
  readonly bearer: readonly string[];
  readonly hmac: readonly string[];
  /** The header in which Grafana says when it signed. */
  readonly timeHeader?: string;
}

/** What the relay works with. */
export interface RelaySettings {
  readonly host: string;
  readonly port: number;
  /** Without an entry, the source is not served. */
  readonly proofs: ReadonlyMap<RelaySource, Proof>;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Where each source's secrets are: names of environment variables. */
const NAMES: Readonly<Record<RelaySource, { readonly bearer?: string; readonly hmac?: string }>> = {
  alertmanager: { bearer: 'RELAY_ALERTMANAGER_TOKEN' },
  grafana: { bearer: 'RELAY_GRAFANA_TOKEN', hmac: 'RELAY_GRAFANA_SECRET' },
  sentry: { hmac: 'RELAY_SENTRY_SECRET' },
  pagerduty: { hmac: 'RELAY_PAGERDUTY_SECRET' },
};

/** A secret that could be guessed is none. */
const SHORTEST = 16;

/**
 * Reads what the relay is told by flags and environment.
 * @throws UsageError where a source has no secret, unless nobody but this computer reaches it and that is what was asked for
 */
export function relaySettings(
  flags: {
    readonly host: string;
    readonly port: string;
    readonly source: readonly string[];
    readonly insecure: boolean;
  },
  env: Env,
): RelaySettings {
  const { host, insecure } = flags;
  const port = Number(flags.port);
  if (!/^\d+$/.test(flags.port) || port > 65_535) throw new UsageError(`--port "${flags.port}" is no port.`);
  if (insecure && host !== '127.0.0.1')
    throw new UsageError('--insecure is only for --host 127.0.0.1: anybody else could raise alerts.');
  const unknown = flags.source.find((one) => !SOURCES.includes(one as RelaySource));
  if (unknown !== undefined)
    throw new UsageError(`--source "${unknown}" is not known. The sources are ${SOURCES.join(', ')}.`);
  const proofs = new Map<RelaySource, Proof>();
  for (const source of SOURCES) {
    const proof = proofOf(source, env);
    const secrets = [...proof.bearer, ...proof.hmac];
    const named = flags.source.includes(source);
    if (flags.source.length > 0 ? !named : secrets.length === 0 && !insecure) continue;
    const names = Object.values(NAMES[source]).join(' or ');
    if (secrets.length === 0 && !insecure)
      throw new UsageError(`--source ${source} has no secret: set ${names}, or ${names.split(' ')[0]}_FILE.`);
    if (secrets.some((secret) => secret.length < SHORTEST) && !insecure)
      throw new UsageError(
        `${names} is shorter than ${SHORTEST} characters. openssl rand -hex 32 makes a good one.`,
      );
    proofs.set(source, proof);
  }
  if (proofs.size === 0)
    throw new UsageError(
      `No source has a secret. Set one of ${Object.values(NAMES)
        .flatMap((one) => Object.values(one))
        .join(', ')}.`,
    );
  const repository = env['RELAY_REPOSITORY'] ?? env['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError('Set RELAY_REPOSITORY to the repository of the page: owner/name.');
  const token = secretIn(env, 'GITHUB_TOKEN') ?? '';
  if (token === '')
    throw new UsageError('Set GITHUB_TOKEN to a token that may write contents of that repository.');
  return { host, port, proofs, repository, token };
}

function proofOf(source: RelaySource, env: Env): Proof {
  const { bearer, hmac } = NAMES[source];
  const list = (name: string | undefined): string[] =>
    name === undefined
      ? []
      : (secretIn(env, name) ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '');
  const timeHeader = source === 'grafana' ? env['RELAY_GRAFANA_TIME_HEADER'] : undefined;
  return {
    source,
    bearer: list(bearer),
    hmac: list(hmac),
    ...(timeHeader !== undefined && timeHeader !== '' && { timeHeader: timeHeader.toLowerCase() }),
  };
}

/** A secret from the environment, or from the file that `NAME_FILE` names. */
function secretIn(env: Env, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (env[name] !== undefined && env[name] !== '') return env[name];
  return file === undefined || file === '' ? undefined : readFileSync(file, 'utf8').trim();
}
