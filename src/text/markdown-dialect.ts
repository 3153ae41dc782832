import createParser from 'markdown-it';
import type { MarkdownIt, Token } from 'markdown-it';
import { pathOfLocalPicture } from './local-picture.ts';

/** What the addresses of links may begin with. Anything else is not a link. */
const LINK_SCHEMES = ['https:', 'http:', 'mailto:', 'tel:'] as const;

/**
 * The Markdown that Candor means, for the renderer and the validator: CommonMark with tables, ~~deleted~~ text and bare
 * addresses, without HTML; and pictures of `media/`. `SOURCE_SYNTAX` lists what it does not mean.
 */
export function createMarkdownParser(): MarkdownIt {
  const markdown = createParser({ html: false, linkify: true });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.validateLink = (url) =>
    LINK_SCHEMES.some((scheme) => url.trim().toLowerCase().startsWith(scheme)) ||
    pathOfLocalPicture(url) !== undefined;
  markdown.core.ruler.push('no-link', ({ tokens }) => {
    for (const { children } of tokens) if (children) undoLinks(children);
  });
  return markdown;
}

/** A parser that is created for the first text: it takes milliseconds, and many commands read no Markdown. */
export function lazyMarkdownParser(configure?: (parser: MarkdownIt) => void): () => MarkdownIt {
  let parser: MarkdownIt | undefined;
  return () => {
    if (parser === undefined) {
      parser = createMarkdownParser();
      configure?.(parser);
    }
    return parser;
  };
}

/**
 * `[text]()`, `![text]()`, `<https://example.com|text>` of a chat and a link to a file in `media/` are shown as they are
 * written, not as links to nowhere.
 */
function undoLinks(children: Token[]): void {
  for (const [at, open] of children.entries()) {
    if (open.type === 'image' && String(open.attrGet('src') ?? '') === '') {
      const content = `![${open.content}]()`;
      Object.assign(open, { type: 'text', tag: '', attrs: null, children: null, content });
    }
    const href = open.type === 'link_open' ? String(open.attrGet('href') ?? '') : 'none';
    const isChat = open.markup === 'autolink' && href.includes('%7C');
    const isLocal = pathOfLocalPicture(href) !== undefined;
    if (href !== '' && !isChat && !isLocal) continue;
    let end = at;
    while (end < children.length && children[end]!.type !== 'link_close') end++;
    for (const [token, content] of [
      [open, isChat ? '<' : '['],
      [children[end], isChat ? '>' : `](${href})`],
    ] as const) {
      if (token) Object.assign(token, { type: 'text', tag: '', nesting: 0, attrs: null, content });
    }
  }
}

/** A construct of another Markdown dialect, which a page would show as it is written. */
export interface SourceSyntax {
  readonly name: string;
  /** Finds it in the text that a page shows. */
  readonly pattern: RegExp;
  readonly help: string;
  /** The text to write instead, if there is only one. */
  readonly write?: (match: RegExpExecArray) => string;
}

/** Stands for code, links and escaped characters in the text that is searched: they are shown as they are meant. */
const SHOWN = '\uFFFC';

