import { isNode, isScalar, parse, parseDocument } from 'yaml';
import { parseContent } from '../content/content.ts';
import type { ContentSources, SiteContext } from '../content/content.ts';
import { parseSite } from '../content/site.ts';
import { hasErrors } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import { formatInstant } from '../time/instant.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Day } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from '../content/source.ts';
import type { GeneratedFile } from '../files/write.ts';
import { renderNewPolicy } from '../policy/new-policy.ts';
import { readNewPolicyAnswers, USUAL_SEVERITIES } from '../policy/new-policy-questions.ts';
import { tryPolicies } from '../policy/trial-findings.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { completePackage, renderCompanyFiles } from './company-files.ts';
import type { Engine, EngineFacts } from './company-files.ts';
import { planManagedFiles } from './managed-files.ts';
import type { ManagedFileAction, Manifest } from './managed-files.ts';
import { renderRepositoryFiles } from './repository-files.ts';
import { OWN_POLICY } from './site-answers.ts';
import type { SiteAnswers } from './site-answers.ts';
import { renderComponentFiles, renderSiteFile } from './site-files.ts';

export type InitAction =
  | ManagedFileAction
  /** A Candor command that checks the result. */
  | {
      readonly type: 'run-command';
      readonly command: string;
      readonly args: readonly string[];
      readonly reason: string;
    };

