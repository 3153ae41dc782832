import type { IncidentContext } from '../response/context.ts';
import type { IncidentChange } from '../response/change.ts';
import { openIncident } from '../response/open.ts';
import { chooseDrillScenario, scenarioInputOf } from '../response/drill-scenarios.ts';
import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** A part of the way from a form to the page that only GitHub itself can show. */
export interface ProofLink {
  readonly id: string;
  readonly what: string;
  /** Longer than GitHub takes on a usual day. */
  readonly limit: Duration;
  /** A page of the repository, to look at if it fails. */
  readonly page: string;
  /** What is usually missing then. */
  readonly help: string;
}

/** In their order; after one that fails, the next ones are not tried. */
export const PROOF_LINKS = [
  {
    id: 'form',
    what: 'An issue form starts issue-forms.yml, which answers',
    limit: 4 * MINUTE,
    page: 'actions/workflows/issue-forms.yml',
    help: 'Are Actions and issues enabled, and is issue-forms.yml on the default branch?',
  },
  {
    id: 'checked',
    what: 'A pull request starts auto-merge.yml, which sets candor/incidents',
    limit: 5 * MINUTE,
    page: 'actions/workflows/auto-merge.yml',
    help: 'May workflows write? Settings, Actions, General; and does auto-merge.yml run for pull requests?',
  },
  {
    id: 'merged',
    what: 'A template is merged without a person',
    limit: 5 * MINUTE,
    page: 'settings/rules',
    help: 'The ruleset must require candor/incidents and candor/postmortem from GitHub Actions, and 0 approvals.',
  },
  {
    id: 'deployed',
    what: 'The merge starts deploy.yml, which publishes',
    limit: 15 * MINUTE,
    page: 'actions/workflows/deploy.yml',
    help: 'Is GitHub Actions the source in Settings, Pages?',
  },
  {
    id: 'withdrawn',
    what: 'The drill is removed again',
    limit: 5 * MINUTE,
    page: 'pulls',
    help: 'Merge the pull request that removes it by hand.',
  },
] as const satisfies readonly ProofLink[];

export type ProofLinkId = (typeof PROOF_LINKS)[number]['id'];

export interface ProofResult {
  readonly id: ProofLinkId;
  readonly state: 'ok' | 'fail' | 'skipped';
  readonly took: Duration;
  /** What was found, in a sentence. */
  readonly found: string;
}

/** An issue form without answers: it can't change anything, and gets a reply that says what is missing. */
export const EMPTY_FORM = '### How severe is it?\n\n_No response_\n';

/** The file of a drill in the policy's words, which the page never shows. @throws InputError if the policy has no scenario */
export function createProofDrill(incidentContext: IncidentContext, now: Instant): IncidentChange {
  const scenario = chooseDrillScenario(incidentContext.siteContext, undefined, 0);
  return openIncident(incidentContext, { ...scenarioInputOf(scenario), allowDuplicate: true }, now);
}

/** One line, and where to look if the link is broken. */
export function renderProofResult(
  { id, state, took, found }: ProofResult,
  repositoryUrl: string,
  style: TerminalStyle,
): string {
  const { what, help, page } = PROOF_LINKS.find((link) => link.id === id)!;
  const mark = { ok: style.faint('ok  '), fail: style.error('FAIL'), skipped: style.faint('-   ') }[state];
  const seconds = state === 'skipped' ? '' : ` (${Math.round(took / SECOND)} s)`;
  const line = `${mark} ${what}${seconds}`;
  if (state === 'skipped') return line;
  const lines = found === '' ? [line] : [line, `     ${escapeControlCharacters(found)}`];
  return (state === 'ok' ? lines : [...lines, `     ${help}`, `     ${repositoryUrl}/${page}`]).join('\n');
}
