import { Refusal } from './response.ts';
import { requiredCheckRunsOf } from './checks.ts';
import { JOB_REQUESTS_PER_HOUR } from './limits.ts';
import type { Fault, FaultyCall } from './limits.ts';
import type { Json } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { EmulatorState } from './state.ts';

/** What the people of a repository have set, for tests to change at will. */
export class Settings {
  /** Only by a pull request, and with what it asks for, once it is set. */
  protection:
    { readonly branch: string; readonly approvals: number; readonly checks: readonly string[] } | undefined;
  allowsAutoMerge = true;
  deletesBranches = false;
  /** What GitHub's `repos/get` says beside the rest. */
  repository: Json = {};
  pages: Json | undefined;
  /** As GitHub lists them: `{ name: 'github-pages', protection_rules: [], … }`. */
  environments: Json[] = [];
  rulesets: Json[] = [];
  /** Names only, as GitHub shows them. */
  secrets: string[] = [];
  environmentSecrets: Record<string, string[]> = {};
  variables: Record<string, string> = {};
  /** What a job's token may do where a workflow doesn't say, and whether it may open pull requests at all. */
  workflowPermissions: Json = {
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: true,
  };
  /** Of `allowed_actions: selected`. */
  allowedActions: Json = { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] };
  actionsPermissions: Json = { enabled: true, allowed_actions: 'all', sha_pinning_required: false };
  /** The workflow files that are off, and why (`disabled_manually`, `disabled_inactivity`). */
  readonly disabled = new Map<string, string>();
  /** Runs of workflows, oldest first: `{ id, path, status, conclusion, event, head_branch, head_sha }`. */
  runs: Json[] = [];
  readonly statuses: Json[] = [];
  readonly reactions: {
    readonly id: number;
    readonly of: string;
    readonly content: string;
    readonly user: { readonly login: string };
    readonly created_at: string;
  }[] = [];

  /** The ways to merge that are switched off: `squash`, `merge`, `rebase`. */
  mergeMethodsOff: readonly string[] = [];
  jobRequestsPerHour = JOB_REQUESTS_PER_HOUR;
  counted = { hour: 0, requests: 0 };
  /** Lets requests fail. */
  fault: ((call: FaultyCall) => Fault | undefined) | undefined;

  isProtected(branch: string): boolean {
    return this.protection?.branch === branch;
  }

  /** @throws Refusal 422 where only a pull request may move a branch */
  mustNotMove(ref: string): void {
    if (this.protection && ref === `refs/heads/${this.protection.branch}`) {
      throw new Refusal(
        422,
        'Repository rule violations found\n\nChanges must be made through a pull request.',
      );
    }
  }

  /** What a pull request still lacks before it may be merged into a branch; undefined if nothing. */
  async missingFor(
    emulatorState: EmulatorState,
    branch: string,
    number: number,
    head: string,
  ): Promise<string | undefined> {
    if (!this.protection || this.protection.branch !== branch) return undefined;
    const at = `/repos/${emulatorState.owner}/${emulatorState.repo}`;
    const ask = async (path: string): Promise<unknown> =>
      (await emulatorState.backend.ask(JOB, 'GET', `${at}${path}`).catch(() => undefined))?.body;
    const reviews = ((await ask(`/pulls/${number}/reviews?per_page=100`)) ?? []) as Json[];
    const word = new Map(
      reviews
        .filter((each) => each['state'] === 'APPROVED' || each['state'] === 'CHANGES_REQUESTED')
        .map((each) => [(each['user'] as { login: string }).login, each['state']]),
    );
    const approvals = [...word.values()].filter((state) => state === 'APPROVED').length;
    if (approvals < this.protection.approvals) {
      return `At least ${this.protection.approvals} approving review is required by reviewers with write access.`;
    }
    const runs = await requiredCheckRunsOf(emulatorState, head);
    // All runs and the last status of a name must be green: a status does not heal a red run, nor one run another.
    const resultsOf = (name: string): boolean[] => [
      ...runs
        .filter((run) => run['name'] === name)
        .map((run) => ['success', 'neutral', 'skipped'].includes(String(run['conclusion']))),
      ...this.statuses
        .filter((each) => each['sha'] === head && each['context'] === name)
        .slice(-1)
        .map((each) => each['state'] === 'success'),
    ];
    const missing = this.protection.checks.find((name) => {
      const results = resultsOf(name);
      return results.length === 0 || results.includes(false);
    });
    return missing === undefined ? undefined : `Required status check "${missing}" is expected.`;
  }
}
