import { readFileSync } from 'node:fs';
import { UsageError } from '../../files/command-errors.ts';

/** The monitors that the relay understands. */
export const ALERT_SOURCES = ['alertmanager', 'grafana', 'sentry', 'pagerduty'] as const;
export type AlertSource = (typeof ALERT_SOURCES)[number];

/** How one monitor proves who it is. Several secrets are several that hold, while one is changed for another. */
export interface WebhookCredentials {
  readonly source: AlertSource;
  readonly bearer: readonly string[];
  readonly hmac: readonly string[];
  /** The header in which Grafana says when it signed. */
  readonly timeHeader?: string;
}

/** What the relay works with. */
export interface WebhookServerSettings {
  readonly host: string;
  readonly port: number;
  /** Without an entry, the source is not served. */
  readonly credentials: ReadonlyMap<AlertSource, WebhookCredentials>;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where each source's secrets are: names of environment variables. */
const SECRET_VARIABLES: Readonly<Record<AlertSource, { readonly bearer?: string; readonly hmac?: string }>> =
  {
    alertmanager: { bearer: 'RELAY_ALERTMANAGER_TOKEN' },
    grafana: { bearer: 'RELAY_GRAFANA_TOKEN', hmac: 'RELAY_GRAFANA_SECRET' },
    sentry: { hmac: 'RELAY_SENTRY_SECRET' },
    pagerduty: { hmac: 'RELAY_PAGERDUTY_SECRET' },
  };

/** A secret that could be guessed is none. */
const MIN_SECRET_LENGTH = 16;

/**
 * Reads what the relay is told by flags and environment.
 * @throws UsageError where a source has no secret, unless nobody but this computer reaches it and that is what was asked for
 */
export function readWebhookServerSettings(
  flags: {
    readonly host: string;
    readonly port: string;
    readonly source: readonly string[];
    readonly insecure: boolean;
  },
  env: Environment,
): WebhookServerSettings {
  const { host, insecure } = flags;
  const port = Number(flags.port);
  if (!/^\d+$/.test(flags.port) || port > 65_535) throw new UsageError(`--port "${flags.port}" is no port.`);
  if (insecure && host !== '127.0.0.1')
    throw new UsageError('--insecure is only for --host 127.0.0.1: anybody else could raise alerts.');
  const unknown = flags.source.find((one) => !ALERT_SOURCES.includes(one as AlertSource));
  if (unknown !== undefined)
    throw new UsageError(`--source "${unknown}" is not known. The sources are ${ALERT_SOURCES.join(', ')}.`);
  const credentials = new Map<AlertSource, WebhookCredentials>();
  for (const source of ALERT_SOURCES) {
    const sourceCredentials = readCredentials(source, env);
    const secrets = [...sourceCredentials.bearer, ...sourceCredentials.hmac];
    const named = flags.source.includes(source);
    if (flags.source.length > 0 ? !named : secrets.length === 0 && !insecure) continue;
    const names = Object.values(SECRET_VARIABLES[source]).join(' or ');
    if (secrets.length === 0 && !insecure)
      throw new UsageError(`--source ${source} has no secret: set ${names}, or ${names.split(' ')[0]}_FILE.`);
    if (secrets.some((secret) => secret.length < MIN_SECRET_LENGTH) && !insecure)
      throw new UsageError(
        `${names} is shorter than ${MIN_SECRET_LENGTH} characters. openssl rand -hex 32 makes a good one.`,
      );
    credentials.set(source, sourceCredentials);
  }
  if (credentials.size === 0)
    throw new UsageError(
      `No source has a secret. Set one of ${Object.values(SECRET_VARIABLES)
        .flatMap((one) => Object.values(one))
        .join(', ')}.`,
    );
  const repository = env['RELAY_REPOSITORY'] ?? env['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError('Set RELAY_REPOSITORY to the repository of the page: owner/name.');
  const token = readSecret(env, 'GITHUB_TOKEN') ?? '';
  if (token === '')
    throw new UsageError('Set GITHUB_TOKEN to a token that may write contents of that repository.');
  return { host, port, credentials, repository, token };
}

function readCredentials(source: AlertSource, env: Environment): WebhookCredentials {
  const { bearer, hmac } = SECRET_VARIABLES[source];
  const list = (name: string | undefined): string[] =>
    name === undefined
      ? []
      : (readSecret(env, name) ?? '')
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
function readSecret(env: Environment, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (env[name] !== undefined && env[name] !== '') return env[name];
  return file === undefined || file === '' ? undefined : readFileSync(file, 'utf8').trim();
}
