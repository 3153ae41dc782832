import { openLogStore } from '../../delivery-log/io/log-store.ts';
import { describeWaiting, waitingMessagesOf } from '../../notifications/waiting-text.ts';
import { reportWaitingMessages } from '../../notifications/io/waiting-issue.ts';
import { runNotifications } from '../../notifications/io/runner.ts';
import { readSecret } from '../../files/secret.ts';
import { findSecrets } from '../../notifications/io/secrets.ts';
import { MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { GithubClient } from '../../github/client.ts';
import type { WatchTask } from './tasks.ts';

/** How often the log is read although nothing is due: for messages of other runs that have to be tried again. */
const LOOK_INTERVAL: Duration = 5 * MINUTE;

/**
 * Notifies the team of what is due and late, at each reminder time (V4.1, U4.1, V10.1), and customers by e-mail when no
 * update came (U4.2). It also tries again what other runs could not send. Updates reach customers after they are on the page.
 */
export function createNotifyTask(
  {
    root,
    remote,
    url,
    client,
  }: {
    readonly root: string;
    readonly remote: string | undefined;
    readonly url?: string;
    readonly client: GithubClient;
  },
  log: (line: string) => void,
): WatchTask {
  const store = openLogStore(root, remote);
  let isReported = false;
  return {
    name: 'Notifications',
    run: async ({ siteContext, incidents, evidence, now, abortSignal }) => {
      const { needed, missing } = findSecrets(siteContext);
      // A job that has none is not meant to send. One that has some is set up by mistake.
      if (missing.length > 0 && missing.length < needed.length && !isReported) {
        log(`The team is not notified by this watcher, because it lacks ${missing.join(', ')}.`);
        isReported = true;
      }
      if (needed.length === 0 || missing.length > 0) return undefined;
      const report = await runNotifications(
        store,
        {
          ...{ siteContext, incidents, evidence, isPageCurrent: false },
          ...(url !== undefined && { repositoryUrl: url }),
        },
        { secret: readSecret, signal: abortSignal },
      );
      for (const { state, audience, channel } of report.ended)
        if (state !== 'refused' && state !== 'unknown') log(`${state}: ${audience} by ${channel}`);
      if (report.damage !== undefined) log(report.damage);
      const waiting = waitingMessagesOf(report);
      for (const line of describeWaiting(waiting, false)) log(line);
      await reportWaitingMessages(client, waiting, log);
      return Math.min(now + LOOK_INTERVAL, report.next ?? Infinity);
    },
  };
}
