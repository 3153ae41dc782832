import { siteSchema } from '../content/schema/site.ts';
import { cleanLine, shorten } from './names.ts';
import { createManualNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { RecordPage } from './record.ts';
import type { OutputFile } from './yaml-file.ts';
import { stringifyYaml } from './yaml-file.ts';
import type { Policy } from '../content/policy.ts';

/** What the caller says of the page; the input's own page says the rest. */
export interface SiteOptions {
  readonly policy: Policy;
  readonly name?: string;
  readonly url?: string;
  readonly timezone?: string;
}

const PLACEHOLDER = 'https://status.example.com';

/** `status.yaml` for a folder that has none. */
export function createSiteFile(
  options: SiteOptions,
  pages: readonly RecordPage[],
): { file: OutputFile; notes: ImportNote[] } {
  const page = Object.assign({}, ...pages) as RecordPage;
  const notes: ImportNote[] = [];
  const name = options.name ?? page.name;
  const url = [options.url, page.url].find(
    (one) => one !== undefined && siteSchema.shape.url.safeParse(one).success,
  );
  const zone = [options.timezone, page.timezone].find(
    (one) => one !== undefined && siteSchema.shape.timezone.safeParse(one).success,
  );
  if (name === undefined)
    notes.push(
      createManualNote(
        'status.yaml: the name of the company is unknown; use --name or change it in the file',
      ),
    );
  if (url === undefined)
    notes.push(
      createManualNote(
        `status.yaml: the address is unknown, so it is ${PLACEHOLDER}; use --url or change it in the file`,
      ),
    );
  const data = {
    name: shorten(cleanLine(name ?? ''), 80) || 'Status',
    url: url ?? PLACEHOLDER,
    policy: options.policy.id,
    timezone: zone ?? 'UTC',
  };
  return { file: { path: 'status.yaml', text: stringifyYaml(data) }, notes };
}
