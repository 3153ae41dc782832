import { readFileSync, writeFileSync } from 'node:fs';
import { sortDiagnostics } from '../../src/content/finding.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseSiteContext } from '../../src/content/content.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { renderDiagnostic } from '../../src/reporters/terminal.ts';
import { RULES } from '../../src/rules/index.ts';
import { lintIncidentFile, lintPolicy, lintSite } from '../../src/rules/engine/lint.ts';
import { lintPostmortem, createPostmortemContext } from '../../src/rules/engine/lint-postmortem.ts';
import type { Rule } from '../../src/rules/engine/rule.ts';
import type { EarlierVersion } from './example-history.ts';
import { exampleHistory } from './example-history.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS, reviewedIncident } from '../support/example-content.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';

/** One example on a rule's page, with the output that the page shows. */
export interface Example {
  readonly result: 'Passes' | 'Fails';
  /** The words after the opening fence: `incident`, `incident policy=vauntico name=2026-11-22-security`, `policy`, `postmortem`. */
  readonly info: string;
  readonly text: string;
  /** Other incidents of the content root: the blocks marked `other` before it. */
  readonly others: readonly string[];
  /** Its published versions: the blocks marked `was=TIME` before it. */
  readonly earlier: readonly EarlierVersion[];
  /** Empty for an example that passes. */
  readonly output: string;
  /** Offset in the page after the example's own block. */
  readonly end: number;
  /** Offsets of the page's output block, with its fences. */
  readonly outputBlock?: { readonly start: number; readonly end: number };
}

const FENCE = /^```(\S[^\n]*)\n([\s\S]*?)^```$/gm;

/** What `media/` holds in every example. */
const PICTURES = [{ path: 'media/failures.png', size: { width: 800, height: 400 } }];

/** With `UPDATE=1` the tests rewrite the output blocks of the pages instead of comparing them. */
export const UPDATE = process.env['UPDATE'] === '1';

function pageUrl(id: string): URL {
  return new URL(`../../src/rules/${id}.md`, import.meta.url);
}

export function readPage(id: string): string {
  return readFileSync(pageUrl(id), 'utf8');
}

/** Rewrites the output block of each example that fails, and adds missing ones. */
export function renewPage(id: string, outputOf: (example: Example) => string): void {
  let page = readPage(id);
  for (const example of examplesOf(page).toReversed()) {
    if (example.result === 'Passes') continue;
    const { start, end } = example.outputBlock ?? { start: example.end, end: example.end };
    const block = `\`\`\`output\n${outputOf(example)}\`\`\``;
    page = page.slice(0, start) + (start === end ? `\n\n${block}` : block) + page.slice(end);
  }
  writeFileSync(pageUrl(id), page);
}

export function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  for (const result of ['Passes', 'Fails'] as const) {
    const heading = new RegExp(`^## ${result}$([\\s\\S]*?)(?=^## (?:Passes|Fails)$|(?![\\s\\S]))`, 'm');
    const found = heading.exec(page);
    const section = found?.[1] ?? '';
    const offset = found ? found.index + found[0].length - section.length : 0;
    let others: string[] = [];
    let earlier: EarlierVersion[] = [];
    for (const { 0: block, 1: info, 2: text, index } of section.matchAll(FENCE)) {
      const start = offset + index;
      const end = start + block.length;
      const last = examples.at(-1);
      if (info!.includes(' other')) others.push(text!);
      else if (info!.includes(' was=')) earlier.push({ info: info!, text: text! });
      else if (info === 'output')
        examples.splice(-1, 1, { ...last!, output: text!, outputBlock: { start, end } });
      else {
        examples.push({ result, info: info!, text: text!, others, earlier, output: '', end });
        others = [];
        earlier = [];
      }
    }
  }
  return examples;
}

/** The findings of a rule on an example, as a terminal shows them; format errors come first. */
export function outputOfRule(rule: Rule, example: Example): string {
  if (rule.appliesTo === 'policy') return outputOfPolicyRule(rule, example);
  if (rule.appliesTo === 'site') return outputOfSiteRule(rule, example);
  return rule.appliesTo === 'postmortem'
    ? outputOfPostmortemRule(rule, example)
    : outputOfIncidentRules([rule], example);
}

/** The findings that the engine itself makes: `valid-format` or `no-unused-suppression`. */
export function outputOfBuiltIn(id: string, example: Example): string {
  return outputOfIncidentRules(RULES, example, (diagnostic) => diagnostic.rule === id);
}

function outputOfPolicyRule(rule: Rule, { text }: Example): string {
  const source = { path: 'policies/example.yaml', text };
  const parsed = parsePolicy('example', [source, ...PRESETS]);
  return render(parsed.value ? lintPolicy(parsed.value, [rule]) : parsed.diagnostics, source);
}

function outputOfSiteRule(rule: Rule, { text }: Example): string {
  const site = { path: 'status.yaml', text };
  const sources = { site, policies: PRESETS, components: [], incidents: [], postmortems: [] };
  const { siteContext, diagnostics } = parseSiteContext(sources);
  return render([...diagnostics, ...(siteContext ? lintSite(siteContext, site, [rule]) : [])], site);
}

function outputOfPostmortemRule(rule: Rule, { text, info, others }: Example): string {
  const source = { path: 'postmortems/2026-11-22-checkout.md', text };
  const policy = /policy=(\S+)/.exec(info)?.[1];
  const incident = { path: 'incidents/2026-11-22-checkout.md', text: others[0] ?? reviewedIncident(policy) };
  const { siteContext, incidents, postmortems, diagnostics } = exampleContent(
    [incident],
    policy,
    [source],
    PICTURES,
  );
  const found = postmortems.flatMap((one) =>
    lintPostmortem(one, createPostmortemContext(siteContext!, incidents, one), [rule]),
  );
  return render([...diagnostics, ...found], source);
}

function outputOfIncidentRules(
  rules: readonly Rule[],
  example: Example,
  keep: (diagnostic: Diagnostic) => boolean = () => true,
): string {
  const name = /name=(\S+)/.exec(example.info)?.[1] ?? 'example';
  const source = { path: `incidents/${name}.md`, text: example.text };
  const policy = /policy=(\S+)/.exec(example.info)?.[1];
  const others = example.others.map((text, index) => ({ path: `incidents/other-${index + 1}.md`, text }));
  const content = exampleContent([source, ...others], policy, [], PICTURES);
  const event = content.incidents.find((candidate) => candidate.source === source);
  const history = exampleHistory(example.info, source, example.earlier);
  const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW, history);
  const diagnostics = [...content.diagnostics, ...(event ? lintIncidentFile(event, context, rules) : [])];
  return render(diagnostics.filter(keep), source);
}

function render(diagnostics: readonly Diagnostic[], source: SourceFile): string {
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => `${renderDiagnostic(diagnostic, source)}\n`)
    .join('\n');
}
