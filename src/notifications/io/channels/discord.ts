import { SECOND } from '../../../time/duration.ts';
import type { ChannelContext, CheckResult } from '../../channel.ts';
import { escapeMarkdown, quoteCode } from '../../escape.ts';
import { renderText } from '../../render-text.ts';
import { createIncomingWebhook, unusualAnswer } from '../incoming-webhook.ts';
import { outcomeOfAnswer, parseObject, post } from '../post.ts';

const TEXT_LIMIT = 2000;
/** Discord shows no preview of links. */
const SUPPRESS_EMBEDS = 4;

/** A webhook of a Discord channel. `wait` makes Discord answer only when the message is there. */
export const discord = createIncomingWebhook({
  name: 'discord',
  label: 'Discord',
  whenUnknown: 'ask',
  pause: 2 * SECOND,
  render: (message) => ({
    content: renderText(message, {
      escape: escapeMarkdown,
      strong: (text) => `**${text}**`,
      link: (label, url) => (label === url ? `<${url}>` : `[${escapeMarkdown(label)}](<${url}>)`),
      code: quoteCode,
      limit: TEXT_LIMIT,
    }),
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  }),
  query: () => ({ wait: 'true' }),
  interpret(answer) {
    const id = parseObject(answer.text)?.['id'];
    return typeof id === 'string' ? { type: 'sent', answer: id.slice(0, 40) } : unusualAnswer(answer);
  },
  isAddress: ({ hostname, pathname }) =>
    /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/.test(hostname) &&
    /^\/api\/(?:v\d+\/)?webhooks\//.test(pathname),
  example: 'https://discord.com/api/webhooks/…/…',
  ask: askForName,
});

async function askForName(url: string, { signal }: ChannelContext): Promise<CheckResult> {
  const answer = await post({ url, method: 'GET', signal });
  const name = answer.status === 200 ? parseObject(answer.text)?.['name'] : undefined;
  if (typeof name === 'string') return { type: 'ok', text: `The webhook "${name.slice(0, 80)}" exists.` };
  return outcomeOfAnswer(answer).type === 'refused'
    ? {
        type: 'problem',
        text: 'Discord does not know the webhook.',
        help: 'Create a new one: channel settings, Integrations, Webhooks.',
      }
    : { type: 'unclear', text: 'Discord did not answer.' };
}
