import type { SiteContext } from '../../src/content/content.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { ProposedChanges, PullRequestInfo } from '../../src/pull-requests/pull-request.ts';
import type { IncidentChange } from '../../src/response/change.ts';
import { openIncident } from '../../src/response/open.ts';
import { lintIncidentFiles } from '../../src/rules/engine/lint.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';

export const HEAD = 'a'.repeat(40);
export const NOW = at('09:11');

export const incidentContext = respondWorld();

/** A SEV-2 that the tool opened at 09:10, and the world in which it is published. */
export const opened = openIncident(
  incidentContext,
  { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' },
  at('09:10'),
);
export const after = published(incidentContext, opened);

/** A pull request by Bola, who holds no role, on an incident's branch, opened at 09:10. */
export function pullOf(more: Partial<PullRequestInfo> = {}): PullRequestInfo {
  return {
    number: 7,
    title: 'SEV-2: Checkout: failed payments',
    author: 'bola',
    open: true,
    draft: false,
    isSameRepository: true,
    branch: 'incident/2026-11-22-checkout',
    base: 'main',
    defaultBranch: 'main',
    head: HEAD,
    createdAt: at('09:10'),
    commitAuthors: ['bola'],
    reviews: [],
    requestedReviewers: [],
    checks: [],
    statuses: [],
    ...more,
  };
}

/** What git shows about a change of one file. */
export function proposedOf(
  change: Pick<IncidentChange, 'path' | 'text'>,
  before?: string,
  more: Partial<ProposedChanges> = {},
  siteContext: SiteContext = incidentContext.siteContext,
): ProposedChanges {
  const { path, text } = change;
  const { value, partial, diagnostics } = parseIncident({ path, text }, siteContext.site.timezone);
  const incidents = value ? [value] : [];
  const content = {
    siteContext,
    incidents,
    partialIncidents: partial ? [partial] : [],
    invalidSources: [],
    postmortems: [],
    otherPolicies: [],
    diagnostics,
  };
  const old =
    before === undefined ? undefined : parseIncident({ path, text: before }, siteContext.site.timezone).value;
  return {
    siteContext,
    published: { incidents: old ? [old] : [], postmortems: [] },
    content,
    files: [{ path, ...(before !== undefined && { before: { path, text: before } }), after: { path, text } }],
    otherPaths: [],
    hasConflicts: false,
    equivalentCommits: [],
    messages: [],
    diagnostics: [...content.diagnostics, ...lintIncidentFiles(siteContext, incidents, at('12:00'))],
    ...more,
  };
}
