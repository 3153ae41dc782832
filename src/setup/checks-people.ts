import type { DoctorCheck } from './check.ts';
import { fail, createGithubCheck, formatList, ok, repositoryPageUrl, warn } from './check.ts';
import { requiredRoles } from './checks-here.ts';
import type { DoctorContext } from './doctor-facts.ts';

/** Whom GitHub knows, and who can read what is not for everybody. */
export const PEOPLE_CHECKS: readonly DoctorCheck[] = [
  createGithubCheck(
    'people',
    'GitHub knows the people of status.yaml',
    ({ access }) => access,
    (access, facts) => {
      const strange = Object.keys(access).filter((name) => access[name] === 'nobody');
      const where = repositoryPageUrl(facts, 'settings/access');
      if (strange.length > 0)
        return fail(
          `GitHub knows no ${formatList(strange)}.`,
          'Correct the names in status.yaml; a team is written @owner/team.',
          where,
        );
      return ok(`${Object.keys(access).length} names, all known.`);
    },
  ),
  createGithubCheck(
    'access',
    'They may write',
    ({ access }) => access,
    (access, facts) => {
      const needed = requiredPeople(facts);
      const weak = Object.keys(access).filter((name) => access[name] === 'none' || access[name] === 'read');
      const where = repositoryPageUrl(facts, 'settings/access');
      if (weak.length === 0) return ok('Everybody who is named may.');
      const found = `${formatList(weak)} may not: they can neither publish an update nor be asked for a review.`;
      const mend = 'Give them "Write"; whoever is invited has to accept.';
      return weak.some((name) => needed.has(name)) ? fail(found, mend, where) : warn(found, mend, where);
    },
  ),
  createGithubCheck(
    'owners',
    'GitHub understands CODEOWNERS',
    ({ codeownersErrors }) => codeownersErrors,
    (errors, facts) =>
      errors.length === 0
        ? ok('It does.')
        : fail(
            formatList(errors, 3),
            'Correct the people in status.yaml, then run "npm run generate -- codeowners".',
            repositoryPageUrl(facts, 'blob/HEAD/.github/CODEOWNERS'),
          ),
  ),
  createGithubCheck(
    'private',
    'What is internal is not public (V8.4, V9.1)',
    ({ repository }) => repository,
    ({ isPrivate }, facts) => {
      const files = listInternalFiles(facts);
      if (isPrivate) return ok('The repository is private.');
      if (files.length === 0) return ok('The repository is public, and holds nothing internal.');
      return fail(
        `The repository is public, and everybody can read what these keep for the team: ${formatList(files, 20)}.`,
        'Make the repository private (Pages then needs a paid plan, or publish elsewhere), or keep reviews and internal fields in a private one; git still has what was pushed.',
        repositoryPageUrl(facts, 'settings#danger-zone'),
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

/** The files that hold something for the team alone, what can't be read as it stands included. */
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
