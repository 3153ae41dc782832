import { lazyMarkdownParser, findLeftoverSyntax } from '../../text/markdown-dialect.ts';

/** Keeps entities apart from text. */
const parser = lazyMarkdownParser(({ core }) => core.ruler.disable('text_join'));

const MAY_BE_MARKUP = /[*_`[\]<~=&]|--|:[^\s/]/;

/** An element of HTML or a comment; other words between < and > are plain text. */
const HTML =
  /<\/?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|iframe|img|ins|li|mark|ol|p|pre|s|script|small|span|strong|style|sub|sup|svg|table|td|th|tr|u|ul)(?=[\s/>])[^<>]{0,500}>|<!--/i;

/** What is not Markdown where no link is made: an address is shown as it is meant. */
const FINE_AS_TEXT = ['An address without https://', 'A heading without a space'];

/**
 * The problem of a line that is shown as plain text, such as a title, and has Markdown or HTML: readers would see its
 * marks. Undefined if it has none.
 */
export function findShownMarkup(
  line: string,
): { readonly message: string; readonly help: string } | undefined {
  if (!MAY_BE_MARKUP.test(line)) return undefined;
  const { isPlain, text } = readAsPlain(line);
  const isOther =
    HTML.test(line) || findLeftoverSyntax(line).some(({ name }) => !FINE_AS_TEXT.includes(name));
  if (isPlain && !isOther) return undefined;
  const shown = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  return {
    message: `Markdown and HTML would be shown as they are written: "${shown}".`,
    help: isOther || text === '' ? 'Write plain text.' : `Write plain text: ${text}`,
  };
}

/** The text without its marks; it is plain if it has none. A bare address and a backslash are plain. */
function readAsPlain(line: string): { isPlain: boolean; text: string } {
  let isPlain = true;
  let isAddress = false;
  let text = '';
  for (const token of parser().parseInline(line, {})[0]?.children ?? []) {
    if (token.type === 'link_open' && token.info === 'auto' && token.markup === 'linkify') isAddress = true;
    else if (token.type === 'link_close' && isAddress) isAddress = false;
    else if (token.type !== 'text' && !(token.type === 'text_special' && token.info === 'escape'))
      isPlain = false;
    text += token.type === 'text_special' && token.info === 'escape' ? token.markup : token.content;
  }
  return { isPlain, text };
}