/** What is in the folder before. */
export interface ExistingContent {
  readonly sources: ContentSources;
  /** The text of each file that Candor could write, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly manifest?: Manifest | undefined;
  /** What Candor wrote last of the files that a person changed since, where the repository's history has it. */
  readonly generated?: ReadonlyMap<string, string>;
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
 * Plans the setup of a company's repository: adds what is missing, and changes only what the answers state. Nothing is
 * removed. Fails if the page could not be built from the result.
 */
export function planInit(
  existing: ExistingContent,
  answers: SiteAnswers,
  engine: Engine,
  now: Instant,
): InitPlan {
  const refuse = (error: string): InitPlan => ({ error, findings: [], sources: [] });
  const { sources, files } = existing;
  const site = planSiteFile(sources.site?.text, answers, now);
  const components = planComponents(sources.components, answers, todayIn(answers.timezone, now));
  const policies = planOwnPolicy(sources.policies, answers);
  const after: ContentSources = {
    ...sources,
    policies: [...policies, ...sources.policies],
    site,
    components: [...sources.components, ...components],
  };
  const content = parseContent(after);
  // The trial is of the policy alone: names of components are the company's.
  const withoutComponents = content.siteContext && { ...content.siteContext, components: [] };
  const diagnostics = [
    ...validateContent(content, now),
    ...tryPolicies({ ...content, ...(withoutComponents && { siteContext: withoutComponents }) }, now),
  ];
  if (!content.siteContext || hasErrors(diagnostics))
    return {
      error: 'The status page can not be built from these answers:',
      findings: diagnostics,
      sources: [site, ...after.components, ...after.policies, ...sources.incidents],
    };
  const unknownRole = findUnknownRole(answers, content.siteContext);
  if (unknownRole !== undefined) return refuse(unknownRole);
  const own = planCompanyFiles(files, answers, engine);
  if ('error' in own) return refuse(own.error);
  const writes = [site, ...policies, ...components]
    .filter(({ path, text }) => files.get(path) !== text)
    .map(({ path, text }) => writeOf(path, text, files));
  const repository = renderRepositoryFiles(content.siteContext, engine);
  return {
    actions: [
      ...writes,
      ...own.actions,
      ...planManagedFiles(repository, files, existing.manifest, engine.version, existing.generated),
      { type: 'run-command', command: 'validate', args: [], reason: 'checks every rule' },
      { type: 'run-command', command: 'build', args: ['--clean'], reason: 'builds the site into dist/' },
    ],
    warnings: diagnostics,
  };
}

/** A new `status.yaml`, or the existing one with the answers in place of its values. */
function planSiteFile(before: string | undefined, answers: SiteAnswers, now: Instant): SourceFile {
  const path = 'status.yaml';
  const year = formatInstant(now).slice(0, 4);
  // A new page states it, so that it can be seen and changed; in an existing one its absence means something else.
  if (before === undefined)
    return { path, text: renderSiteFile({ audience: 'customers', ...answers }, undefined, year) };
  const fresh = renderSiteFile(answers, undefined, year);
  const document = parseDocument(before);
  const parsed: Readonly<Record<string, unknown>> = { ...parseSite({ path, text: before }).value };
  const { id: _id, ...values } = parse(fresh) as Record<string, unknown>;
  let isChanged = false;
  const set = (keys: readonly string[], value: unknown): void => {
    const node: unknown = document.getIn(keys, true);
    const known = isNode(node) ? node.toJS(document) : node;
    const isDefault = known === undefined && JSON.stringify(parsed[keys[0]!]) === JSON.stringify(value);
    if (isDefault || JSON.stringify(known) === JSON.stringify(value)) return;
    // A comment beside a value belongs to the value's node.
    if (isScalar(node) && typeof value !== 'object') node.value = value;
    else document.setIn(keys, document.createNode(value));
    isChanged = true;
  };
  for (const [key, value] of Object.entries(values)) {
    if (typeof value !== 'object' || value === null) set([key], value);
    else for (const [inner, content] of Object.entries(value)) set([key, inner], content);
  }
  return { path, text: isChanged ? document.toString({ lineWidth: 0, singleQuote: true }) : before };
}

/** The components that no file names yet. */
function planComponents(
  before: readonly SourceFile[],
  { components }: SiteAnswers,
  today: Day,
): GeneratedFile[] {
  const taken = new Set(before.map(({ path }) => path));
  return renderComponentFiles(components, today).filter(({ path }) => !taken.has(path));
}

/** The file to complete of a company with an SOP of its own, unless it is there. */
function planOwnPolicy(before: readonly SourceFile[], { policy, name }: SiteAnswers): GeneratedFile[] {
  const path = `policies/${OWN_POLICY}.yaml`;
  if (policy !== OWN_POLICY || before.some((source) => source.path === path)) return [];
  const read = readNewPolicyAnswers({
    title: `${name} incident SOP`,
    severity: USUAL_SEVERITIES,
    monitoring: '30m',
    postmortem: '5d',
  });
  return 'answers' in read ? [{ path, text: renderNewPolicy(read.answers) }] : [];
}

function planCompanyFiles(
  files: ReadonlyMap<string, string>,
  answers: SiteAnswers,
  engine: EngineFacts,
): { actions: ManagedFileAction[] } | { error: string } {
  const actions: ManagedFileAction[] = renderCompanyFiles(answers, engine)
    .filter(({ path }) => !files.has(path))
    .map(({ path, text }) => ({ type: 'write-file', path, text }));
  const before = files.get('package.json');
  if (before === undefined) return { actions };
  try {
    const text = completePackage(before, engine);
    if (text !== undefined) actions.unshift(writeOf('package.json', text, files));
    return { actions };
  } catch {
    return { error: 'package.json is not valid JSON. Nothing was written.' };
  }
}

function writeOf(path: string, text: string, files: ReadonlyMap<string, string>): ManagedFileAction {
  const before = files.get(path);
  return { type: 'write-file', path, text, ...(before !== undefined && { before }) };
}

function findUnknownRole(
  { people, policy }: SiteAnswers,
  { policy: { roles: known } }: SiteContext,
): string | undefined {
  const roles = Object.keys(known);
  const role = Object.keys(people).find((key) => !roles.includes(key));
  if (role === undefined) return undefined;
  return `The policy "${policy}" has no role "${role}".${formatDidYouMean(role, roles)} Expected one of: ${formatAlternatives(roles, 30)}.`;
}

export function describeInitAction(action: InitAction): string {
  switch (action.type) {
    case 'write-file':
      return `${action.before === undefined ? 'add    ' : 'change '} ${action.path}`;
    case 'remove-file':
      return `remove  ${action.path}`;
    case 'leave-file':
      return `leave   ${action.path}: ${action.before === undefined ? 'it was removed' : 'it was changed'} by hand${action.isBehind ? '; add what Candor changed in it yourself' : ''}`;
    case 'run-command':
      return `run     candor ${[action.command, ...action.args].join(' ')}: ${action.reason}`;
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
