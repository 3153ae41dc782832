import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedSite } from '../generate.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><p>{{ .Params.severity }}: {{ delimit .Params.affected ", " }}</p>{{ .Content }}</body></html>`;
const LIST = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Date.Format "2006-01-02" }}</li>{{ end }}</ul>{{ template "_internal/pagination.html" . }}</body></html>`;

/** A site for Hugo without a theme: a page for each incident, lists of 25, and feeds. Only the least that a page needs. */
export async function writeHugoSite(folder: string, site: GeneratedSite): Promise<void> {
  const settings = 'baseURL: https://status.example.com/\ntitle: Example\npaginate: 25\n';
  await write(folder, 'config.yaml', `${settings}disableKinds: [taxonomy, term]\n`);
  await write(folder, 'layouts/_default/single.html', PAGE);
  await write(folder, 'layouts/_default/list.html', LIST);
  await writeIncidents(folder, 'incidents', site, []);
}

/**
 * A site for the Hugo theme cState, as its documentation describes one.
 * @param theme the checkout of the theme
 */
export async function writeCstateSite(folder: string, site: GeneratedSite): Promise<void> {
  const names = [...site.keys()].flatMap((path) => /^components\/(.+)\.md$/.exec(path)?.[1] ?? []);
  const lines = [
    'title: Example',
    'baseURL: https://status.example.com/',
    'theme: cstate',
    'languageCode: en',
    'preserveTaxonomyNames: true',
    'outputs: { page: [html, json], home: [html, json, rss], section: [html, json, rss], term: [html, rss] }',
    'params:',
    '  categories: [{ name: Services, description: All, closed: false }]',
    '  systems:',
    ...names.map((name) => `    - { name: ${name}, description: A service, category: Services }`),
  ];
  await write(folder, 'config.yml', `${lines.join('\n')}\n`);
  await writeIncidents(folder, 'content/issues', site, [
    'section: issue',
    'resolved: true',
    'informational: false',
  ]);
}

async function writeIncidents(
  folder: string,
  section: string,
  site: GeneratedSite,
  more: readonly string[],
): Promise<void> {
  for (const [path, text] of site) {
    const name = /^incidents\/(.+)$/.exec(path)?.[1];
    if (name === undefined) continue;
    const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
    const valueOf = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(front)?.[1] ?? '';
    const times = [...body.matchAll(/^## (\S+)Z/gm)].map((match) => `${match[1]}:00Z`);
    const component = /^components: \{ ([\w-]+)/m.exec(front)?.[1] ?? '';
    const head = [
      `title: "${valueOf('title')}"`,
      `date: ${times[0]}`,
      `resolvedWhen: ${times.at(-1)}`,
      `severity: ${more.length > 0 ? 'disrupted' : valueOf('severity')}`,
      `affected: [${component}]`,
      ...more,
    ];
    await write(
      folder,
      join(section.startsWith('content') ? section : join('content', section), name),
      `---\n${head.join('\n')}\n---\n${body}`,
    );
  }
}

async function write(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}