/** The first match at a place counts. */
export const SOURCE_SYNTAX: readonly SourceSyntax[] = [
  {
    name: 'A task list',
    pattern: /^\[[ xX]\](?=\s|$)/gm,
    help: 'Write a plain list, and say in words what is done.',
  },
  {
    name: 'A footnote',
    pattern: /\[\^[^\]\s]{1,80}\](?::|(?!\())/g,
    help: 'Write the note into the sentence, in brackets.',
  },
  {
    name: 'A coloured note',
    pattern: /^\[![A-Za-z]{3,20}\]/gm,
    help: 'Write a sentence, in **bold** if it is important.',
  },
  {
    name: 'A wiki link',
    pattern: /\[\[[^\][\n]{1,200}\]\]/g,
    help: 'Write [text](https://example.com).',
  },
  {
    name: 'A link without an address',
    pattern: /\[([^\][\n]{1,200})\]\(\s{0,20}(?:<>)?\s{0,20}\)/g,
    help: 'Write the address: [text](https://example.com).',
  },
  {
    name: 'A picture or a link that is not a web address',
    pattern: /!?\[([^\][\n]{0,200})\]\([^()\n]{0,500}\)?/g,
    help: 'Write the whole address: [text](https://example.com/page). A picture is a file in media/: ![what it shows](../media/chart.png).',
  },
  {
    name: 'A link with its parts reversed',
    pattern: new RegExp(`\\([^()\\n]{1,200}\\)\\[(?:https?:[^\\]\\s]{1,500}|${SHOWN}{1,9})\\]`, 'g'),
    help: 'Write the text in [ ] first, then the address in ( ).',
  },
  {
    name: 'A link as a chat writes it',
    pattern: /<(https?:[^>\s|]{1,500})\|([^>\n]{1,200})>/g,
    help: 'Write [text](https://example.com).',
    write: ([, address, text]) => `[${text}](${address})`,
  },
  {
    name: 'A link with a space between its parts',
    pattern: new RegExp(`\\[([^\\][\\n]{1,200})\\][ \\t]{1,5}\\((?=${SHOWN}|https?:|\\/)`, 'g'),
    help: 'Write [text](https://example.com) without the space.',
  },
  {
    name: 'A reference link without its address',
    pattern: /!?\[[^\][\n]{1,200}\]\[[^\][\n]{0,200}\]/g,
    help: 'Write the address in the link: [text](https://example.com). Each update is read on its own.',
  },
  {
    name: 'An emoji name',
    pattern: /(?<![\w:]):(?=[0-9_+-]{0,40}[a-z])[a-z0-9_+-]{2,40}:(?![\w:])|(?<![\w:]):[+-]1:(?![\w:])/gi,
    help: 'Write the character itself, or leave it out.',
  },
  {
    name: 'An address without https://',
    pattern: /(?<![\w/.@-])www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?![\w@])/gi,
    help: 'Write the whole address, so that it is a link.',
    write: ([address]) => `https://${address}`,
  },
  {
    name: 'A heading without a space',
    pattern: /^#{1,6}(?=[A-Za-z\p{Lu}])(?![A-Za-z-]*\d)/gmu,
    help: 'Write a space after the "#".',
    write: ([hashes]) => `${hashes} `,
  },
  {
    name: 'Highlighted text (==)',
    pattern: /(?<![=!<>])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?!=)|(?<![=!<>])==(?=[^\s=])[^\s=]==(?!=)/g,
    help: 'Write **bold** text.',
    write: ([text]) => `**${text.slice(2, -2)}**`,
  },
  {
    name: 'Inserted text (++)',
    pattern: /(?<![+\w])\+\+(?=[^\s+])[^+\n]{0,200}(?<=[^\s+])\+\+(?![+\w])/g,
    help: 'Write the words without the signs.',
    write: ([text]) => text.slice(2, -2),
  },
  {
    name: 'A formula ($)',
    pattern: /(?<![\w$\\])\$(?=[^\s$\d])[^$\n]{0,200}(?<=[^\s$])\$(?![\w$])/g,
    help: 'Write the formula in plain words or as `code`.',
  },
  {
    name: 'Lowered or raised text (~ or ^)',
    pattern: /(?<=\w)(?:~[\w+-]{1,20}~(?!~)|\^[\w+-]{1,20}\^)/g,
    help: 'Write it on the line, or as a Unicode character: CO₂, m².',
  },
  {
    name: 'Deleted text with one tilde',
    pattern: /(?<![\w~])~(?=[^\s~\d])[^~\n]{0,200}[^\s~]~(?![\w~])/g,
    help: 'Write ~~two tildes~~.',
    write: ([text]) => `~${text}~`,
  },
  {
    name: 'A "~~" without its partner',
    pattern: /~~/g,
    help: 'Write both, next to the words: ~~deleted~~. Or delete it.',
  },
  {
    name: 'A "**" or "__" without its partner',
    pattern: /\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)/g,
    help: 'Write both, next to the words: **bold**. Or delete it.',
  },
  {
    name: 'A "`" without its partner',
    pattern: /`/g,
    help: 'Write one on each side of the code. Or delete it.',
  },
  {
    name: 'A definition list',
    pattern: /^:[ \t]+(?=\S)/gm,
    help: 'Write a list: "- **Term**: what it means".',
  },
  {
    name: 'A table that is not complete',
    pattern: /^\|.{0,2000}\|[ \t]{0,9}$|^:?-{3,40}:?[ \t]{0,9}\|[ \t]{0,9}:?-{3,40}.{0,2000}$/gm,
    help: 'Write a line |---|---| below the first, with as many columns, and an empty line before the table.',
  },
  {
    name: 'A container (:::)',
    pattern: /^:::+.*$/gm,
    help: 'Write a sentence, in **bold** if it is important.',
  },
];

/** Source syntax that a page would show; `start` and `end` are offsets of the Markdown. */
export interface LeftoverSyntax {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string;
  readonly help: string;
  readonly write?: string;
}

/** Keeps escaped characters apart from others, unlike the renderer. */
const parser = lazyMarkdownParser(({ core }) => core.ruler.disable('text_join'));

const MAY_BE_SOURCE = /[[\]`~=|#*_+$^]|:[^\s/]|^:|www\./im;

/** What of a Markdown text without comments the page would show as source. */
export function findLeftoverSyntax(markdown: string): LeftoverSyntax[] {
  if (!MAY_BE_SOURCE.test(markdown)) return [];
  const lineStarts = [0];
  for (let at = markdown.indexOf('\n'); at !== -1; at = markdown.indexOf('\n', at + 1))
    lineStarts.push(at + 1);
  const found: LeftoverSyntax[] = [];
  for (const block of parser().parse(markdown, {})) {
    if (block.type !== 'inline' || !block.map) continue;
    const [first, last] = block.map;
    const start = lineStarts[first] ?? markdown.length;
    const source = markdown.slice(start, lineStarts[last] ?? markdown.length);
    for (const leftover of findInBlock(shownText(block), source, start)) found.push(leftover);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

type InlineToken = Pick<Token, 'children'>;

/** The text of a block as a page shows it, with a stand-in for what is rendered. */
function shownText({ children }: InlineToken): string {
  let text = '';
  let isLink = false;
  for (const token of children ?? []) {
    if (token.type === 'link_open' && token.info === 'auto') isLink = true;
    if (token.type === 'link_close') isLink = false;
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else text += token.type === 'text' && !isLink ? token.content : SHOWN;
  }
  return text;
}

/** A search for text that is written in another way, as `&#91;`, reads the whole block: so many are tried. */
const MAX_MISSES = 100;

function findInBlock(shown: string, source: string, offset: number): LeftoverSyntax[] {
  const found: LeftoverSyntax[] = [];
  let rest = shown;
  let misses = 0;
  for (const { name, pattern, help, write } of SOURCE_SYNTAX) {
    let from = 0;
    rest = rest.replace(pattern, (...args) => {
      const match = args.slice(
        0,
        args.findIndex((arg) => typeof arg === 'number'),
      ) as unknown as RegExpExecArray;
      const [text] = match;
      const needle = text.split(SHOWN, 1)[0]!.trim();
      const index = needle === '' || misses > MAX_MISSES ? -1 : source.indexOf(needle, from);
      if (needle !== '' && index === -1) misses++;
      const start = offset + Math.max(0, index);
      const end = index === -1 ? offset + source.trimEnd().length : start + needle.length;
      if (index !== -1) from = index + needle.length;
      found.push({ start, end, text, name, help, ...(write && index !== -1 && { write: write(match) }) });
      return SHOWN.repeat(text.length);
    });
  }
  return found;
}
