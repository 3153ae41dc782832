import type { Delivery } from '../delivery-log/delivery.ts';
import { formatCount } from '../text/count.ts';
import { describeFailure, sendAgainCommand, sendAgainLabel } from './events.ts';
import type { NotificationReport } from './io/runner.ts';
import { CUSTOMER_MESSAGE_CAP } from './plan.ts';

/** What only a person can continue. */
export interface WaitingMessages {
  /** How many messages to customers were not sent, because they are too many. */
  readonly held: number;
  /** How many incidents they are about. */
  readonly heldIncidents: number;
  /** Messages that were refused, or that perhaps arrived. */
  readonly failed: readonly Delivery[];
}

/** What a run left for a person. */
export function waitingMessagesOf({
  ended,
  recorded,
  held,
}: Pick<NotificationReport, 'ended' | 'recorded' | 'held'>): WaitingMessages {
  return {
    held: held.length,
    heldIncidents: new Set(held.map(({ event }) => event.subject?.id ?? event.key)).size,
    failed: lastStatesOf({ ended, recorded }).filter(
      ({ state }) => state === 'refused' || state === 'unknown',
    ),
  };
}

/** How each delivery of a run ended in the end: some are tried several times. */
export function lastStatesOf({
  ended,
  recorded,
}: Pick<NotificationReport, 'ended' | 'recorded'>): readonly Delivery[] {
  const last = new Map([...recorded, ...ended].map((delivery) => [delivery.id, delivery]));
  return [...last.values()];
}

/** An issue that everyone may read, so it names no incident and no reason. `text` is Markdown. */
export interface WaitingIssue {
  readonly kind: 'held-messages' | 'failed-messages';
  readonly title: string;
  readonly text: string;
  /** Whether a later run has something to add to an open issue. */
  readonly isNews: boolean;
}

export function planWaitingIssues({ held, heldIncidents, failed }: WaitingMessages): WaitingIssue[] {
  const issues: WaitingIssue[] = [];
  if (held > 0)
    issues.push({
      ...{ kind: 'held-messages', title: 'Messages to customers wait for a person', isNews: false },
      text: describeHeld(held, heldIncidents),
    });
  if (failed.length > 0)
    issues.push({
      ...{ kind: 'failed-messages', title: 'Messages did not arrive', isNews: true },
      text: failed.map(describeFailed).join('\n'),
    });
  return issues;
}

function describeHeld(held: number, incidents: number): string {
  return [
    `A run would have sent ${formatCount(held, 'message')} to customers, about ${formatCount(incidents, 'incident')}; more than ${CUSTOMER_MESSAGE_CAP} at once look like a mistake, such as an import or a changed clock. **None was sent.** If they are a mistake, do nothing: they expire after two hours.`,
    '',
    `See what they say: \`npx candor notify --dry-run --deployed\`. Send them: \`${sendAgainCommand('all')}\``,
  ].join('\n');
}

function describeFailed({ id, audience, channel, state }: Delivery): string {
  const what = state === 'refused' ? 'refused' : 'it is unknown whether it arrived';
  return `- ${audience} by ${channel}: ${what}. ${sendAgainLabel(state)}: \`${sendAgainCommand(id)}\``;
}

/** Lines for the terminal, each ending with what to do. */
export function describeWaiting({ held, failed }: WaitingMessages, isPrivate: boolean): string[] {
  return [
    ...failed.map((delivery) => {
      const { id, audience, channel, state } = delivery;
      const what = isPrivate ? describeFailure(delivery) : `${state}: ${audience} by ${channel}.`;
      return `${what} ${sendAgainLabel(state)}: ${sendAgainCommand(id)}`;
    }),
    ...(held === 0
      ? []
      : [
          `${formatCount(held, 'message')} to customers are too many at once: none was sent. See what they say: npx candor notify --dry-run --deployed. Send them: ${sendAgainCommand('all')}`,
        ]),
  ];
}
