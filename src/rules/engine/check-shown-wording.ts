import type { Content } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { parseYamlFile } from '../../content/format-changes.ts';
import type { SourceFile, TextSpan } from '../../content/source.ts';
import { locateWords, writeOut } from './check-policy-wording.ts';
import { createRuleContext } from './context.ts';
import { policyLevel, toDiagnostic } from './lint.ts';
import { listWordingRules, toSingleUpdateIncident } from './validate-text.ts';

/** A text outside of incidents and the policy that customers read on the page. */
interface ShownText {
  readonly source: SourceFile;
  readonly text: string;
  /** Where its value is in the file. */
  readonly place: TextSpan;
  /** The component that it describes, whose audience reads it. */
  readonly component?: string;
}

/**
 * Findings on the wording of what components and `status.yaml` show: descriptions, the footer and the texts of links are held
 * to the same rules as updates (V6.1, V6.2, V6.3, V13.2). Names of components are names, and not held to them.
 */
export function checkShownWording({
  siteContext,
  siteSource,
}: Pick<Content, 'siteContext' | 'siteSource'>): Diagnostic[] {
  if (!siteContext) return [];
  const { policy } = siteContext;
  const context = createRuleContext(siteContext, [], 0);
  const rules = listWordingRules();
  return listTexts(siteContext, siteSource).flatMap(({ source, text, place, component }) => {
    const shown = { path: source.path, text };
    const event = {
      ...toSingleUpdateIncident(siteContext, shown, { start: 0, end: text.length }, [], 0),
      ...(component !== undefined && { components: { [component]: 'degraded' as const } }),
    };
    return rules.flatMap((rule) => {
      const level = policyLevel(rule, policy);
      if (level === 'off') return [];
      return [...rule.check(event, context)].map(({ fix, ...violation }) => {
        // A rewrite of the text would need other quotes in YAML, so it is only written out.
        const help = writeOut(text, fix, violation.help);
        const span = locateWords(source.text, place, text, violation.at);
        const { help: _, ...rest } = violation;
        return toDiagnostic(
          rule,
          { ...rest, ...(help !== undefined && { help }) },
          level,
          policy,
          source,
          span,
        );
      });
    });
  });
}

function listTexts(
  { site, components }: NonNullable<Content['siteContext']>,
  siteSource?: SourceFile,
): ShownText[] {
  const described = components
    .filter(({ hidden, description }) => !hidden && description !== '')
    .map(({ id, source, description }): ShownText => {
      const start = source.text.lastIndexOf(description);
      const place = { start, end: start + description.length };
      return { source, text: description, place, component: id };
    });
  if (!siteSource) return described;
  const yaml = parseYamlFile(siteSource);
  const footer: ShownText[] =
    site.footer === undefined
      ? []
      : [{ source: siteSource, text: site.footer, place: yaml.locate(['footer']) }];
  const links = site.links.map(({ label }, index): ShownText => ({
    source: siteSource,
    text: label,
    place: yaml.locate(['links', index, 'label']),
  }));
  return [...described, ...footer, ...links];
}
