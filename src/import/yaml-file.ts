import { stringify } from 'yaml';

/** A file to write: its path from the content root, with `/`, and its text. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

const OPTIONS = { version: '1.2', schema: 'core', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A value as YAML that core reads back the same. */
export function stringifyYaml(data: unknown): string {
  return stringify(data, OPTIONS);
}

/** A Markdown file with its front matter. */
export function createMarkdownFile(path: string, data: unknown, body: string): OutputFile {
  return { path, text: `---\n${stringifyYaml(data)}---\n${body === '' ? '' : `\n${body}\n`}` };
}
