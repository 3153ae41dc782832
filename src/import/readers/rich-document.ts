const DEEPEST = 40;

/** The text of a rich document (ProseMirror's shape) as Markdown; empty where it is none. */
export function documentToMarkdown(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return '';
  const { type, text, content, attrs, marks } = value as Readonly<Record<string, unknown>>;
  if (typeof text === 'string') return markText(text, marks);
  const children = (Array.isArray(content) ? (content as unknown[]) : []).map((child) =>
    documentToMarkdown(child, depth + 1),
  );
  if (type === 'hardBreak' || type === 'hard_break') return '\n';
  if (type === 'bulletList' || type === 'bullet_list')
    return children.map((child) => `- ${child.replace(/\n/g, '\n  ')}`).join('\n');
  if (type === 'orderedList' || type === 'ordered_list')
    return children.map((child, index) => `${index + 1}. ${child.replace(/\n/g, '\n   ')}`).join('\n');
  if (type === 'codeBlock' || type === 'code_block') return `\`\`\`\n${children.join('')}\n\`\`\``;
  if (type === 'blockquote') return children.join('\n\n').replace(/^/gm, '> ');
  if (type === 'heading') {
    const level = Number((attrs as { level?: unknown } | undefined)?.level) || 3;
    return `${'#'.repeat(Math.min(6, Math.max(3, level)))} ${children.join('')}`;
  }
  const block = type === 'doc' || type === 'listItem' || type === 'list_item';
  return children.join(block ? '\n\n' : '');
}

function markText(text: string, marks: unknown): string {
  let marked = text;
  for (const mark of Array.isArray(marks)
    ? (marks as { type?: unknown; attrs?: { href?: unknown } }[])
    : []) {
    if (mark.type === 'bold' || mark.type === 'strong') marked = `**${marked}**`;
    if (mark.type === 'italic' || mark.type === 'em') marked = `*${marked}*`;
    if (mark.type === 'code') marked = `\`${marked}\``;
    if (mark.type === 'link' && typeof mark.attrs?.href === 'string')
      marked = `[${marked}](${mark.attrs.href})`;
  }
  return marked;
}
