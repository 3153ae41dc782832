import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The files that take longest, so that none of them is left over for one core at the end. */
const SLOWEST = [
  'test/workflows/script-injection.test.ts',
  'test/fuzz/targets.test.ts',
  'test/publishing/workflow.test.ts',
  'test/pull-requests/story.test.ts',
  'test/story/story.test.ts',
  'test/reminders/kills.test.ts',
  'test/site/browser.test.ts',
  'test/setup/package.test.ts',
  'test/setup/io/prove.test.ts',
  'test/postmortems/io/approvals.test.ts',
  'test/cli/validate.test.ts',
];

/** Runs the slowest files first, and the others as Vitest orders them: the largest first in a new clone. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = SLOWEST.findIndex((path) => moduleId.endsWith(`/${path}`));
      return rank === -1 ? SLOWEST.length : rank;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer's own
    const inOrder = await super.sort(files);
    return inOrder.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
