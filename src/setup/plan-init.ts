import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import { formatInstant } from '../time/instant.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Day } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from '../content/source.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { CODEOWNERS_PATH, renderCodeowners } from './codeowners.ts';
import type { SiteAnswers } from './site-answers.ts';
import { renderComponentFiles, renderSiteFile } from './site-files.ts';
import type { GeneratedFile } from '../files/write.ts';
import { formatCount } from '../text/count.ts';

export type InitAction =
  | ({ readonly type: 'write-file' } & GeneratedFile)
  | { readonly type: 'remove-file'; readonly path: string }
  /** A Candor command that generates or checks files. */
  | {
      readonly type: 'run-command';
      readonly command: string;
      readonly args: readonly string[];
      readonly reason: string;
    };

/** The existing files of a content root. */
export interface ContentInventory {
  readonly policies: readonly SourceFile[];
  /** The `id` of `status.yaml`, unless it is the bundled example: published ids are derived from it. */
  readonly siteId?: string;
  readonly components: readonly string[];
  /** The files of `incidents/` and `postmortems/`. */
  readonly eventFiles: readonly ExistingFile[];
}

export interface ExistingFile {
  readonly path: string;
  /** Whether it is identical to a bundled example. */
  readonly isExample: boolean;
}

/** The actions, in order, or the reason why there are none. */
export type InitPlan =
  | { readonly actions: readonly InitAction[]; readonly warnings: readonly Diagnostic[] }
  | {
      readonly error: string;
      readonly findings: readonly Diagnostic[];
      readonly sources: readonly SourceFile[];
    };

/**
 * Plans the setup of a company's repository: writes its files and removes the examples, nothing else. Fails if the
 * answers are invalid, or if real incidents would be removed without `force`.
 */
export function planInit(
  present: ContentInventory,
  answers: SiteAnswers,
  now: Instant,
  force: boolean,
): InitPlan {
  const refuse = (error: string): InitPlan => ({ error, findings: [], sources: [] });
  const real = present.eventFiles.filter(({ isExample }) => !isExample).map(({ path }) => path);
  if (real.length > 0 && !force) {
    const files =
      real.length === 1 ? `${real[0]} is not an example` : `${formatPaths(real)} are not examples`;
    return refuse(
      `${files}. To remove incidents and postmortems anyway, use --force; committed files remain in git.`,
    );
  }
  const writes = [
    { path: 'status.yaml', text: renderSiteFile(answers, present.siteId, formatInstant(now).slice(0, 4)) },
    ...renderComponentFiles(answers.components, todayIn(answers.timezone, now)),
  ];
  const sources = toContentSources(present, writes);
  const content = parseContent(sources);
  const diagnostics = validateContent(content, now);
  const all = [...writes, ...present.policies];
  if (!content.siteContext || hasErrors(diagnostics))
    return {
      error: 'The status page can not be built from these answers:',
      findings: diagnostics,
      sources: all,
    };
  const unknownRole = findUnknownRole(answers, Object.keys(content.siteContext.policy.roles));
  if (unknownRole !== undefined) return refuse(unknownRole);
  const kept = new Set(writes.map(({ path }) => path));
  const gone = [...present.components, ...present.eventFiles.map(({ path }) => path)].filter(
    (path) => !kept.has(path),
  );
  return {
    actions: [
      ...gone.toSorted().map((path) => ({ type: 'remove-file', path }) as const),
      ...writes.map((written) => ({ type: 'write-file', ...written }) as const),
      { type: 'write-file', path: CODEOWNERS_PATH, text: renderCodeowners(content.siteContext) },
      ...renderFormFiles(content.siteContext).map(
        ({ path, text }) => ({ type: 'write-file', path, text }) as const,
      ),
      { type: 'run-command', command: 'validate', args: [], reason: 'checks every rule' },
      {
        type: 'run-command',
        command: 'build',
        args: ['--clean'],
        reason: 'builds the site into dist/',
      },
    ],
    warnings: diagnostics,
  };
}

function formatPaths(paths: readonly string[]): string {
  return `${formatCount(paths.length, 'file')} (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})`;
}

function toContentSources({ policies }: ContentInventory, writes: readonly GeneratedFile[]): ContentSources {
  const [site, ...components] = writes;
  return { ...(site && { site }), policies, components, incidents: [], postmortems: [] };
}

function findUnknownRole({ people, policy }: SiteAnswers, roles: readonly string[]): string | undefined {
  const role = Object.keys(people).find((key) => !roles.includes(key));
  if (role === undefined) return undefined;
  return `The policy "${policy}" has no role "${role}".${formatDidYouMean(role, roles)} Expected one of: ${formatAlternatives(roles, 30)}.`;
}

export function describeInitAction(action: InitAction): string {
  switch (action.type) {
    case 'write-file':
      return `write   ${action.path}`;
    case 'remove-file':
      return `remove  ${action.path}`;
    case 'run-command':
      return `run     npm run ${[action.command, ...action.args].join(' ')}: ${action.reason}`;
  }
}

/** The day in a zone; in UTC if the zone, which is not validated yet, does not exist. */
function todayIn(zone: string, now: Instant): Day {
  try {
    return createCalendar(zone).dayOf(now);
  } catch {
    return createCalendar('UTC').dayOf(now);
  }
}
