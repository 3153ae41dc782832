import { readFileSync } from 'node:fs';
import { parseActiveContent } from '../../../src/deadlines/active-content.ts';
import type { NotificationInput } from '../../../src/notifications/io/runner.ts';
import type { SourceFile } from '../../../src/content/source.ts';

/** The incidents of a company with the Vayva or Vauntico SOP. `notify` is YAML, as in `status.yaml`. */
export interface CompanyFiles {
  readonly policy?: 'vayva' | 'vauntico';
  readonly language?: string;
  readonly notify: string;
  readonly incidents?: Readonly<Record<string, string>>;
}

export function companySources({ policy = 'vayva', language = 'en', notify, incidents = {} }: CompanyFiles): {
  readonly site: SourceFile;
  readonly policies: readonly SourceFile[];
  readonly components: readonly SourceFile[];
  readonly incidents: readonly SourceFile[];
  readonly postmortems: readonly SourceFile[];
} {
  const preset = readFileSync(new URL(`../../../presets/${policy}.yaml`, import.meta.url), 'utf8');
  return {
    site: {
      path: 'status.yaml',
      text: `name: Vayva\nurl: https://vayva.shop/status\npolicy: ${policy}\ntimezone: Africa/Lagos\nlanguage: ${language}\npeople: { incident-commander: ['@amina'] }\nnotify: ${notify}\n`,
    },
    policies: [{ path: `policies/${policy}.yaml`, text: preset }],
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: Object.entries(incidents).map(([id, text]) => ({ path: `incidents/${id}.md`, text })),
    postmortems: [],
  };
}

/** The input of a run after a deployment. */
export function companyInput(files: CompanyFiles): NotificationInput {
  const content = parseActiveContent(companySources(files), -Infinity);
  // A language without a translated interface has words and rules all the same.
  const errors = content.diagnostics.filter(({ message }) => !message.startsWith('"language" is'));
  if (!content.siteContext || errors.length > 0)
    throw new Error(errors.map(({ message }) => message).join('\n'));
  const { siteContext, incidents, evidence } = content;
  return { siteContext, incidents, evidence, isPageCurrent: true };
}

export interface IncidentOptions {
  readonly severity?: string;
  readonly detected: number;
  readonly title?: string;
  /** Further lines of the front matter. */
  readonly front?: string;
  /** The phase and the text of each update, by its time. */
  readonly updates?: readonly (readonly [at: number, phase: string, text: string])[];
}

export function incidentFile({
  severity = 'sev-1',
  detected,
  title,
  front = '',
  updates = [],
}: IncidentOptions): string {
  const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
  return [
    '---',
    `title: ${title ?? 'Some orders fail at checkout'}`,
    `severity: ${severity}`,
    'components: { checkout: partial-outage }',
    `detected: ${time(detected)}`,
    ...(front === '' ? [] : [front]),
    '---',
    ...updates.map(([at, phase, text]) => `\n## ${time(at)} ${phase}\n\n${text}`),
    '',
  ].join('\n');
}
