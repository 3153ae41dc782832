/** The Markdown without its comments, at the same length and with the same lines. */
export function blankOutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
