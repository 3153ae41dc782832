import { readFileSync } from 'node:fs';
import { sortDiagnostics } from '../../src/content/finding.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { renderDiagnostic } from '../../src/reporters/terminal.ts';
import { RULES } from '../../src/rules/index.ts';
import { lintIncidentFile, lintPolicy } from '../../src/rules/engine/lint.ts';
import { lintPostmortem, createPostmortemContext } from '../../src/rules/engine/lint-postmortem.ts';
import type { Rule } from '../../src/rules/engine/rule.ts';
import type { EarlierVersion } from './example-history.ts';
import { exampleHistory } from './example-history.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS, reviewedIncident } from '../support/example-content.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';

/** One example of a rule's page, and what the page says comes of it. */
export interface Example {
  readonly verdict: 'Passes' | 'Fails';
  /** The words after the opening fence: `incident`, `incident policy=vauntico`, `policy`, `postmortem`. */
  readonly info: string;
  readonly text: string;
  /** Incidents that stand beside it: the blocks marked `other` before it. */
  readonly others: readonly string[];
  /** What git has of it: the blocks marked `was=TIME` before it. */
  readonly earlier: readonly EarlierVersion[];
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
    const heading = new RegExp(`^## ${verdict}$([\\s\\S]*?)(?=^## (?:Passes|Fails)$|(?![\\s\\S]))`, 'm');
    const section = heading.exec(page)?.[1] ?? '';
    let others: string[] = [];
    let earlier: EarlierVersion[] = [];
    for (const [, info, text] of section.matchAll(FENCE)) {
      const last = examples.at(-1);
      if (info!.includes(' other')) others.push(text!);
      else if (info!.includes(' was=')) earlier.push({ info: info!, text: text! });
      else if (info === 'output') examples.splice(-1, 1, { ...last!, output: text! });
      else {
        examples.push({ verdict, info: info!, text: text!, others, earlier, output: '' });
        others = [];
        earlier = [];
      }
    }
  }
  return examples;
}

/** What the rule itself says of an example, drawn as a terminal shows it; faults of the format come first. */
export function judge(rule: Rule, example: Example): string {
  if (rule.appliesTo === 'policy') return judgePolicy(rule, example);
  return rule.appliesTo === 'postmortem' ? judgePostmortem(rule, example) : judgeEntry([rule], example);
}

/** What a rule that is built into the engine says of an example: `valid-format` or `no-unused-suppression`. */
export function judgeBuiltIn(id: string, example: Example): string {
  return judgeEntry(RULES, example, (diagnostic) => diagnostic.rule === id);
}

function judgePolicy(rule: Rule, { text }: Example): string {
  const source = { path: 'policies/example.yaml', text };
  const parsed = parsePolicy('example', [source, ...PRESETS]);
  return draw(parsed.value ? lintPolicy(parsed.value, [rule]) : parsed.diagnostics, source);
}

function judgePostmortem(rule: Rule, { text, info, others }: Example): string {
  const source = { path: 'postmortems/2026-11-22-checkout.md', text };
  const policy = /policy=(\S+)/.exec(info)?.[1];
  const incident = { path: 'incidents/2026-11-22-checkout.md', text: others[0] ?? reviewedIncident(policy) };
  const { siteContext, incidents, postmortems, diagnostics } = exampleContent([incident], policy, [source]);
  const judged = postmortems.flatMap((one) =>
    lintPostmortem(one, createPostmortemContext(siteContext!, incidents, one), [rule]),
  );
  return draw([...diagnostics, ...judged], source);
}

function judgeEntry(
  rules: readonly Rule[],
  example: Example,
  keep: (diagnostic: Diagnostic) => boolean = () => true,
): string {
  const source = { path: 'incidents/example.md', text: example.text };
  const policy = /policy=(\S+)/.exec(example.info)?.[1];
  const others = example.others.map((text, index) => ({ path: `incidents/other-${index + 1}.md`, text }));
  const content = exampleContent([source, ...others], policy);
  const event = content.incidents.find((candidate) => candidate.source === source);
  const history = exampleHistory(example.info, source, example.earlier);
  const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW, history);
  const diagnostics = [...content.diagnostics, ...(event ? lintIncidentFile(event, context, rules) : [])];
  return draw(diagnostics.filter(keep), source);
}

function draw(diagnostics: readonly Diagnostic[], source: SourceFile): string {
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => `${renderDiagnostic(diagnostic, source)}\n`)
    .join('\n');
}
