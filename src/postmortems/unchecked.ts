/** Unchecks all action items, so that checking a box does not invalidate an approval (V8.5). */
export function uncheckActionItems(text: string): string {
  return text.replace(/^( *(?:[-*+]|\d+[.)]) +)\[[ xX]\](?= )/gm, '$1[ ]');
}
