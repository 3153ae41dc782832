import type { Diagnostic } from './finding.ts';
import { createParseError } from './parse-errors.ts';
import type { SourceFile } from './source.ts';
import type { YamlDocument } from './yaml.ts';

/** Findings that leave the file valid: text that a comment cuts off, and fields in the format of an older version. */
export function collectMinorFindings(source: SourceFile, yaml: YamlDocument): Diagnostic[] {
  const { cut = [], older = [] } = yaml;
  return [
    ...cut.map((one) => createParseError(source, one, one.message, one.help, one.fix)),
    ...older.map(({ span, was, now, version }): Diagnostic => {
      const message = `"${was}" is written "${now}" since version ${version} of Candor.`;
      const help = 'Run "npx candor upgrade": it rewrites all files.';
      return { ...createParseError(source, span, message, help, { ...span, text: now }), level: 'warn' };
    }),
  ];
}
