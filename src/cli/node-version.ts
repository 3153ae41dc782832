/**
 * What is wrong with this version of Node; undefined if nothing is.
 * @param range `engines.node` of package.json: `>=22.12`
 * @param version without `v`
 */
export function describeUnsupportedNode(range: string, version: string): string | undefined {
  const wanted = range.replace(/^>=\s*/, '');
  const numbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10));
  const given = numbers(version);
  const needed = numbers(wanted);
  const at = needed.findIndex((number, index) => number !== (given[index] ?? 0));
  if (at === -1 || (given[at] ?? 0) > needed[at]!) return undefined;
  return `Candor needs Node.js ${wanted} or newer, and this is ${version}. Install it from https://nodejs.org, then run the command again.`;
}
