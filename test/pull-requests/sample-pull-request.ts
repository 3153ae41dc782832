import type { Setting } from '../../src/content/content.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { ProposedFacts, PullFacts } from '../../src/pull-requests/pull-request.ts';
import type { Change } from '../../src/response/change.ts';
import { open } from '../../src/response/open.ts';
import { lintEntries } from '../../src/rules/engine/lint.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';

export const HEAD = 'a'.repeat(40);
export const NOW = at('09:11');

export const world = respondWorld();

/** A SEV-2 that the tool opened at 09:10, and the world in which it is published. */
export const opened = open(
  world,
  { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' },
  at('09:10'),
);
export const after = published(world, opened);

/** A pull request by Bola, who holds no role, on an incident's branch, opened at 09:10. */
export function pullOf(more: Partial<PullFacts> = {}): PullFacts {
  return {
    number: 7,
    title: 'SEV-2: Checkout: failed payments',
    author: 'bola',
    open: true,
    draft: false,
    ours: true,
    branch: 'incident/2026-11-22-checkout',
    base: 'main',
    published: 'main',
    head: HEAD,
    opened: at('09:10'),
    writers: ['bola'],
    reviews: [],
    asked: [],
    checks: [],
    ...more,
  };
}

/** What git says of a change of one file. */
export function proposedOf(
  change: Pick<Change, 'path' | 'text'>,
  before?: string,
  more: Partial<ProposedFacts> = {},
  setting: Setting = world.setting,
): ProposedFacts {
  const { path, text } = change;
  const { value, partial, findings } = parseIncident({ path, text }, setting.site.timezone);
  const entries = value ? [value] : [];
  const content = {
    setting,
    entries,
    partial: partial ? [partial] : [],
    broken: [],
    postmortems: [],
    findings,
  };
  return {
    setting,
    content,
    files: [{ path, ...(before !== undefined && { before: { path, text: before } }), after: { path, text } }],
    foreign: [],
    conflicts: false,
    sameWords: [],
    findings: [...content.findings, ...lintEntries(setting, entries, at('12:00'))],
    ...more,
  };
}
