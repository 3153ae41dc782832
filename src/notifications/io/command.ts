import { openLogStore } from '../../delivery-log/io/log-store.ts';
import type { LogStore } from '../../delivery-log/io/log-store.ts';
import type { Delivery, DeliveryLog } from '../../delivery-log/delivery.ts';
import { mailField } from '../../content/schema/fields.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../../deadlines/active-content.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContent } from '../../files/read-content.ts';
import { readCalendars } from '../../on-call/io/read-calendars.ts';
import { createTimeLimit } from '../../files/time-limit.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { openGithubClient } from '../../github/client.ts';
import { gitCredentials, readGithubToken } from '../../github/credentials.ts';
import { openRepository } from '../../response/io/repository-context.ts';
import { formatCount } from '../../text/count.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import type { Instant } from '../../time/instant.ts';
import { listDestinations } from '../destinations.ts';
import type { Destination } from '../destinations.ts';
import { buildMessage } from '../messages.ts';
import { createTestMessage } from '../test-message.ts';
import { describeWaiting, lastStatesOf, waitingMessagesOf } from '../waiting-text.ts';
import type { Message } from '../channel.ts';
import { channelOf } from './channels/all.ts';
import { releaseDeliveries } from './release.ts';
import { findSecrets } from './secrets.ts';
import { readSecret } from '../../files/secret.ts';
import { prepareRun, runNotifications } from './runner.ts';
import type { NotificationInput, NotificationReport } from './runner.ts';
import { sendDelivery } from './send.ts';
import { reportWaitingMessages } from './waiting-issue.ts';

export interface NotifyOptions {
  readonly isDryRun: boolean;
  readonly deployed: boolean;
  readonly files: boolean;
  readonly release: readonly string[];
  readonly now: Instant | undefined;
  /** Whether only members read the output. */
  readonly isPrivate: boolean;
  readonly print: (text: string) => void;
}

