import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseContent } from '../content/content.ts';
import type { Content, SiteContext } from '../content/content.ts';
import { UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { exportJsonLines } from '../import/export/export-lines.ts';
import type { ExportedContent } from '../import/export/export-lines.ts';
import { exportStatuspage } from '../import/export/export-statuspage.ts';
import { parseRedirects, REDIRECTS_PATH } from '../import/redirects.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { exportContent } from './declarations/import.ts';

const FORMATS = {
  jsonl: async (root, { incidents, siteContext: { components, policy } }) =>
    exportJsonLines({
      sources: await readContent(root),
      incidents,
      components,
      policy,
      ...(await readRedirects(root)),
    }),
  statuspage: async (_root, { incidents, siteContext: { site, components, policy } }) =>
    exportStatuspage(site, components, incidents, policy),
} satisfies Readonly<Record<string, (root: string, content: ValidContent) => Promise<string>>>;

type ValidContent = Content & { readonly siteContext: SiteContext };

export const runExport: CommandRun<typeof exportContent> = async (values, { format }) => {
  const root = resolve(values.root);
  const { siteContext, ...content } = parseContent(await readContent(root));
  if (!siteContext)
    throw new UsageError(`Invalid status.yaml or policy in ${root}: npx candor validate shows the errors.`);
  const text = await FORMATS[format](root, { ...content, siteContext });
  if (values.out === undefined) process.stdout.write(text);
  else {
    await mkdir(dirname(resolve(values.out)), { recursive: true });
    await writeFile(values.out, text);
  }
  if (format === 'jsonl') await exportPictures(root, siteContext, values.out);
  const notices = content.incidents.filter(({ kind }) => kind === 'notice');
  if (format === 'statuspage' && notices.length > 0)
    process.stderr.write(
      `Not exported: ${notices.map(({ source }) => source.path).join(', ')}. Statuspage has no notices.\n`,
    );
  for (const { path } of content.invalidSources)
    process.stderr.write(`Not exported: ${path} is invalid. npx candor validate shows the errors.\n`);
  return content.invalidSources.length > 0 ? 1 : 0;
};

/** Copies the pictures beside the lines, whose texts name them by their path. Says which ones are not exported. */
async function exportPictures(
  root: string,
  siteContext: SiteContext,
  out: string | undefined,
): Promise<void> {
  const pictures = [...(siteContext.pictures?.values() ?? [])];
  const { logo, css } = siteContext.site.theme;
  const missing = [
    ...(out === undefined ? pictures : pictures.filter(({ fault }) => fault)),
    ...[logo, css].flatMap((path) => (path === undefined ? [] : [{ path }])),
  ];
  if (missing.length > 0)
    process.stderr.write(
      `Not exported: ${missing.map(({ path }) => path).join(', ')}.${out === undefined && pictures.length > 0 ? ' --out FILE writes the pictures to media/ beside that file.' : ''}\n`,
    );
  if (out === undefined) return;
  for (const { path, fault } of pictures) {
    const target = join(dirname(resolve(out)), path);
    if (fault || target === join(root, path)) continue;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(root, path), target);
  }
}

async function readRedirects(root: string): Promise<Pick<ExportedContent, 'redirects'>> {
  const text = await readFile(join(root, REDIRECTS_PATH), 'utf8').catch(() => undefined);
  return text === undefined ? {} : { redirects: { text, list: parseRedirects(text) ?? [] } };
}
