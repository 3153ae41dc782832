import type { Check } from './check.ts';
import { fail, githubCheck, listed, ok, page, warn } from './check.ts';
import { rolesNeeded } from './checks-here.ts';
import type { Facts } from './doctor-facts.ts';

/** Whom GitHub knows, and who can read what is not for everybody. */
export const CHECKS_PEOPLE: readonly Check[] = [
  githubCheck(
    'people',
    'GitHub knows the people of status.yaml',
    ({ access }) => access,
    (access, facts) => {
      const strange = Object.keys(access).filter((name) => access[name] === 'nobody');
      const where = page(facts, 'settings/access');
      if (strange.length > 0)
        return fail(
          `GitHub knows no ${listed(strange)}.`,
          'Correct the names in status.yaml; a team is written @owner/team.',
          where,
        );
      return ok(`${Object.keys(access).length} names, all known.`);
    },
  ),
  githubCheck(
    'access',
    'They may write',
    ({ access }) => access,
    (access, facts) => {
      const needed = peopleNeeded(facts);
      const weak = Object.keys(access).filter((name) => access[name] === 'none' || access[name] === 'read');
      const where = page(facts, 'settings/access');
      if (weak.length === 0) return ok('Everybody who is named may.');
      const found = `${listed(weak)} may not: they can neither publish an update nor be asked for a review.`;
      const mend = 'Give them "Write"; whoever is invited has to accept.';
      return weak.some((name) => needed.has(name)) ? fail(found, mend, where) : warn(found, mend, where);
    },
  ),
  githubCheck(
    'owners',
    'GitHub understands CODEOWNERS',
    ({ ownersFaults }) => ownersFaults,
    (faults, facts) =>
      faults.length === 0
        ? ok('It does.')
        : fail(
            listed(faults, 3),
            'Correct the people in status.yaml, then run "npm run init -- codeowners".',
            page(facts, 'blob/HEAD/.github/CODEOWNERS'),
          ),
  ),
  githubCheck(
    'private',
    'What is internal is not public (V8.4, V9.1)',
    ({ repository }) => repository,
    ({ isPrivate }, facts) => {
      const files = internalFiles(facts);
      if (isPrivate) return ok('The repository is private.');
      if (files.length === 0) return ok('The repository is public, and holds nothing internal.');
      return fail(
        `The repository is public, and everybody can read what these keep for the team: ${listed(files, 20)}.`,
        'Make the repository private (Pages then needs a paid plan, or publish elsewhere), or keep reviews and internal fields in a private one; git still has what was pushed.',
        page(facts, 'settings#danger-zone'),
      );
    },
  ),
];

function peopleNeeded({ here: { content } }: Facts): ReadonlySet<string> {
  const { setting } = content;
  return new Set(
    setting ? rolesNeeded(setting.policy).flatMap((role) => setting.site.people[role] ?? []) : [],
  );
}

/** The files that hold something for the team alone, what can't be read as it stands included. */
export function internalFiles({ here: { content, reviews } }: Facts): string[] {
  const { setting, entries, partial, broken } = content;
  const incidents = [...entries, ...partial].filter(({ internal }) => Object.keys(internal).length > 0);
  const unread = broken.filter(({ text }) => /^internal:/m.test(text));
  return [
    ...new Set([
      ...incidents.map(({ source }) => source.path),
      ...unread.map(({ path }) => path),
      ...(setting?.policy.postmortem?.internal === false ? [] : reviews),
    ]),
  ].toSorted();
}
