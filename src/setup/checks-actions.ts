import type { Place } from '../content/schema/places.ts';
import type { Site } from '../content/site.ts';
import { averageLength } from '../time/working-time.ts';
import type { CheckOutcome, DoctorCheck } from './check.ts';
import {
  fail,
  createGithubCheck,
  formatList,
  ok,
  repositoryPageUrl,
  settingsPageUrl,
  unknown,
  warn,
} from './check.ts';
import type { ActionsPolicy, DoctorContext, GithubConfiguration } from './doctor-facts.ts';
import { HOUR } from '../time/duration.ts';
import { formatCount } from '../text/count.ts';
import { checkSecrets, findExposedSecrets } from './checks-secrets.ts';
import { INCLUDED_MINUTES, estimateIncidentCost, minutesPerMonth } from './costs.ts';

/** The environment with the secrets of the places in `notify:`. */
const NOTIFICATIONS = 'notifications';
const NOTIFY_SECRETS = 'NOTIFY_SECRETS';
/** The machine of reminders.yml: docs/adopter/costs.md. */
const WATCHER_RUNNER = 'CANDOR_WATCHER_RUNNER';
/** The actions of the workflows that the repository's policy does not allow. */
function findRefusedActions({ selected }: ActionsPolicy, { local }: DoctorContext): string[] {
  const used = [...new Set(local.workflows.flatMap(({ actions }) => actions))].toSorted();
  if (!selected) return used;
  const isAllowed = (action: string): boolean =>
    (selected.byGithub && /^(?:actions|github)\//.test(action)) ||
    selected.patterns.some((pattern) => {
      const name = pattern.split('@', 1)[0]!;
      return name.endsWith('*') ? action.startsWith(name.slice(0, -1)) : action === name;
    });
  return used.filter((action) => !isAllowed(action));
}

/** Repository settings that workflows need and that no file in the repository can set. */
export const ACTIONS_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'actions',
    'Actions are enabled',
    ({ actions }) => actions,
    (policy, facts) => {
      const where = settingsPageUrl(facts, 'actions');
      const stops = 'Until then no workflow runs: nothing is validated, merged, published or reminded of.';
      if (!policy.enabled) return fail('Actions are disabled.', `Enable them. ${stops}`, where);
      if (policy.allowed === 'all') return ok('All actions are allowed.');
      if (policy.allowed === 'selected' && !policy.selected)
        return unknown('Selected actions are allowed; this token can not read which.', '', where);
      const refused = findRefusedActions(policy, facts);
      if (refused.length === 0) return ok('The actions that the workflows use are allowed.');
      return fail(
        `Not allowed: ${formatList(refused)}.`,
        `Choose "Allow select actions", and tick "Allow actions created by GitHub". ${stops}`,
        where,
      );
    },
  ),
  createGithubCheck(
    'job-token',
    'Workflows can open pull requests',
    ({ jobToken }) => jobToken,
    ({ mayOpenPullRequests }, facts) => {
      if (mayOpenPullRequests)
        return ok('They can; each workflow requests only the permissions that it needs.');
      const fix =
        'Tick "Allow GitHub Actions to create and approve pull requests" (in an organization perhaps there first). Until then issue forms, alerts and the drafts of postmortems and of the next update push a branch only, and a person has to open each pull request.';
      return fail('They can not.', fix, settingsPageUrl(facts, 'actions'));
    },
  ),
  createGithubCheck(
    'workflows',
    'All workflows exist and are enabled',
    ({ workflows }) => workflows,
    (states, facts) => {
      const paths = facts.local.workflows.map(({ path }) => path);
      const scheduledPaths = facts.local.workflows
        .filter(({ scheduled }) => scheduled)
        .map(({ path }) => path);
      const absent = paths.filter((path) => states[path] === undefined);
      const off = paths.filter(
        (path) => !scheduledPaths.includes(path) && (states[path] ?? 'active') !== 'active',
      );
      if (absent.length > 0)
        return fail(
          `Not found on GitHub: ${formatList(absent.map(fileNameOf))}.`,
          'Push them to main.',
          repositoryPageUrl(facts, 'actions'),
        );
      if (off.length > 0)
        return fail(
          `${formatList(off.map(fileNameOf))}: disabled.`,
          'Open each and choose "Enable workflow".',
          repositoryPageUrl(facts, 'actions'),
        );
      return ok(`${formatCount(paths.length, 'workflow')}, all enabled.`);
    },
  ),
  createGithubCheck(
    'cron',
    'Scheduled workflows are enabled',
    ({ workflows }) => workflows,
    (states, facts) => {
      const scheduledPaths = facts.local.workflows
        .filter(({ scheduled }) => scheduled)
        .map(({ path }) => path);
      // In a private repository the watcher switches it off while nothing is open or planned.
      const isIdle = (path: string): boolean =>
        fileNameOf(path) === 'reminders-watchdog.yml' && states[path] === 'disabled_manually';
      const off = scheduledPaths.filter(
        (path) => states[path] !== undefined && states[path] !== 'active' && !isIdle(path),
      );
      if (off.length === 0)
        return ok(
          scheduledPaths.length === 0
            ? 'There are none.'
            : `${formatList(scheduledPaths.map(fileNameOf))}: enabled.`,
        );
      const quiet = off.some((path) => states[path] === 'disabled_inactivity');
      const found = `${formatList(off.map(fileNameOf))}: disabled${quiet ? ' by GitHub, after 60 days without activity' : ''}.`;
      return fail(
        found,
        'Choose "Enable workflow".',
        repositoryPageUrl(facts, `actions/workflows/${fileNameOf(off[0]!)}`),
      );
    },
  ),
  createGithubCheck(
    'minutes',
    'Minutes of GitHub Actions',
    ({ repository }) => repository,
    ({ isPrivate }, facts, { names: { watcherRunner: chosen } }) => {
      if (chosen !== undefined && chosen !== 'ubuntu-slim' && chosen !== 'ubuntu-latest')
        return warn(
          `${WATCHER_RUNNER} is "${chosen}", so the watcher runs on ubuntu-latest.`,
          'Set it to ubuntu-slim, or delete it: docs/adopter/costs.md.',
          settingsPageUrl(facts, 'variables/actions'),
        );
      if (!isPrivate) return ok('Free, because the repository is public.');
      const idle = minutesPerMonth({ isPrivate });
      const sentences = [`About ${idle} a month without an incident; the free plan has ${INCLUDED_MINUTES}.`];
      const severities = Object.values(facts.local.content.siteContext?.policy.severities ?? {});
      const [gravest] = severities.flatMap(({ name, updates }) => (updates ? [{ name, updates }] : []));
      if (gravest) {
        const due = averageLength(gravest.updates.due);
        const runner = chosen ?? 'ubuntu-latest';
        const { minutes, price } = estimateIncidentCost(6 * HOUR, due, { runner });
        const least = estimateIncidentCost(6 * HOUR, due, { runner: 'host' });
        sentences.push(
          `Six hours of ${gravest.name}: about ${minutes}, at most ${price.toFixed(2)} USD if none of them are included; ${least.minutes} with a watcher on your own host.`,
        );
      }
      return ok(sentences.join(' '));
    },
  ),
  createGithubCheck(
    'environments',
    'Environments exist',
    ({ environments }) => environments,
    (known, facts) => {
      const notifies = Object.keys(facts.local.content.siteContext?.site.notify ?? {}).length > 0;
      const needed = [...new Set(facts.local.workflows.flatMap(({ environments }) => environments))].filter(
        (name) => name !== NOTIFICATIONS || notifies,
      );
      const missing = needed.filter((name) => !(name in known));
      if (missing.length === 0)
        return ok(needed.length === 0 ? 'No environments are needed.' : `${formatList(needed)}.`);
      const fix = 'Create them before you put secrets into them, or let the first workflow run do it.';
      return warn(`Missing: ${formatList(missing)}.`, fix, settingsPageUrl(facts, 'environments'));
    },
  ),
  { id: 'secrets', what: 'Secrets of the workflows are complete', run: checkSecrets },
  createGithubCheck(
    'notifications',
    'The audiences are notified (V1.2)',
    ({ names }) => names.variables,
    (variables, facts, github) => {
      const notify = facts.local.content.siteContext?.site.notify ?? {};
      if (Object.keys(notify).length === 0)
        return warn(
          'status.yaml has no "notify:", so people notify the audiences of the policy by hand.',
          'Add their places: docs/adopter/notifications.md.',
        );
      if (!variables.includes('CANDOR_NOTIFY'))
        return fail(
          'status.yaml has places, but deploy.yml does not notify them.',
          'Set the variable CANDOR_NOTIFY to "on", and the secret NOTIFY_SECRETS of the environment notifications.',
          settingsPageUrl(facts, 'variables/actions'),
        );
      const names = [...new Set(Object.values(notify).flatMap(secretNamesOf))];
      return names.length === 0
        ? ok('No audience has a place, each with its reason.')
        : checkNotifySecrets(names, github, settingsPageUrl(facts, 'environments'));
    },
  ),
  createGithubCheck(
    'labels',
    'The labels of the issue forms exist',
    ({ labels }) => labels,
    (labels, facts) => {
      const missing = facts.local.labels.filter((label) => !labels.includes(label));
      if (missing.length === 0)
        return ok(facts.local.labels.length === 0 ? 'The forms use no labels.' : 'All labels exist.');
      return warn(
        `Missing: ${formatList(missing)}. GitHub ignores labels that do not exist.`,
        'Create them.',
        repositoryPageUrl(facts, 'labels'),
      );
    },
  ),
];

