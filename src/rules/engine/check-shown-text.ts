import type { Content } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { publicTextsOf } from '../../content/policy.ts';
import { locateField } from '../../content/front-matter.ts';
import type { SourceFile, TextSpan } from '../../content/source.ts';
import { parseYamlFile } from '../../content/format-changes.ts';
import type { FieldPath } from '../../content/yaml.ts';
import { findMarkdownProblems } from '../detectors/leftover-markdown.ts';
import { findShownMarkup } from '../detectors/shown-markup.ts';
import { findUnsafeMarkup } from '../detectors/unsafe-markdown.ts';
import { noUnsafeMarkdown } from '../no-unsafe-markdown.ts';
import { validMarkdown } from '../valid-markdown.ts';
import { createFinding } from './create-finding.ts';
import { policyLevel } from './lint.ts';

const DESCRIPTION_CHECKS = [
  { rule: noUnsafeMarkdown, find: findUnsafeMarkup },
  { rule: validMarkdown, find: findMarkdownProblems },
] as const;

/**
 * Findings on text of the site, its components and the SOP that the page shows and that would be shown as it is written
 * (V6.1): Markdown and HTML in lines of plain text, and what the Markdown of a description does not mean.
 */
export function checkShownText(content: Content): Diagnostic[] {
  return [...checkDescriptions(content), ...checkLines(content)];
}

function checkDescriptions({ siteContext }: Content): Diagnostic[] {
  if (!siteContext) return [];
  const { components, policy } = siteContext;
  return DESCRIPTION_CHECKS.flatMap(({ rule, find }) => {
    const level = policyLevel(rule, policy);
    if (level === 'off') return [];
    return components.flatMap(({ source, description }) => {
      const offset = source.text.lastIndexOf(description);
      return find(description).map(({ start, end, message, help }) =>
        createFinding(rule, level, source, { start: offset + start, end: offset + end }, { message, help }),
      );
    });
  });
}

/** A line that the page shows as plain text, and where it is written. */
interface ShownLine {
  readonly source: SourceFile;
  readonly field: FieldPath;
  readonly text: string;
}

function checkLines(content: Content): Diagnostic[] {
  const { siteContext } = content;
  const level = siteContext ? policyLevel(validMarkdown, siteContext.policy) : 'off';
  if (level === 'off') return [];
  return listShownLines(content).flatMap(({ source, field, text }) => {
    const problem = findShownMarkup(text);
    return problem ? [createFinding(validMarkdown, level, source, locate(source, field), problem)] : [];
  });
}

function listShownLines({ siteContext, siteSource }: Content): ShownLine[] {
  if (!siteContext) return [];
  const { site, policy, components } = siteContext;
  const optional = (source: SourceFile, field: FieldPath, text: string | undefined): ShownLine[] =>
    text === undefined ? [] : [{ source, field, text }];
  const list = (source: SourceFile, field: FieldPath, texts: readonly string[]): ShownLine[] =>
    texts.map((text, index) => ({ source, field: [...field, index], text }));
  const ofSite = siteSource
    ? [
        ...optional(siteSource, ['name'], site.name),
        ...optional(siteSource, ['footer'], site.footer),
        ...site.links.flatMap(({ label }, index) => optional(siteSource, ['links', index, 'label'], label)),
      ]
    : [];
  const ofPolicy = Object.entries(policy.severities)
    .filter(([, severity]) => severity.public !== 'never')
    .flatMap(([key, severity]) => [
      ...optional(policy.source, ['severities', key, 'name'], severity.name),
      ...Object.values(publicTextsOf(severity)).flatMap((text) =>
        list(policy.source, ['severities', key, text.key], text.lines),
      ),
    ]);
  const ofComponents = components
    .filter(({ hidden }) => !hidden)
    .flatMap(({ source, name, group }) => [
      ...optional(source, ['name'], name),
      ...optional(source, ['group'], group),
    ]);
  return [...ofSite, ...ofPolicy, ...ofComponents];
}

function locate(source: SourceFile, field: FieldPath): TextSpan {
  return source.path.endsWith('.md') ? locateField(source, field) : parseYamlFile(source).locate(field);
}
