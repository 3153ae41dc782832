import type { SiteContext } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { parseYamlFile } from '../../content/format-changes.ts';
import { publicTextsOf } from '../../content/policy.ts';
import type { Policy } from '../../content/policy.ts';
import type { TextSpan } from '../../content/source.ts';
import type { FieldPath } from '../../content/yaml.ts';
import { createRuleContext } from './context.ts';
import { policyLevel, toDiagnostic } from './lint.ts';
import type { RuleTarget, RuleViolation } from './rule.ts';
import { listWordingRules, toSingleUpdateIncident } from './validate-text.ts';

/** A text of the policy that customers read on the page of commitments. */
interface PublicText {
  readonly severity: string;
  readonly field: FieldPath;
  readonly text: string;
  /** Where words for customers can be written beside those for the team. */
  readonly publicField?: string;
}

/**
 * Findings on the wording of what the page shows of the policy: names, definitions and examples of severities are held to
 * the same rules as updates (V6.1, V6.2, V6.3, V13.2). A finding on an inherited text points to the nearest key of the
 * policy's own file.
 */
export function checkPolicyWording(siteContext: SiteContext): Diagnostic[] {
  const { policy } = siteContext;
  const context = createRuleContext(siteContext, [], 0);
  const yaml = parseYamlFile(policy.source);
  const rules = listWordingRules();
  return listPublicTexts(policy).flatMap((shown) => {
    const source = { path: policy.source.path, text: shown.text };
    const whole = { start: 0, end: shown.text.length };
    const event = {
      ...toSingleUpdateIncident(siteContext, source, whole, [], 0),
      severity: shown.severity,
    };
    return rules.flatMap((rule) => {
      const level = policyLevel(rule, policy);
      if (level === 'off') return [];
      return [...rule.check(event, context)].map(({ fix, ...violation }) => {
        const place = yaml.locate(shown.field);
        const isInherited = inherits(yaml.data, shown.field);
        const span = isInherited ? place : locateWords(policy.source.text, place, shown.text, violation.at);
        const help = describeRewrite(shown, isInherited, fix, violation.help);
        return toDiagnostic(rule, { ...violation, help }, level, policy, policy.source, span);
      });
    });
  });
}

function listPublicTexts({ severities }: Policy): PublicText[] {
  return Object.entries(severities)
    .filter(([, severity]) => severity.public !== 'never')
    .flatMap(([key, severity]) => [
      { severity: key, field: ['severities', key, 'name'], text: severity.name },
      ...Object.entries(publicTextsOf(severity)).flatMap(([part, { key: written, lines }]) =>
        lines.map((text, index) => ({
          severity: key,
          field: ['severities', key, written, index],
          text,
          ...(written === part && { publicField: `severities.${key}.public-${part}` }),
        })),
      ),
    ]);
}

/** The words in the file, or the whole value where it is written with escapes. */
export function locateWords(file: string, place: TextSpan, text: string, at: RuleTarget): TextSpan {
  const within = file.slice(place.start, place.end).indexOf(text);
  if (within < 0 || !('start' in at)) return place;
  return { start: place.start + within + at.start, end: place.start + within + at.end };
}

/** The paragraph with its fix, or the advice. */
export function writeOut(
  text: string,
  fix: RuleViolation['fix'],
  advice: string | undefined,
): string | undefined {
  const written = fix
    ? `${text.slice(text.lastIndexOf('\n\n', fix.start) + 1, fix.start)}${fix.text}${text.slice(fix.end).split('\n\n', 1)[0]!}`.trim()
    : advice !== undefined && !/[.!?]"?$/.test(advice)
      ? advice
      : undefined;
  return written === undefined ? advice : `Write: "${written}"${/[.!?]$/.test(written) ? '' : '.'}`;
}

/** What to write instead. YAML may need other quotes then, so nothing is rewritten by itself. */
function describeRewrite(
  { text, field, publicField = formatPath(field.slice(0, 3)) }: PublicText,
  isInherited: boolean,
  fix: RuleViolation['fix'],
  advice: string | undefined,
): string {
  const rewrite = writeOut(text, fix, advice);
  const place = isInherited
    ? `The policy inherits "${text}": write your own words for customers in ${publicField}.`
    : publicField.includes('.public-') && !String(field[2]).startsWith('public-')
      ? `To keep the words for the team, write those for customers in ${publicField}.`
      : undefined;
  return [rewrite, place].filter((part) => part !== undefined).join(' ');
}

const formatPath = (field: FieldPath): string => field.join('.');

/** Whether another file than the policy's own has the text. */
function inherits(data: unknown, field: FieldPath): boolean {
  let at = data;
  for (const step of field) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return true;
    at = (at as Record<string | number, unknown>)[step];
  }
  return false;
}
