import type { Content } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { findMarkdownProblems } from '../detectors/leftover-markdown.ts';
import { findUnsafeMarkup } from '../detectors/unsafe-markdown.ts';
import { noUnsafeMarkdown } from '../no-unsafe-markdown.ts';
import { validMarkdown } from '../valid-markdown.ts';
import { createFinding } from './create-finding.ts';
import { policyLevel } from './lint.ts';

const CHECKS = [
  { rule: noUnsafeMarkdown, find: findUnsafeMarkup },
  { rule: validMarkdown, find: findMarkdownProblems },
] as const;

/** Findings on the descriptions of components, which their pages show (V6.1). */
export function checkDescriptions({ siteContext }: Content): Diagnostic[] {
  if (!siteContext) return [];
  const { components, policy } = siteContext;
  return CHECKS.flatMap(({ rule, find }) => {
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
