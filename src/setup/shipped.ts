/** The `id` in the `status.yaml` of the bundled example. */
export const EXAMPLE_SITE_ID = 'https://vayva.shop/status';

/** Renders `shipped-examples.gen.ts`: the hash of each bundled example file, by path. */
export function renderBundledExamples(hashes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(hashes).map(([path, hash]) => `  ${JSON.stringify(path)}: '${hash}',\n`);
  return `// Written by \`npm run init -- examples\`: what may be removed when the repository becomes a company's own.
export const BUNDLED_EXAMPLES: Readonly<Record<string, string>> = {
${lines.join('')}};
`;
}
