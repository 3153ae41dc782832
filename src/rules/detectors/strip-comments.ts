/** Replaces comments by spaces; offsets and lines stay the same. */
export function blankOutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
