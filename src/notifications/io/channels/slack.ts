import type { PlaceOf } from '../../../content/schema/places.ts';
import { SECOND } from '../../../time/duration.ts';
import type { Channel, ChannelContext, EventType, FindResult, Message } from '../../channel.ts';
import { renderSlackMessage } from '../../slack-message.ts';
import { callSlack } from '../slack-api.ts';
import type { PostedMessage } from '../slack-api.ts';

type Slack = PlaceOf<'slack'>;

/** Events that the whole channel sees, not only those who follow the thread. */
const BROADCAST: readonly EventType[] = ['opened', 'resolved', 'completed', 'ended'];
const METADATA_TYPE = 'candor_notification';
const HISTORY_PAGES = 5;

/** A Slack app's bot: one thread for each incident. Slack has no key for repeats, so `find` reads the metadata back. */
export const slack: Channel<Slack> = {
  name: 'slack',
  label: 'Slack',
  describe: ({ to, api }) => `${api} ${to}`,
  secretsOf: ({ secret }) => [secret],
  whenUnknown: 'look',
  pause: SECOND,
  prepare: (message, { to, api, secret }, thread) => ({
    to: `POST ${api}/chat.postMessage`,
    headers: { authorization: `Bearer $${secret}` },
    body: {
      channel: to,
      ...renderSlackMessage(message),
      parse: 'none',
      link_names: false,
      metadata: { event_type: METADATA_TYPE, event_payload: { id: message.id, thread: message.thread } },
      ...(thread !== undefined && { thread_ts: thread }),
      ...(thread !== undefined && BROADCAST.includes(message.event) && { reply_broadcast: true }),
    },
  }),
  async send({ body }, place, context) {
    const reply = await callSlack(place, 'chat.postMessage', { json: body }, context);
    if (!reply.ok) return reply.outcome;
    const ts = String(reply.data['ts']);
    return { type: 'sent', thread: (body as { thread_ts?: string }).thread_ts ?? ts, answer: ts };
  },
  find: findByMetadata,
  async check(place, context) {
    const auth = await callSlack(place, 'auth.test', { form: {} }, context);
    if (!auth.ok && auth.outcome.type !== 'refused')
      return { type: 'unclear', text: `Slack did not answer: ${auth.error}.` };
    if (!auth.ok)
      return {
        type: 'problem',
        text: `Slack does not accept ${place.secret}: ${auth.error}.`,
        help: 'Set it to the app’s Bot User OAuth Token, which begins with xoxb-.',
      };
    const form = { channel: place.to, limit: '1' };
    const info = await callSlack(place, 'conversations.info', { form }, context);
    const channel = info.ok ? (info.data['channel'] as { name?: string; is_member?: boolean }) : undefined;
    if (!info.ok || channel?.is_member === false)
      return {
        type: 'problem',
        text: info.ok ? `The bot is not in #${channel?.name}.` : `${place.to}: ${info.error}.`,
        help: 'Invite the bot in the channel: /invite @NAME. Its scopes are chat:write, channels:read and channels:history.',
      };
    const history = await callSlack(place, 'conversations.history', { form }, context);
    return history.ok
      ? { type: 'ok', text: `The bot ${String(auth.data['user'])} is in #${channel?.name ?? place.to}.` }
      : {
          type: 'problem',
          text: `The bot may not read #${channel?.name ?? place.to}: ${history.error}. After a lost answer, no one could tell whether the message arrived.`,
          help: 'Add the scope channels:history (groups:history for a private channel) to the app.',
        };
  },
};

async function findByMetadata(message: Message, place: Slack, context: ChannelContext): Promise<FindResult> {
  const method = context.thread === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor = '';
  for (let page = 0; page < HISTORY_PAGES; page += 1) {
    const form = {
      channel: place.to,
      include_all_metadata: 'true',
      limit: '200',
      ...(cursor !== '' && { cursor }),
      ...(context.thread === undefined
        ? { oldest: String(Math.floor(message.at / SECOND)) }
        : { ts: context.thread }),
    };
    const reply = await callSlack(place, method, { form }, context);
    if (!reply.ok) return { type: 'unclear', reason: reply.error };
    const found = (reply.data['messages'] as readonly PostedMessage[]).find(
      ({ metadata }) => metadata?.event_payload?.['id'] === message.id,
    );
    if (found) return { type: 'found', thread: found.thread_ts ?? found.ts, answer: found.ts };
    cursor = (reply.data['response_metadata'] as { next_cursor?: string } | undefined)?.next_cursor ?? '';
    if (cursor === '') return { type: 'absent' };
  }
  return { type: 'unclear', reason: `it is not among the newest ${HISTORY_PAGES * 200} messages` };
}
