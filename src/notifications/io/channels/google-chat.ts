import { SECOND } from '../../../time/duration.ts';
import { cleanLine, quoteCode, separateMarkup } from '../../escape.ts';
import { renderText } from '../../render-text.ts';
import { createIncomingWebhook, unusualAnswer } from '../incoming-webhook.ts';
import { parseObject } from '../post.ts';

/** A message has at most 32,000 bytes, with its JSON. */
const TEXT_LIMIT = 30_000;

/** A webhook of a Google Chat space: a thread for each incident, and Chat drops a second message with the same key. */
export const googleChat = createIncomingWebhook({
  name: 'google-chat',
  label: 'Google Chat',
  whenUnknown: 'repeat',
  pause: SECOND,
  render: (message) => ({
    text: renderText(message, {
      escape: separateMarkup,
      strong: (text) => `*${text}*`,
      link: (label, url) =>
        label === url
          ? url
          : `<${url.replace(/[|>]/g, encodeURIComponent)}|${cleanLine(label).replace(/[<>|]/g, ' ')}>`,
      code: (text) => separateMarkup(quoteCode(text)),
      limit: TEXT_LIMIT,
      size: (text) => Buffer.byteLength(JSON.stringify(text)),
    }),
    thread: { threadKey: message.thread },
  }),
  query: ({ id }) => ({
    requestId: id,
    messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
  }),
  interpret(answer) {
    const name = parseObject(answer.text)?.['name'];
    return typeof name === 'string' ? { type: 'sent', answer: name.slice(0, 120) } : unusualAnswer(answer);
  },
  isAddress: ({ hostname, pathname, searchParams }) =>
    hostname === 'chat.googleapis.com' &&
    /^\/v1\/spaces\/[^/]+\/messages$/.test(pathname) &&
    searchParams.has('key') &&
    searchParams.has('token'),
  example: 'https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…',
});
