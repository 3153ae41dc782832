/**
 * Where Astro writes a page with `build.format: 'directory'`.
 * @param source the page's file, such as `../../pages/incidents/[id].astro`
 * @param params the values of the names in brackets
 */
export function pageFile(source: string, params: Readonly<Record<string, string | undefined>>): string {
  const within = source.slice(source.lastIndexOf('pages/') + 'pages/'.length);
  const isPage = within.endsWith('.astro');
  const name = within
    .replace(/\.(?:astro|ts)$/, '')
    .replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, parameter: string) => params[parameter] ?? '');
  if (!isPage) return name;
  return /^404$|(?:^|\/)index$/.test(name) ? `${name}.html` : `${name}/index.html`;
}
