import type { CheckOutcome } from './check.ts';
import { fail, formatList, ok, settingsPageUrl, unknown, warn } from './check.ts';
import type { DoctorContext, GithubConfiguration, Result } from './doctor-facts.ts';
import { HOST_ENVIRONMENT } from './host-workflow.ts';

/** Names that have a check of their own, or that nothing needs. */
const OTHER_NAMES = ['NOTIFY_SECRETS', 'ON_CALL_SECRETS', 'CANDOR_NOTIFY', 'CANDOR_WATCHER_RUNNER', 'FUZZ'];
/** The names of the GitHub App, which is optional. The others are those of a host that publishes the page. */
const isOfApp = (name: string): boolean => name.startsWith('CANDOR_APP_');

/**
 * Without an App the default `GITHUB_TOKEN` is enough, but a partly configured one fails at run time. Without the secrets of its
 * host the page can't be published.
 */
export function checkSecrets(facts: DoctorContext): CheckOutcome {
  if ('unknown' in facts.github) return unknown(facts.github.unknown);
  const { names, environments } = facts.github.value;
  const places = [names, ...('value' in environments ? Object.values(environments.value) : [])];
  const where = settingsPageUrl(facts, 'environments');
  const wanted = (kind: 'secrets' | 'variables'): string[] => [
    ...new Set(
      facts.local.workflows.flatMap((one) => one[kind]).filter((name) => !OTHER_NAMES.includes(name)),
    ),
  ];
  const findMissing = (kind: 'secrets' | 'variables'): Result<string[]> => {
    const asked = wanted(kind).length === 0 ? [] : places.map((place) => place[kind]);
    const hidden = asked.find((known) => 'unknown' in known);
    if (hidden && 'unknown' in hidden) return hidden;
    const have = asked.flatMap((known) => ('value' in known ? known.value : []));
    return { value: wanted(kind).filter((name) => !have.includes(name)) };
  };
  const [secrets, variables] = [findMissing('secrets'), findMissing('variables')];
  if ('unknown' in secrets) return unknown(secrets.unknown, '', where);
  if ('unknown' in variables) return unknown(variables.unknown, '', where);
  const missing = [...secrets.value, ...variables.value];
  const all = [...wanted('secrets'), ...wanted('variables')];
  const exposed = findExposedSecrets(facts.github.value, wanted('secrets'));
  if (exposed.length > 0)
    return fail(
      `A workflow on any branch can read ${formatList(exposed)}.`,
      `Keep it only in the environment ${isOfApp(exposed[0]!) ? 'incident-bot' : HOST_ENVIRONMENT}, and limit that environment to the branch main.`,
      where,
    );
  const ofHost = missing.filter((name) => !isOfApp(name));
  if (ofHost.length > 0)
    return fail(
      `Not set, so the page can't be published: ${formatList(ofHost)}.`,
      `Set them in the environment ${HOST_ENVIRONMENT}: docs/adopter/publishing.md#hosts.`,
      where,
    );
  if (missing.length === 0)
    return ok(all.length === 0 ? 'No secrets are needed.' : `All are set: ${formatList(all)}.`);
  if (missing.length < all.filter(isOfApp).length)
    return fail(
      `Partly set, missing: ${formatList(missing)}.`,
      'Add the missing ones, or remove the others.',
      where,
    );
  const fix =
    'Optional: add them to use a GitHub App, whose merges and pull requests trigger other workflows.';
  return warn(`${formatList(missing)}: not set, so workflows use the default GITHUB_TOKEN.`, fix, where);
}

/** Secrets of the repository itself, or of an environment that every branch can use. */
export function findExposedSecrets(
  { names, environments }: GithubConfiguration,
  wanted: readonly string[],
): string[] {
  const open = 'value' in environments ? Object.values(environments.value) : [];
  const readable = [names, ...open.filter(({ limitsBranches }) => !limitsBranches)].flatMap(({ secrets }) =>
    'value' in secrets ? secrets.value : [],
  );
  return wanted.filter((name) => readable.includes(name));
}
