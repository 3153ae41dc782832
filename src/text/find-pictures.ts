import { blankOutComments } from './html-comments.ts';
import { pathOfLocalPicture } from './local-picture.ts';
import { lazyMarkdownParser } from './markdown-dialect.ts';

interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A picture of `media/` in a Markdown text. */
export interface PictureUse {
  /** In the content root, such as `media/chart.png`. */
  readonly path: string;
  readonly alt: string;
  /** Its path within the text; the block around it if the path is written in another way. */
  readonly span: TextSpan;
  readonly isExact: boolean;
}

const parser = lazyMarkdownParser();

/** The pictures of `media/` in a Markdown text; those in comments and in code are none. */
export function findPictureUses(markdown: string): PictureUse[] {
  if (!markdown.includes('media/')) return [];
  const text = blankOutComments(markdown);
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const uses: PictureUse[] = [];
  for (const { type, map, children } of parser().parse(text, {})) {
    if (type !== 'inline' || !map) continue;
    const block = { start: lineStarts[map[0]] ?? 0, end: lineStarts[map[1]] ?? text.length };
    let from = block.start;
    for (const token of children ?? []) {
      if (token.type !== 'image') continue;
      const path = pathOfLocalPicture(String(token.attrGet('src') ?? ''));
      if (path === undefined) continue;
      const at = text.indexOf(path, from);
      const isExact = at !== -1 && at < block.end;
      if (isExact) from = at + path.length;
      uses.push({
        path,
        alt: token.content.trim(),
        span: isExact ? { start: at, end: at + path.length } : block,
        isExact,
      });
    }
  }
  return uses;
}
