import type { WorkflowShape } from './workflows.ts';

/** A rule that every workflow file keeps. */
export interface Policy {
  readonly id: string;
  /** Why, in a sentence. */
  readonly why: string;
  /** Files that break it, each in one way: they prove that the rule finds something. */
  readonly bad: readonly string[];
  /** What is wrong with a file; nothing if all is well. */
  readonly complaints: (workflow: WorkflowShape) => readonly string[];
}

/** A small workflow that keeps every policy; a policy's bad examples change one thing in it. */
export const GOOD = `# Tries things. It only reads.
name: Try
on: push
permissions: {}
concurrency: { group: try, cancel-in-progress: true }
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    environment: live
    permissions:
      contents: read
      issues: write # answers on the issue
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with: { node-version-file: .nvmrc, package-manager-cache: false }
      - run: npm ci --ignore-scripts --no-audit --no-fund
      - env: { TITLE: '\${{ github.event.issue.title }}', KEY: '\${{ secrets.KEY }}' }
        run: node scripts/try.ts --title="$TITLE"
`;

/** The good example with one thing changed. */
export function but(find: string | RegExp, put: string): string {
  const changed = GOOD.replace(find, put);
  if (changed === GOOD) throw new Error(`nothing to change: ${String(find)}`);
  return changed;
}
