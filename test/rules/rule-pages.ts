import { readFileSync } from 'node:fs';
import { parsePolicy } from '../../src/core/policy.ts';
import { drawFinding } from '../../src/report/terminal.ts';
import { contextOf, lintEntry, lintPolicy } from '../../src/rules/lint.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { EXAMPLE_NOW, exampleContent } from './example-world.ts';

/** One example of a rule's page, and what the page says comes of it. */
export interface Example {
  readonly verdict: 'Passes' | 'Fails';
  /** The words after the opening fence: `incident`, `incident policy=vauntico`, `policy`. */
  readonly info: string;
  readonly text: string;
  /** Incidents that stand beside it: the blocks marked `other` before it. */
  readonly others: readonly string[];
  /** The output that the page shows; empty for an example that passes. */
  readonly output: string;
}

const FENCE = /^```(\S[^\n]*)\n([\s\S]*?)^```$/gm;

/** The text of a rule's page. */
export function readPage(id: string): string {
  return readFileSync(new URL(`../../src/rules/${id}.md`, import.meta.url), 'utf8');
}

/** The examples of a page, in order. */
export function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  for (const verdict of ['Passes', 'Fails'] as const) {
    const section = new RegExp(`^## ${verdict}$([\\s\\S]*?)(?=^## (?:Passes|Fails)$|(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
    let others: string[] = [];
    for (const [, info, text] of section.matchAll(FENCE)) {
      const last = examples.at(-1);
      if (info!.includes(' other')) others.push(text!);
      else if (info === 'output') examples.splice(-1, 1, { ...last!, output: text! });
      else {
        examples.push({ verdict, info: info!, text: text!, others, output: '' });
        others = [];
      }
    }
  }
  return examples;
}

/** What the rule itself says of an example, drawn as a terminal shows it; faults of the format come first. */
export function judge(rule: Rule, example: Example): string {
  const source = { path: rule.judges === 'policy' ? 'policies/example.yaml' : 'incidents/example.md', text: example.text };
  if (rule.judges === 'policy') {
    const parsed = parsePolicy('example', [source]);
    const findings = parsed.value ? lintPolicy(parsed.value, [rule]) : parsed.findings;
    return findings.map((finding) => `${drawFinding(finding, source)}\n`).join('\n');
  }
  const policy = /policy=(\S+)/.exec(example.info)?.[1];
  const others = example.others.map((text, index) => ({ path: `incidents/other-${index + 1}.md`, text }));
  const content = exampleContent([source, ...others], policy);
  const entry = content.entries.find((candidate) => candidate.source === source);
  const context = contextOf(content.setting!, content.entries, EXAMPLE_NOW);
  const findings = [...content.findings, ...(entry ? lintEntry(entry, context, [rule]) : [])];
  return findings.map((finding) => `${drawFinding(finding, source)}\n`).join('\n');
}
