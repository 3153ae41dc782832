import type { Message } from './channel.ts';
import { cleanLine, cleanText, escapeSlack, quoteCode } from './escape.ts';
import { colonOf, cutText, formatHeading, renderText } from './render-text.ts';

/** Slack advises at most 4,000 characters of text; a message with blocks is refused above about 13,200 in all. */
const TEXT_LIMIT = 3900;
const BODY_LIMIT = 3000;

type RichElement = Readonly<Record<string, unknown>>;

/** What Slack's bot and Slack's webhook send. The blocks are literal text; `text` is for notifications and old clients. */
export function renderSlackMessage(message: Message): Readonly<Record<string, unknown>> {
  return {
    text: renderText(message, {
      escape: escapeSlack,
      strong: (text) => `*${text}*`,
      link: (label, url) =>
        label === url ? `<${linkTarget(url)}>` : `<${linkTarget(url)}|${escapeSlack(label)}>`,
      code: (text) => escapeSlack(quoteCode(text)),
      limit: TEXT_LIMIT,
    }),
    blocks: [
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: renderElements(message) }] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The characters that end a link in mrkdwn. */
function linkTarget(url: string): string {
  return escapeSlack(url).replaceAll('|', '%7C');
}

function renderElements(message: Message): RichElement[] {
  const { facts, nextStep, url } = message;
  const body = cutText(cleanText(message.body).trim(), (text) => text.length <= BODY_LIMIT);
  const lines: RichElement[][] = [
    ...facts.map(({ label, value }) => [createText(cleanLine(`${label}${colonOf(message)}${value}`))]),
    ...(nextStep === undefined
      ? []
      : nextStep.url !== undefined
        ? [[createLink(nextStep.url, nextStep.label)]]
        : [
            [
              createText(`${cleanLine(nextStep.label)}: `),
              createText(cleanLine(nextStep.command ?? ''), { code: true }),
            ],
          ]),
    ...(url === undefined ? [] : [[createLink(url, url)]]),
  ];
  return [
    createText(cleanLine(formatHeading(message)), { bold: true }),
    ...(body === '' ? [] : [createText(`\n\n${body}`)]),
    ...lines.flatMap((line, index) => [createText(index === 0 ? '\n\n' : '\n'), ...line]),
  ];
}

function createText(value: string, style?: { readonly bold?: true; readonly code?: true }): RichElement {
  return { type: 'text', text: value, ...(style && { style }) };
}

function createLink(url: string, label: string): RichElement {
  return { type: 'link', url, text: cleanLine(label) };
}
