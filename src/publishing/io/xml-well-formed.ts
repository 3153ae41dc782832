/** Whether a document of the site is whole: everything that begins ends, in order, and nothing comes after. */
export function isWellFormedXml(text: string): boolean {
  if (!text.startsWith('<?xml')) return false;
  const open: string[] = [];
  let roots = 0;
  const plain = text.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  const rest = plain.replaceAll(
    /<(\/?)([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/g,
    (_tag, ends, name, empty) => {
      if (ends === '/') {
        if (open.pop() !== name) roots = Infinity;
      } else {
        if (open.length === 0) roots++;
        if (empty !== '/') open.push(String(name));
      }
      return '';
    },
  );
  return roots === 1 && open.length === 0 && !/[<]/.test(rest);
}
