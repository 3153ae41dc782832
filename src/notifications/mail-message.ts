import type { Message } from './channel.ts';
import { cleanLine, cleanText } from './escape.ts';
import { cutText, renderText } from './render-text.ts';

const SUBJECT_LIMIT = 150;
const TEXT_LIMIT = 100_000;

/** A mail of plain text; `headers` are complete lines that no program may fold, because that would break their signature. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * All mails of an incident have one subject and one root, a mail that was never sent: providers replace the ids of mails, so
 * mail programs could not follow a chain of real ones.
 */
export function renderMail(message: Message): Mail {
  const host = new URL(message.site.url).hostname;
  const id = (local: string): string => `<${local.replace(/[^\w.-]/g, '-')}@${host}>`;
  const root = id(message.thread);
  return {
    subject: renderSubject(message),
    text: renderText(message, {
      escape: cleanText,
      strong: (text) => cleanLine(text),
      link: (label, url) => (label === url ? url : `${cleanLine(label)}: ${url}`),
      code: cleanLine,
      limit: TEXT_LIMIT,
    }),
    messageId: id(message.id),
    headers: {
      'In-Reply-To': root,
      References: root,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}

export function renderSubject({ site, title }: Message): string {
  return cutText(cleanLine(`[${site.name}] ${title}`), (text) => text.length <= SUBJECT_LIMIT);
}

/** `List-Unsubscribe` of RFC 2369; with a web address also of RFC 8058, so that one click in the mail program is enough. */
export function renderUnsubscribeHeaders(address: string | undefined): Readonly<Record<string, string>> {
  if (address === undefined) return {};
  return {
    'List-Unsubscribe': `<${address}>`,
    ...(address.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}
