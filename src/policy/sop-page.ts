import type { SiteContext } from '../content/content.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { sopSectionsOf } from './sop-clauses.ts';
import type { ClauseKeeper } from './sop-clause.ts';
import type { PartOrigin } from './policy-origins.ts';

const KEEPERS: Readonly<Record<ClauseKeeper, string>> = {
  enforces: 'enforces',
  warns: 'warns',
  reminds: 'reminds',
  people: 'leaves to people',
};

/** The policy as a Markdown document: each clause with what Candor does about it, and where each part comes from. */
export function renderSopPage(siteContext: SiteContext, origins: readonly PartOrigin[]): string {
  const { policy } = siteContext;
  const facts = [
    policy.version === undefined ? [] : [`Version ${policy.version}`],
    policy.updated === undefined ? [] : [`changed ${policy.updated}`],
    policy.owner === undefined ? [] : [`owner: ${policy.owner}`],
    policy.maintainer === undefined ? [] : [`maintained by ${policy.maintainer}`],
  ].flat();
  const sections = sopSectionsOf(siteContext);
  const clauses = sections.flatMap((section) => section.clauses);
  const counts = Object.entries(KEEPERS).map(
    ([by, name]) => [name, clauses.filter((clause) => clause.by === by).length] as const,
  );
  return [
    `# ${escapeMarkdown(policy.name)}`,
    ...(facts.length > 0 ? [`${escapeMarkdown(facts.join(' · '))}`] : []),
    `Of ${clauses.length} clauses, Candor ${counts.flatMap(([name, count]) => (count === 0 && name === 'warns' ? [] : [`${name} ${count}`])).join(', ')}.`,
    ...sections.flatMap(({ title, clauses: own }) => [
      `## ${escapeMarkdown(title)}`,
      [
        '| clause | Candor |',
        '| --- | --- |',
        ...own.map(({ text, by }) => `| ${cell(text)} | ${KEEPERS[by]} |`),
      ].join('\n'),
    ]),
    '## Where it comes from',
    [
      '| part | from |',
      '| --- | --- |',
      ...origins.map(({ part, from }) => `| \`${part}\` | ${cell(from)} |`),
    ].join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** On one line. The escaped text can't end the cell. */
function cell(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' '));
}
