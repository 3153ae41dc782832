import type { PullRequestApi } from '../../github/pull-requests.ts';
import type { Prompt } from '../inputs.ts';
import type { AnswerStore } from './answers.ts';
import type { CommandOutput } from './output.ts';
import type { DescribeApproval } from '../own-text.ts';

/** What a command has: its clock, its terminal, GitHub, and the options that all commands share. */
export interface CommandContext extends CommandOutput {
  readonly print: (text: string) => void;
  /** Absent without a terminal. */
  readonly prompt?: Prompt;
  /** Absent without a token. */
  readonly connectPullRequests?: () => Promise<PullRequestApi | undefined>;
  /** Who has to approve a change before it is published. */
  readonly describeApproval?: DescribeApproval;
  /** Where the answers of a conversation that is stopped are kept. */
  readonly answers?: AnswerStore;
  /** Publishes without a last look. */
  readonly isConfirmed?: boolean;
  readonly offline: boolean;
  readonly dryRun: boolean;
}
