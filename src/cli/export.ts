/** Writes a content root for other tools: see docs/import.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseContent } from '../content/content.ts';
import { parseChoiceOption, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT, readContent } from '../files/read-content.ts';
import { exportJsonLines } from '../import/export-lines.ts';
import type { ExportedContent } from '../import/export-lines.ts';
import { exportStatuspage } from '../import/export-statuspage.ts';
import { parseRedirects, REDIRECTS_PATH } from '../import/redirects.ts';

const HELP = `npm run export -- FORMAT [options]

Writes all incidents, maintenances and components for other tools.

  FORMAT       jsonl (neutral JSON lines with everything in them, internal notes too: an import gives the same files
               back) or statuspage (the shape of Statuspage's manage API: what is public and nothing else)
  --root DIR   the content root (default: this folder)
  --out FILE   where to write it (default: the terminal)

Exit code: 0 done, 1 done but a file could not be read and is left out of statuspage, 2 it could not run.
`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = resolve(values.root);
  const sources = await readContent(root);
  const { siteContext, incidents, invalidSources } = parseContent(sources);
  if (!siteContext)
    throw new UsageError(`status.yaml or its policy in ${root} can't be read: npm run validate says why.`);
  const { site, policy, components } = siteContext;
  const formats = {
    jsonl: async () =>
      exportJsonLines({
        sources: await withOwnPolicies(root),
        incidents,
        components,
        policy,
        ...(await readRedirects(root)),
      }),
    statuspage: async () => exportStatuspage(site, components, incidents, policy),
  };
  const write = parseChoiceOption('FORMAT'.toLowerCase(), positionals[0] ?? '', formats);
  const text = await write();
  if (values.out === undefined) process.stdout.write(text);
  else {
    await mkdir(dirname(resolve(values.out)), { recursive: true });
    await writeFile(values.out, text);
  }
  for (const { path } of invalidSources)
    process.stderr.write(`${path} can't be read: npm run validate says why.\n`);
  return invalidSources.length > 0 ? 1 : 0;
});

/** The engine's own policies come with it and are not exported, unless the content root is the engine's own folder. */
async function withOwnPolicies(root: string): Promise<ExportedContent['sources']> {
  const sources = await readContent(root);
  const own = await Promise.all(
    sources.policies.map(async (source) => {
      const text = await readFile(join(root, source.path), 'utf8').catch(() => undefined);
      return resolve(root) === resolve(ENGINE_ROOT) || text !== undefined ? [source] : [];
    }),
  );
  return { ...sources, policies: own.flat() };
}

async function readRedirects(root: string): Promise<Pick<ExportedContent, 'redirects'>> {
  const text = await readFile(join(root, REDIRECTS_PATH), 'utf8').catch(() => undefined);
  return text === undefined ? {} : { redirects: { text, list: parseRedirects(text) ?? [] } };
}
