import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Finding } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Source } from '../content/source.ts';
import { formFiles } from '../issue-forms/issue-template-yaml.ts';
import { judgeContent } from '../rules/engine/validate-content.ts';
import { CODEOWNERS, drawCodeowners } from './codeowners.ts';
import type { Answers } from './site-answers.ts';
import { drawComponents, drawSite } from './site-files.ts';
import type { Written } from './site-files.ts';

/** One thing that is done to make the repository a company's own. */
export type InitAction =
  | ({ readonly do: 'write' } & Written)
  | { readonly do: 'remove'; readonly path: string }
  /** One of the engine's own commands, which writes or tries what follows from the files. */
  | { readonly do: 'run'; readonly script: string; readonly args: readonly string[]; readonly why: string };

/** What a content root holds of a company's. */
export interface Present {
  readonly policies: readonly Source[];
  readonly components: readonly string[];
  /** The files of `incidents/` and `postmortems/`. */
  readonly papers: readonly Paper[];
}

export interface Paper {
  readonly path: string;
  /** Word for word an example that ships with the engine. */
  readonly example: boolean;
}

/** What is to be done, in order; or why nothing is. */
export type InitPlan =
  | { readonly actions: readonly InitAction[]; readonly warnings: readonly Finding[] }
  | { readonly refused: string; readonly findings: readonly Finding[]; readonly sources: readonly Source[] };

/**
 * What it takes to make a repository a company's own: its files written, the examples' removed, nothing else touched.
 * Refused where the answers don't hold together, and where incidents that really happened would be lost, unless `force`.
 */
export function planInit(present: Present, answers: Answers, now: Instant, force: boolean): InitPlan {
  const refuse = (refused: string): InitPlan => ({ refused, findings: [], sources: [] });
  const real = present.papers.filter(({ example }) => !example).map(({ path }) => path);
  if (real.length > 0 && !force) {
    const files = real.length === 1 ? `${real[0]} is no example` : `${count(real)} are no examples`;
    return refuse(
      `${files}: this page has a history. --force removes what it has; git keeps what was committed.`,
    );
  }
  const writes = [{ path: 'status.yaml', text: drawSite(answers) }, ...drawComponents(answers.components)];
  const sources = sourcesOf(present, writes);
  const content = parseContent(sources);
  const findings = judgeContent(content, now);
  const all = [...writes, ...present.policies];
  if (!content.setting || hasErrors(findings))
    return { refused: 'These answers make no page that could be shown:', findings, sources: all };
  const strange = strangeRole(answers, Object.keys(content.setting.policy.roles));
  if (strange !== undefined) return refuse(strange);
  const kept = new Set(writes.map(({ path }) => path));
  const gone = [...present.components, ...present.papers.map(({ path }) => path)].filter(
    (path) => !kept.has(path),
  );
  return {
    actions: [
      ...gone.toSorted().map((path) => ({ do: 'remove', path }) as const),
      ...writes.map((written) => ({ do: 'write', ...written }) as const),
      { do: 'write', path: CODEOWNERS, text: drawCodeowners(content.setting) },
      ...formFiles(content.setting).map(({ path, text }) => ({ do: 'write', path, text }) as const),
      { do: 'run', script: 'validate', args: [], why: 'every rule is asked' },
      { do: 'run', script: 'build', args: ['--clean'], why: 'the page is built once, into dist/' },
    ],
    warnings: findings,
  };
}

function count(paths: readonly string[]): string {
  return `${paths.length} files (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})`;
}

function sourcesOf({ policies }: Present, writes: readonly Written[]): ContentSources {
  const [site, ...components] = writes;
  return { ...(site && { site }), policies, components, incidents: [], postmortems: [] };
}

function strangeRole({ people, policy }: Answers, roles: readonly string[]): string | undefined {
  const role = Object.keys(people).find((key) => !roles.includes(key));
  if (role === undefined) return undefined;
  return `The policy "${policy}" has no role "${role}".${didYouMean(role, roles)} Known here: ${oneOf(roles, 30)}.`;
}