function secretNamesOf(places: Site['notify'][string]): string[] {
  return Array.isArray(places) ? (places as readonly Place[]).map(({ secret }) => secret) : [];
}

/** GitHub shows the name of the secret and not its lines. */
function checkNotifySecrets(
  needed: readonly string[],
  github: GithubConfiguration,
  where: string | undefined,
): CheckOutcome {
  const { names, environments } = github;
  if ('unknown' in environments) return unknown(environments.unknown, '', where);
  const places = [names.secrets, environments.value[NOTIFICATIONS]?.secrets].filter(
    (known) => known !== undefined,
  );
  const hidden = places.find((known) => 'unknown' in known);
  if (hidden && 'unknown' in hidden) return unknown(hidden.unknown, '', where);
  const isSet = places.some((known) => 'value' in known && known.value.includes(NOTIFY_SECRETS));
  if (!isSet)
    return fail(
      `The secret ${NOTIFY_SECRETS} is not set, so no place takes a message.`,
      `Set it in the environment ${NOTIFICATIONS}, with a line NAME=value for each of ${formatList(needed)}.`,
      where,
    );
  return findExposedSecrets(github, [NOTIFY_SECRETS]).length > 0
    ? fail(
        `A workflow on any branch can read ${NOTIFY_SECRETS}.`,
        `Keep it only in the environment ${NOTIFICATIONS}, and limit that environment to the branch main.`,
        where,
      )
    : ok('deploy.yml notifies them after each deployment.');
}

const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
