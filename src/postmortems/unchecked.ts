/** A review without the state of its action items: what was approved stays approved when a box is ticked (V8.5). */
export function uncheckActionItems(text: string): string {
  return text.replace(/^( *(?:[-*+]|\d+[.)]) +)\[[ xX]\](?= )/gm, '$1[ ]');
}
