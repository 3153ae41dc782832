import type { Message } from '../notifications/channel.ts';
import type { MessagePreview } from '../notifications/preview.ts';
import { colonOf, cutText, formatHeading } from '../notifications/render-text.ts';
import { formatCount } from '../text/count.ts';
import { escapeMarkdown, quoteMarkdown } from '../text/github-markdown.ts';

/** Of one text; the rest is in the diff. */
const BODY_LIMIT = 600;
/** Of all texts together, in characters. */
const LIMIT = 6000;

/** What each audience will read, folded, as Markdown for a comment. Empty if no one is notified. */
export function renderMessagePreviews(previews: readonly MessagePreview[]): string[] {
  const byText = Map.groupBy(previews, ({ message }) => renderPreview(message));
  const blocks: string[] = [];
  let size = 0;
  for (const [text, same] of byText) {
    const block = [renderAudiences(same), '', text, ''];
    size += block.join('\n').length;
    if (size > LIMIT) break;
    blocks.push(...block);
  }
  if (blocks.length === 0) return [];
  const hidden = byText.size - blocks.length / 4;
  const audiences = new Set(previews.map(({ audience }) => audience)).size;
  return [
    `<details><summary>What ${formatCount(audiences, 'audience')} will read</summary>`,
    '',
    ...blocks,
    ...(hidden > 0 ? [`And ${formatCount(hidden, 'other text')}.`, ''] : []),
    '</details>',
  ];
}

/** `**Leadership** by slack, email`. */
function renderAudiences(previews: readonly MessagePreview[]): string {
  const byAudience = Map.groupBy(previews, ({ audience }) => audience);
  return [...byAudience]
    .map(([audience, own]) => {
      const channels = [...new Set(own.map(({ channel }) => channel))];
      return `**${escapeMarkdown(audience)}** by ${channels.join(', ')}`;
    })
    .join('; ');
}

function renderPreview(message: Message | string): string {
  if (typeof message === 'string') return `No message: ${escapeMarkdown(message)}`;
  const { body, facts, nextStep, url } = message;
  const lines = [
    ...facts.map(({ label, value }) => `${label}${colonOf(message)}${value}`.replace(/\s+/g, ' ')),
    ...(nextStep === undefined ? [] : [`${nextStep.label}: ${nextStep.url ?? nextStep.command ?? ''}`]),
    ...(url === undefined ? [] : [url]),
  ];
  const text = cutText(body.trim(), (part) => part.length <= BODY_LIMIT);
  const parts = [text, lines.join('\n')].filter((part) => part !== '');
  return [
    `> **${escapeMarkdown(formatHeading(message))}**`,
    ...parts.flatMap((part) => ['>', quoteMarkdown(part)]),
  ].join('\n');
}
