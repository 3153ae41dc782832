/** What a post of a page says of itself, for deciding what it is. */
export interface PostFacts {
  readonly title: string;
  /** The tool's word. */
  readonly severity: string | undefined;
  readonly informational: boolean;
  /** The text of its first message. */
  readonly text: string;
}

const PLANNED =
  /\b(?:maint[ae]?i?n[ae]?ne?ce|maintainance|maintenence|maintance|scheduled?|(?<!un)planned|upgrad(?:e|ed|es|ing)|migrat(?:e|ed|ion|ions|ing)|brown-?outs?|wartung(?:sarbeiten)?|manutenzione|mantenimiento|manutenção|entretien|deprecation|decommission\w*|relocation)\b|メンテナンス|维护/iu;
const CERTAIN =
  /\b(?:maint[ae]?i?n[ae]?ne?ce|maintainance|maintenence|wartung(?:sarbeiten)?|manutenzione|mantenimiento|(?<!un)planned|scheduled)\b/iu;
const CHANGE =
  /^(?:\[[^\]]*\]\s*)?(?:update (?:of|to|\w+ ?\w* (?:cluster|service|version|kubernetes)s?)|updat(?:e|ing) |upgrade)|\bversion update\b|\bmoves?\b|\bswitch(?:ing)? to\b|\broll-?out\b|\breboots?\b/i;
const TROUBLE =
  /\b(?:outages?|down(?:time)?|disrupt(?:ion|ions|ed)|unavailab(?:le|ility)|un(?:reachable|responsive|planned)|degrad(?:ed|ation)|fail(?:s|ed|ing|ure|ures)?|errors?|issues?|problems?|slow(?:ness)?|broken|blocked|not (?:work\w*|updated|refreshed|available|load\w*)|delays?|delayed|attack|incident|latency|timeouts?|panne|coupure|incidente|guasto|störung|ausfall)\b/i;
const ANNOUNCED =
  /\b(?:will be (?:down|unavailable|offline|perform\w*|upgrad\w*|migrat\w*|restart\w*|updated|put offline|moved|done|doing)|(?:is|are) (?:planned|scheduled)|we(?:'|’)?(?:ll| will) (?:perform|be (?:perform|do|upgrad|migrat|mov|updat)\w*|do|upgrade|migrate|move|proceed|plan)|we (?:are|have|’re|'re) (?:planning|scheduled|planned|doing planned)|planned (?:maintenance|upgrade|migration|outage)|maintenance (?:window|has been started)|expected duration|(?<!un)scheduled (?:maintenance|downtime|for)|being moved to|performing [\w ]{0,30}(?:move|upgrade|migration|maintenance))\b/i;

/**
 * Whether a post is planned work: by its title first, then by what its first message announces. A flag such as
 * `informational` or the severity `notice` alone decides nothing: real outages bear them too.
 */
export function isPlannedWork({ title, severity, informational, text }: PostFacts): boolean {
  if (/maintenance/i.test(severity ?? '')) return true;
  const trouble = TROUBLE.test(
    title.replace(/\b(?:un)?planned outages?\b/gi, (words) =>
      words[0]!.toLowerCase() === 'u' ? 'outage' : ' ',
    ),
  );
  if (/\bunplanned|unscheduled\b/i.test(title)) return false;
  if (CERTAIN.test(title)) return true;
  const mild = severity === undefined || severity === '' || /^(?:notice|none|info\w*)$/i.test(severity);
  let score = 0;
  if (PLANNED.test(title)) score += 2;
  if (CHANGE.test(title)) score += 1;
  if (trouble) score -= 2;
  if (ANNOUNCED.test(text)) score += mild ? 2 : 1.5;
  if (mild) score += 0.5;
  if (informational && mild) score += 2;
  if (CERTAIN.test(text.slice(0, 300)) && !trouble) score += 1;
  return score >= 2;
}
