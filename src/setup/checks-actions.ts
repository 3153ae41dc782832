import type { DoctorCheck } from './check.ts';
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
import type { DoctorContext, Result } from './doctor-facts.ts';

/** What workflows need to run, and are not given by a file. */
export const ACTIONS_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'actions',
    'Actions are on',
    ({ actions }) => actions,
    ({ enabled, allowed }, facts) => {
      const where = settingsPageUrl(facts, 'actions');
      if (!enabled) return fail('They are off.', 'Allow them.', where);
      if (allowed === 'local_only')
        return fail("GitHub's own actions may not run.", 'Allow actions created by GitHub.', where);
      return ok(allowed === 'selected' ? 'Chosen actions may run.' : 'All actions may run.');
    },
  ),
  createGithubCheck(
    'job-token',
    'Workflows may open pull requests',
    ({ jobToken }) => jobToken,
    ({ mayOpenPullRequests }, facts) => {
      if (mayOpenPullRequests) return ok('They may; each asks for no more rights than it needs.');
      const mend =
        'Tick "Allow GitHub Actions to create and approve pull requests": forms, alerts and reminders open them.';
      return fail('They may not.', mend, settingsPageUrl(facts, 'actions'));
    },
  ),
  createGithubCheck(
    'workflows',
    'The workflows are there and on',
    ({ workflows }) => workflows,
    (states, facts) => {
      const paths = facts.local.workflows.map(({ path }) => path);
      const nets = facts.local.workflows.filter(({ scheduled }) => scheduled).map(({ path }) => path);
      const absent = paths.filter((path) => states[path] === undefined);
      const off = paths.filter((path) => !nets.includes(path) && (states[path] ?? 'active') !== 'active');
      if (absent.length > 0)
        return fail(
          `GitHub does not know ${formatList(absent.map(fileNameOf))}.`,
          'Push main.',
          repositoryPageUrl(facts, 'actions'),
        );
      if (off.length > 0)
        return fail(
          `${formatList(off.map(fileNameOf))}: switched off.`,
          'Open it and choose "Enable workflow".',
          repositoryPageUrl(facts, 'actions'),
        );
      return ok(`${paths.length} are.`);
    },
  ),
  createGithubCheck(
    'cron',
    'The nets that run by the clock',
    ({ workflows }) => workflows,
    (states, facts) => {
      const nets = facts.local.workflows.filter(({ scheduled }) => scheduled).map(({ path }) => path);
      const off = nets.filter((path) => states[path] !== undefined && states[path] !== 'active');
      if (off.length === 0)
        return ok(nets.length === 0 ? 'There are none.' : `${formatList(nets.map(fileNameOf))}: on.`);
      const quiet = off.some((path) => states[path] === 'disabled_inactivity');
      const found = `${formatList(off.map(fileNameOf))}: switched off${quiet ? ' by GitHub, after 60 quiet days' : ''}.`;
      return fail(
        found,
        'Choose "Enable workflow".',
        repositoryPageUrl(facts, `actions/workflows/${fileNameOf(off[0]!)}`),
      );
    },
  ),
  createGithubCheck(
    'environments',
    'Environments',
    ({ environments }) => environments,
    (known, facts) => {
      const needed = [...new Set(facts.local.workflows.flatMap(({ environments }) => environments))];
      const missing = needed.filter((name) => !(name in known));
      if (missing.length === 0) return ok(needed.length === 0 ? 'None is needed.' : `${formatList(needed)}.`);
      const mend = 'Create them, or let the first run do it; secrets are kept in them.';
      return warn(
        `${formatList(missing)} ${missing.length === 1 ? 'is' : 'are'} not there.`,
        mend,
        settingsPageUrl(facts, 'environments'),
      );
    },
  ),
  { id: 'secrets', what: 'Secrets of the GitHub App', run: checkAppSecrets },
  createGithubCheck(
    'labels',
    'The labels of the forms',
    ({ labels }) => labels,
    (labels, facts) => {
      const missing = facts.local.labels.filter((label) => !labels.includes(label));
      if (missing.length === 0)
        return ok(facts.local.labels.length === 0 ? 'No form puts any on.' : 'They are there.');
      return warn(
        `${formatList(missing)} ${missing.length === 1 ? 'is' : 'are'} not there; GitHub leaves out what is not.`,
        'Create them.',
        repositoryPageUrl(facts, 'labels'),
      );
    },
  ),
];

/** The plain token is enough; half of an App is worse than none. */
function checkAppSecrets(facts: DoctorContext): ReturnType<DoctorCheck['run']> {
  if ('unknown' in facts.github) return unknown(facts.github.unknown);
  const { names, environments } = facts.github.value;
  const places = [names, ...('value' in environments ? Object.values(environments.value) : [])];
  const where = settingsPageUrl(facts, 'environments');
  const wanted = (kind: 'secrets' | 'variables'): string[] => [
    ...new Set(facts.local.workflows.flatMap((one) => one[kind])),
  ];
  const missing = (kind: 'secrets' | 'variables'): Result<string[]> => {
    const asked = wanted(kind).length === 0 ? [] : places.map((place) => place[kind]);
    const hidden = asked.find((known) => 'unknown' in known);
    if (hidden && 'unknown' in hidden) return hidden;
    const have = asked.flatMap((known) => ('value' in known ? known.value : []));
    return { value: wanted(kind).filter((name) => !have.includes(name)) };
  };
  const [secrets, variables] = [missing('secrets'), missing('variables')];
  if ('unknown' in secrets) return unknown(secrets.unknown, '', where);
  if ('unknown' in variables) return unknown(variables.unknown, '', where);
  const lacking = [...secrets.value, ...variables.value];
  const all = [...wanted('secrets'), ...wanted('variables')];
  if (lacking.length === 0) return ok(all.length === 0 ? 'None is needed.' : `${formatList(all)}: by name.`);
  if (lacking.length < all.length)
    return fail(
      `${formatList(lacking)} ${lacking.length === 1 ? 'is' : 'are'} missing, the rest is there.`,
      'Add what is missing, or take the rest away.',
      where,
    );
  const mend =
    'Nothing needs them. With an App, what the tools merge and open starts other workflows by itself: add them.';
  return warn(`${formatList(lacking)} are not set: the plain token does the work.`, mend, where);
}

const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
