import type { Check } from './check.ts';
import { fail, githubCheck, listed, ok, page, settings, unknown, warn } from './check.ts';
import type { Facts, Known } from './doctor-facts.ts';

/** What workflows need to run, and are not given by a file. */
export const CHECKS_ACTIONS: readonly Check[] = [
  githubCheck(
    'actions',
    'Actions are on',
    ({ actions }) => actions,
    ({ enabled, allowed }, facts) => {
      const where = settings(facts, 'actions');
      if (!enabled) return fail('They are off.', 'Allow them.', where);
      if (allowed === 'local_only')
        return fail("GitHub's own actions may not run.", 'Allow actions created by GitHub.', where);
      return ok(allowed === 'selected' ? 'Chosen actions may run.' : 'All actions may run.');
    },
  ),
  githubCheck(
    'job-token',
    'Workflows may open pull requests',
    ({ jobToken }) => jobToken,
    ({ mayOpenPullRequests }, facts) => {
      if (mayOpenPullRequests) return ok('They may; each asks for no more rights than it needs.');
      const mend =
        'Tick "Allow GitHub Actions to create and approve pull requests": forms, alerts and reminders open them.';
      return fail('They may not.', mend, settings(facts, 'actions'));
    },
  ),
  githubCheck(
    'workflows',
    'The workflows are there and on',
    ({ workflows }) => workflows,
    (states, facts) => {
      const paths = facts.here.workflows.map(({ path }) => path);
      const nets = facts.here.workflows.filter(({ scheduled }) => scheduled).map(({ path }) => path);
      const absent = paths.filter((path) => states[path] === undefined);
      const off = paths.filter((path) => !nets.includes(path) && (states[path] ?? 'active') !== 'active');
      if (absent.length > 0)
        return fail(
          `GitHub does not know ${listed(absent.map(nameOf))}.`,
          'Push main.',
          page(facts, 'actions'),
        );
      if (off.length > 0)
        return fail(
          `${listed(off.map(nameOf))}: switched off.`,
          'Open it and choose "Enable workflow".',
          page(facts, 'actions'),
        );
      return ok(`${paths.length} are.`);
    },
  ),
  githubCheck(
    'cron',
    'The nets that run by the clock',
    ({ workflows }) => workflows,
    (states, facts) => {
      const nets = facts.here.workflows.filter(({ scheduled }) => scheduled).map(({ path }) => path);
      const off = nets.filter((path) => states[path] !== undefined && states[path] !== 'active');
      if (off.length === 0)
        return ok(nets.length === 0 ? 'There are none.' : `${listed(nets.map(nameOf))}: on.`);
      const quiet = off.some((path) => states[path] === 'disabled_inactivity');
      const found = `${listed(off.map(nameOf))}: switched off${quiet ? ' by GitHub, after 60 quiet days' : ''}.`;
      return fail(found, 'Choose "Enable workflow".', page(facts, `actions/workflows/${nameOf(off[0]!)}`));
    },
  ),
  githubCheck(
    'environments',
    'Environments',
    ({ environments }) => environments,
    (known, facts) => {
      const needed = [...new Set(facts.here.workflows.flatMap(({ environments }) => environments))];
      const missing = needed.filter((name) => !(name in known));
      if (missing.length === 0) return ok(needed.length === 0 ? 'None is needed.' : `${listed(needed)}.`);
      const mend = 'Create them, or let the first run do it; secrets are kept in them.';
      return warn(
        `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not there.`,
        mend,
        settings(facts, 'environments'),
      );
    },
  ),
  { id: 'secrets', what: 'Secrets of the GitHub App', judge: judgeApp },
  githubCheck(
    'labels',
    'The labels of the forms',
    ({ labels }) => labels,
    (labels, facts) => {
      const missing = facts.here.labels.filter((label) => !labels.includes(label));
      if (missing.length === 0)
        return ok(facts.here.labels.length === 0 ? 'No form puts any on.' : 'They are there.');
      return warn(
        `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not there; GitHub leaves out what is not.`,
        'Create them.',
        page(facts, 'labels'),
      );
    },
  ),
];

/** The plain token is enough; half of an App is worse than none. */
function judgeApp(facts: Facts): ReturnType<Check['judge']> {
  if ('unknown' in facts.github) return unknown(facts.github.unknown);
  const { names, environments } = facts.github.value;
  const places = [names, ...('value' in environments ? Object.values(environments.value) : [])];
  const where = settings(facts, 'environments');
  const wanted = (kind: 'secrets' | 'variables'): string[] => [
    ...new Set(facts.here.workflows.flatMap((one) => one[kind])),
  ];
  const missing = (kind: 'secrets' | 'variables'): Known<string[]> => {
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
  if (lacking.length === 0) return ok(all.length === 0 ? 'None is needed.' : `${listed(all)}: by name.`);
  if (lacking.length < all.length)
    return fail(
      `${listed(lacking)} ${lacking.length === 1 ? 'is' : 'are'} missing, the rest is there.`,
      'Add what is missing, or take the rest away.',
      where,
    );
  const mend =
    'Nothing needs them. With an App, what the tools merge and open starts other workflows by itself: add them.';
  return warn(`${listed(lacking)} are not set: the plain token does the work.`, mend, where);
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
