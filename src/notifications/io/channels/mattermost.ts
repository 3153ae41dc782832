import { escapeMarkdown, quoteCode, separateMarkup } from '../../escape.ts';
import { renderText } from '../../render-text.ts';
import { createIncomingWebhook, unusualAnswer } from '../incoming-webhook.ts';

/** A post has 16,383 characters at most. */
const TEXT_LIMIT = 16_000;

/** An incoming webhook of a Mattermost server. */
export const mattermost = createIncomingWebhook({
  name: 'mattermost',
  label: 'Mattermost',
  whenUnknown: 'ask',
  render: (message) => ({
    text: renderText(message, {
      escape: escapeMarkdown,
      strong: (text) => `**${text}**`,
      link: (label, url) => (label === url ? `<${url}>` : `[${escapeMarkdown(label)}](<${url}>)`),
      // Mattermost reads `<!channel>` also in code.
      code: (text) => separateMarkup(quoteCode(text)),
      limit: TEXT_LIMIT,
    }),
  }),
  interpret: (answer) =>
    answer.text.trim() === 'ok' ? { type: 'sent', answer: 'ok' } : unusualAnswer(answer),
  isAddress: ({ pathname }) => /\/hooks\/[a-z0-9]{20,}$/.test(pathname),
  example: 'https://mattermost.example.com/hooks/…',
});
