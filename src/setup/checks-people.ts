import type { DoctorCheck } from './check.ts';
import { fail, createGithubCheck, formatList, ok, repositoryPageUrl, warn } from './check.ts';
import { requiredRoles } from './checks-here.ts';
import type { DoctorContext } from './doctor-facts.ts';
import { formatCount } from '../text/count.ts';

/** Checks of people's GitHub names and access, and of the visibility of internal content. */
export const PEOPLE_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'people',
    'People in status.yaml exist on GitHub',
    ({ access }) => access,
    (access, facts) => {
      const unknownNames = Object.keys(access).filter((name) => access[name] === 'not-found');
      const where = repositoryPageUrl(facts, 'settings/access');
      if (unknownNames.length > 0)
        return fail(
          `Not found on GitHub: ${formatList(unknownNames)}.`,
          'Correct the names in status.yaml; a team is written @owner/team.',
          where,
        );
      return ok(`${formatCount(Object.keys(access).length, 'name')}, all found.`);
    },
  ),
  createGithubCheck(
    'access',
    'People in status.yaml have write access',
    ({ access }) => access,
    (access, facts) => {
      const needed = requiredPeople(facts);
      const weak = Object.keys(access).filter((name) => access[name] === 'none' || access[name] === 'read');
      const where = repositoryPageUrl(facts, 'settings/access');
      if (weak.length === 0) return ok('All of them have write access.');
      const found = `No write access: ${formatList(weak)}. They can't publish updates or be requested as reviewers.`;
      const fix = 'Give them the role "Write"; they have to accept the invitation.';
      return weak.some((name) => needed.has(name)) ? fail(found, fix, where) : warn(found, fix, where);
    },
  ),
  createGithubCheck(
    'owners',
    'CODEOWNERS is valid',
    ({ codeownersErrors }) => codeownersErrors,
    (errors, facts) =>
      errors.length === 0
        ? ok('GitHub reports no errors.')
        : fail(
            formatList(errors, 3),
            'Correct the people in status.yaml, then run "npx candor generate codeowners".',
            repositoryPageUrl(facts, 'blob/HEAD/.github/CODEOWNERS'),
          ),
  ),
  createGithubCheck(
    'private',
    'Internal content is not public (V8.4, V9.1)',
    ({ repository }) => repository,
    ({ isPrivate }, facts) => {
      const files = listInternalFiles(facts);
      if (isPrivate) return ok('The repository is private.');
      if (files.length === 0) return ok('The repository is public, but has no internal content.');
      return fail(
        `The repository is public, and so is the internal content of ${formatList(files, 20)}.`,
        'Make the repository private (Pages then needs a paid plan, or publish elsewhere), or move postmortems and internal fields to a private one. What was pushed remains in the git history.',
        repositoryPageUrl(facts, 'settings#danger-zone'),
      );
    },
  ),
  createGithubCheck(
    'security',
    'Security incidents can be kept apart',
    ({ repository }) => repository,
    ({ isPrivate }, facts) => {
      const security = facts.local.content.siteContext?.policy.security;
      if (!security) return ok('The policy has no part security: every incident follows the same rules.');
      if (isPrivate) return ok('The repository is private.');
      const shown = 'Everyone sees that a security incident is open, its severity and its times.';
      return security.details === 'file'
        ? fail(
            `The repository is public, and files of security incidents may say what happened (security.details: file). ${shown}`,
            'Set details: elsewhere in the policy, or make the repository private.',
            repositoryPageUrl(facts, 'settings#danger-zone'),
          )
        : warn(
            `The repository is public. ${shown} What happened is kept elsewhere.`,
            'If that is too much, open security incidents in a private repository until they are disclosed.',
          );
    },
  ),
];

function requiredPeople({ local: { content } }: DoctorContext): ReadonlySet<string> {
  const { siteContext } = content;
  return new Set(
    siteContext
      ? requiredRoles(siteContext.policy).flatMap((role) => siteContext.site.people[role] ?? [])
      : [],
  );
}

/** Files with internal content, including invalid files with an `internal:` field. */
export function listInternalFiles({ local: { content, postmortems } }: DoctorContext): string[] {
  const { siteContext, incidents, partialIncidents, invalidSources } = content;
  const withInternalFields = [...incidents, ...partialIncidents].filter(
    ({ internal }) => Object.keys(internal).length > 0,
  );
  const unread = invalidSources.filter(({ text }) => /^internal:/m.test(text));
  return [
    ...new Set([
      ...withInternalFields.map(({ source }) => source.path),
      ...unread.map(({ path }) => path),
      ...(siteContext?.policy.postmortem?.internal === false ? [] : postmortems),
    ]),
  ].toSorted();
}
