/** The meaning of a text of Upptime's bot, worded for customers. */
export interface BotText {
  readonly body: string;
  readonly status?: string;
  readonly severity?: 'down' | 'degraded';
}

const OPENED =
  /^In \[?`?[0-9a-f]{7,40}[\s\S]{0,400}?(?:was|experienced)\s+\*\*(down|degraded performance)\*\*/;
const CLOSED =
  /^\*\*\s*Resolved:?\s*\*\*:?\s*(\S[\s\S]{0,199}?)\s+(is back up|performance has improved|has recovered)\s+in\s+\[?`?[0-9a-f]{7,40}/i;

/** Reads a text that the bot wrote: under the owner's login, so only its words tell. */
export function readBotText(text: string, title: string): BotText | undefined {
  const trimmed = text.trim();
  const opened = OPENED.exec(trimmed);
  if (opened)
    return { body: `${title.replace(/[.\s]+$/, '')}.`, severity: opened[1] === 'down' ? 'down' : 'degraded' };
  const closed = CLOSED.exec(trimmed);
  return closed ? { body: `${closed[1]} ${closed[2]}.`, status: 'resolved' } : undefined;
}
