import { stringify } from 'yaml';
import type { SiteAnswers } from './site-answers.ts';

/** A file of a content root, to be written. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const schemaComment = (path: string): string => `# yaml-language-server: $schema=${path}\n`;
const toYaml = (data: unknown): string => stringify(data, { lineWidth: 0, singleQuote: true });

/** `status.yaml` for what a company said of itself. */
export function renderSiteFile({
  name,
  url,
  policy,
  timezone,
  language,
  contact,
  people,
}: SiteAnswers): string {
  const roles =
    Object.keys(people).length === 0
      ? ''
      : `people: # internal: whom to ask, by role\n${indent(toYaml(people))}`;
  const reach = Object.keys(contact).length === 0 ? '' : toYaml({ contact });
  return (
    schemaComment('schemas/site.schema.json') +
    toYaml({ name, url, policy, timezone, language }) +
    reach +
    roles
  );
}

/** A file of `components/` for each name, in the order given; `Store/Checkout` stands in the group Store. */
export function renderComponentFiles(names: readonly string[]): GeneratedFile[] {
  const taken = new Set<string>();
  return names.map((written, index) => {
    const slash = written.indexOf('/');
    const [group, name] = [written.slice(0, Math.max(slash, 0)).trim(), written.slice(slash + 1).trim()];
    const id = createComponentId(name, taken);
    taken.add(id);
    const front = toYaml({ name, ...(group !== '' && { group }), order: index + 1 });
    return {
      path: `components/${id}.md`,
      text: `---\n${schemaComment('../schemas/component.schema.json')}${front}---\n`,
    };
  });
}

/** The name as a file's name: lower-case letters, digits and hyphens; numbered where it is taken. */
function createComponentId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'component';
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