/** `candor notify`. Returns the exit code. */
export async function runNotifyCommand(root: string, options: NotifyOptions): Promise<number> {
  const { isDryRun, release, print, isPrivate } = options;
  const { store, input, github } = await openNotifications(root, options);
  if (isDryRun) {
    const stored = await store.read();
    if (stored.damage !== undefined) print(stored.damage);
    printDryRun(input, prepareRun(input, stored.log, options.now ?? Date.now()), print);
    return 0;
  }
  if (release.length > 0) {
    const released = await releaseDeliveries(store, release, (log, now) => findHeld(input, log, now));
    print(`Released: ${formatCount(released, 'message')}.`);
    const { missing } = findSecrets(input.siteContext);
    if (missing.length > 0) {
      print(`This computer lacks ${missing.join(', ')}, so the next run on GitHub sends: ${START_RUN}`);
      return 0;
    }
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  for (const signal of SIGNALS) process.once(signal, onSignal);
  const report = await runNotifications(store, input, { secret: readSecret, signal: stop.signal });
  for (const signal of SIGNALS) process.off(signal, onSignal);
  printReport(report, print, isPrivate);
  const { log } = await store.read();
  const lost = release.filter((id) => log.deliveries.get(id)?.state === 'released');
  for (const id of lost)
    print(
      input.isPageCurrent
        ? `${id} can't be sent any more: its incident, its update or its place is gone.`
        : `${id} was not sent: either the page does not show it yet, or its incident, update or place is gone. After the next deployment it is sent: ${START_RUN}`,
    );
  if (github !== undefined) {
    const client = await openGithubClient(readGithubToken(), github);
    await reportWaitingMessages(client, waitingMessagesOf(report), print);
  }
  return hasProblem(report) || lost.length > 0 ? 1 : 0;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Starts deploy.yml, whose job `notify` has the secrets. */
const START_RUN = 'gh workflow run deploy.yml';

/** What a run after a deployment would hold, as it was before that run. */
function findHeld(input: NotificationInput, log: DeliveryLog, now: Instant): Delivery[] {
  const { held } = prepareRun({ ...input, isPageCurrent: true }, log, now).plan;
  return held.map(({ delivery }) => ({ ...delivery, tries: delivery.tries - 1 }));
}

function hasProblem(report: NotificationReport): boolean {
  const isBad = ({ state }: Delivery): boolean => ['refused', 'unknown', 'retry'].includes(state);
  return report.damage !== undefined || report.held.length > 0 || lastStatesOf(report).some(isBad);
}

interface OpenNotifications {
  readonly store: LogStore;
  readonly input: NotificationInput;
  /** The repository on GitHub, `owner/name`, if there is a token for it. */
  readonly github?: string;
}

async function openNotifications(
  root: string,
  { deployed, files, now = Date.now() }: Pick<NotifyOptions, 'deployed' | 'files' | 'now'>,
): Promise<OpenNotifications> {
  const { repository, remoteInfo, publishedCommit } = await openRepository(root);
  const { remote, github } = remoteInfo;
  const token = readGithubToken();
  if (token !== '' && remote && /^https?:/.test(remote.url))
    Object.assign(process.env, gitCredentials(token));
  const sources =
    deployed || files ? await readContent(root) : await readContentAt(repository.root, publishedCommit);
  const content = parseActiveContent(sources, now - FOLLOW_UP_PERIOD, createTimeLimit());
  const siteContext = requireSiteContext(content);
  const calendars = await readCalendars(repository.root, siteContext.site, now);
  return {
    store: openLogStore(repository.root, remote?.name),
    input: {
      siteContext,
      incidents: content.incidents,
      evidence: { ...content.evidence, calendars },
      isPageCurrent: deployed || files,
      ...(github && { repositoryUrl: github.url }),
    },
    ...(github && token !== '' && { github: github.repository }),
  };
}

/** Each payload as it would be sent. */
function printDryRun(
  input: NotificationInput,
  { plan, messageContext }: ReturnType<typeof prepareRun>,
  print: (text: string) => void,
): void {
  const places = listDestinations(input.siteContext.policy, input.siteContext.site).length;
  if (places === 0) print('status.yaml names no place under notify, so no one is notified.');
  const all = [...plan.send, ...plan.held];
  for (const planned of all) {
    const { destination, delivery } = planned;
    const isHeld = plan.held.includes(planned) ? ', waits for --release all' : '';
    print(`# ${delivery.key} for ${destination.audience} (${destination.type}${isHeld}), id ${delivery.id}`);
    print(formatPayload(buildMessage(planned, messageContext), destination));
  }
  for (const { key, audience, state, reason } of plan.record)
    print(escapeControlCharacters(`# ${key} for ${audience}: ${state}, ${reason ?? ''}`));
  print(`${formatCount(all.length, 'message')} would be sent.`);
}

export function formatPayload(message: Message, { place }: Pick<Destination, 'place'>): string {
  const { to, headers = {}, body } = channelOf(place).prepare(message, place);
  const text = typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
  const lines = [to, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', text, ''];
  return lines.join('\n').split('\n').map(escapeControlCharacters).join('\n');
}

function printReport(report: NotificationReport, print: (text: string) => void, isPrivate: boolean): void {
  const { ended, held, recorded, damage, next } = report;
  if (damage !== undefined) print(`${damage} The other ref was used; nothing is sent twice.`);
  for (const delivery of ended.filter(({ state }) => state !== 'refused' && state !== 'unknown')) {
    const { state, channel, audience, reason, tries } = delivery;
    const what = isPrivate ? ` ${delivery.incident ?? ''} ${delivery.key}` : '';
    const how = state === 'sent' ? `, attempt ${tries}` : `: ${reason ?? ''}`;
    print(escapeControlCharacters(`${state}: ${audience} by ${channel}${what}${how}`));
  }
  const skipped = recorded.filter(({ state }) => state === 'skipped').length;
  if (skipped > 0) print(`${formatCount(skipped, 'message')} skipped; the log has the reasons.`);
  for (const line of describeWaiting(waitingMessagesOf(report), isPrivate))
    print(escapeControlCharacters(line));
  if (ended.length === 0 && held.length === 0) print('Nothing to send.');
  if (next !== undefined) print(`The next attempt is due at ${new Date(next).toISOString()}.`);
}

/** `candor notify --to`: a test message to each place of an audience. */
export async function runTestMessage(
  root: string,
  to: string,
  { isDryRun, print }: { readonly isDryRun: boolean; readonly print: (text: string) => void },
): Promise<number> {
  const { input } = await openNotifications(root, { deployed: false, files: true, now: undefined });
  const { policy, site } = input.siteContext;
  const [audience = '', address] = to.split('=');
  if (address !== undefined && !mailField('').safeParse(address).success)
    throw new UsageError(`"${escapeControlCharacters(address)}" is not one mail address.`);
  const own = listDestinations(policy, site).filter((one) => one.audience === audience);
  const places = own.filter(({ place }) => address === undefined || 'to' in place);
  if (places.length === 0)
    throw new UsageError(
      own.length === 0
        ? `status.yaml names no place for "${audience}".`
        : `"${audience}" has no e-mail address.`,
    );
  let code = 0;
  for (const [index, destination] of places.entries()) {
    const place =
      address === undefined
        ? destination.place
        : ({ ...destination.place, to: address } as typeof destination.place);
    const message = createTestMessage(site, destination, index, Date.now());
    if (isDryRun) {
      print(formatPayload(message, { place }));
      continue;
    }
    const now = Date.now();
    const delivery: Delivery = {
      ...{ id: message.id, key: 'test', state: 'claimed', at: now, since: now, created: now },
      ...{
        audience,
        isForCustomers: false,
        channel: place.channel,
        place: destination.fingerprint,
        tries: 1,
      },
    };
    const result = await sendDelivery(
      { delivery, message, place, channel: channelOf(place), isLook: false },
      { secret: readSecret, signal: new AbortController().signal, pauses: [] },
    );
    print(
      escapeControlCharacters(
        `${result.state}: ${place.channel}${result.reason ? `, ${result.reason}` : ''}`,
      ),
    );
    if (result.state !== 'sent') code = 1;
  }
  return code;
}
