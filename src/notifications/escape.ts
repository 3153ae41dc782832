/** Invisible; breaks a word for programs and not for people. */
const ZERO_WIDTH_SPACE = '\u200B';

/** Lines break as on Unix; control characters and those that turn the direction of text are left out. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, ' ');
}

/** One line, for subjects and headers. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** For Slack's mrkdwn, in which only these three characters begin something that links or rings. */
export function escapeSlack(text: string): string {
  return cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A link that stays one: it has no character that Markdown reads. */
const PLAIN_LINK = /https?:\/\/[\w.~:/?#@!$&'+,;=%-]*[\w/]/g;

/**
 * For Markdown: every character with a meaning gets a backslash, but a plain link remains a link. Nothing rings: `@` and
 * `<` are separated from the word that follows.
 */
export function escapeMarkdown(text: string): string {
  const clean = cleanText(text);
  const parts: string[] = [];
  let at = 0;
  for (const { 0: link, index } of clean.matchAll(PLAIN_LINK)) {
    parts.push(escapeWords(clean.slice(at, index)), link.replaceAll('@', '%40'));
    at = index + link.length;
  }
  return [...parts, escapeWords(clean.slice(at))].join('');
}

function escapeWords(text: string): string {
  return text
    .replace(/[\\`*_~|[\]()#+\-!>:]/g, String.raw`\$&`)
    .replace(/<(?=\S)/g, `\\<${ZERO_WIDTH_SPACE}`)
    .replace(/@(?=\S)/g, `@${ZERO_WIDTH_SPACE}`);
}

/** For Google Chat, which has no escape: what begins a mention or a link is separated from what follows. */
export function separateMarkup(text: string): string {
  return cleanText(text).replace(/<(?=\S)/g, `<${ZERO_WIDTH_SPACE}`);
}

/** A command between backticks, which would end it. */
export function quoteCode(text: string): string {
  return `\`${cleanLine(text).replaceAll('`', "'")}\``;
}
