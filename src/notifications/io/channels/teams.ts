import { SECOND } from '../../../time/duration.ts';
import type { Message } from '../../channel.ts';
import { cleanLine, cleanText } from '../../escape.ts';
import { colonOf, cutText, formatHeading } from '../../render-text.ts';
import { createIncomingWebhook, unusualAnswer } from '../incoming-webhook.ts';

/** Teams refuses more than about 28 KB. */
const CARD_LIMIT = 26_000;
const COLOURS = {
  good: 'Good',
  none: 'Default',
  minor: 'Warning',
  major: 'Warning',
  critical: 'Attention',
  maintenance: 'Accent',
} as const;

/** A flow "When a Teams webhook request is received" in Workflows, which posts an Adaptive Card. */
export const teams = createIncomingWebhook({
  name: 'teams',
  label: 'Microsoft Teams',
  whenUnknown: 'ask',
  pause: SECOND,
  render: (message) => {
    const body = cutText(
      cleanText(message.body).trim(),
      (text) => sizeOf(renderCard(message, text)) <= CARD_LIMIT,
    );
    return renderCard(message, body);
  },
  // Workflows says nothing when it accepted the card.
  interpret: (answer) =>
    answer.text.trim() === '' || answer.status === 202
      ? { type: 'sent', answer: `status ${answer.status}` }
      : unusualAnswer(answer),
  isAddress: ({ hostname }) => /\.(?:logic\.azure\.(?:com|us)|api\.powerplatform\.com)$/.test(hostname),
  example: 'https://….environment.api.powerplatform.com/powerautomate/automations/direct/workflows/…',
});

const sizeOf = (card: unknown): number => Buffer.byteLength(JSON.stringify(card));

/** Text runs are literal: other text of a card is Markdown. A card has no mention unless it lists it as an entity. */
function renderCard(message: Message, body: string): Readonly<Record<string, unknown>> {
  const { tone, facts, nextStep, url } = message;
  const paragraphs = body.split(/\n+/).filter((line) => line.trim() !== '');
  const command = nextStep?.command;
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      createLine([
        { text: cleanLine(formatHeading(message)), weight: 'Bolder', size: 'Medium', color: COLOURS[tone] },
      ]),
      ...paragraphs.map((text) => createLine([{ text }])),
      ...facts.map(({ label, value }) =>
        createLine([
          { text: `${cleanLine(label)}${colonOf(message)}`, weight: 'Bolder' },
          { text: cleanLine(value) },
        ]),
      ),
      ...(nextStep === undefined || command === undefined
        ? []
        : [
            createLine([
              { text: `${cleanLine(nextStep.label)}: ` },
              { text: cleanLine(command), fontType: 'Monospace' },
            ]),
          ]),
    ],
    actions: [
      ...(nextStep?.url === undefined ? [] : [createLinkButton(cleanLine(nextStep.label), nextStep.url)]),
      ...(url === undefined ? [] : [createLinkButton(message.site.name, url)]),
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function createLine(runs: readonly Readonly<Record<string, unknown>>[]): unknown {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}

function createLinkButton(title: string, url: string): unknown {
  return { type: 'Action.OpenUrl', title, url };
}
