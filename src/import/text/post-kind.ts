/** What a post of a page says of itself, for deciding what it is. */
export interface PostFacts {
  readonly title: string;
  /** The name of its file. */
  readonly name?: string;
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
  /^(?:\[[^\]]*\]\s*)?updat(?:e|es|ing)(?: of| to)?(?: [\w.-]+){0,4} (?:clusters?|servers?|versions?|services?|kubernetes|databases?)\b|\bversion update\b|\b(?:cluster|server|system|database|software) updates?\b|\bmoves?\b|\bswitch(?:ing)? to\b|\broll-?out\b|\breboots?\b|\bclean-?up\b/i;
const TO_VERSION = /\b(?:to|from) (?:[a-z]+ )?(?:version )?v?\d+\.\d/i;
const TROUBLE =
  /\b(?:outages?|down(?:time)?|disrupt(?:ion|ions|ed)|unavailab(?:le|ility)|un(?:reachable|responsive|planned)|degrad(?:ed|ation)|fail(?:s|ed|ing|ure|ures)?|errors?|broken|blocked|not (?:work\w*|updated|refreshed|available|load\w*)|attack|incident|panne|coupure|incidente|guasto|störung|ausfall)\b/i;
const MILD_TROUBLE = /(?<!-)\b(?:issues?|problems?|slow(?:ness)?|delays?|delayed|latency|timeouts?)\b/i;
const ANNOUNCED =
  /\b(?:will be (?:down|unavailable|offline|perform\w*|upgrad\w*|migrat\w*|restart\w*|updated|put offline|moved|done|doing)|(?:is|are) (?:planned|scheduled)|we(?:'|’)?(?:ll| will) (?:perform|be (?:perform|do|upgrad|migrat|mov|updat)\w*|do|upgrade|migrate|move|proceed|plan)|we (?:are|have|’re|'re) (?:planning|scheduled|planned|doing planned)|planned (?:maintenance|upgrade|migration|outage)|maintenance (?:window|has been started)|expected duration|(?<!un)scheduled (?:maintenance|downtime|for)|being moved to|performing [\w ]{0,30}(?:move|upgrade|migration|maintenance))\b/i;

/**
 * Whether a post is planned work: by its title first, then by what its first message announces. A flag such as
 * `informational` or the severity `notice` alone decides nothing: real outages bear them too.
 */
export function isPlannedWork({ title, name = '', severity, informational, text }: PostFacts): boolean {
  if (/maintenance/i.test(severity ?? '')) return true;
  if (/\b(?:unplanned|unscheduled)\b/i.test(title)) return false;
  if (CERTAIN.test(title)) return true;
  // Host names don't count as words: `issues.example.org (tracker) upgrade`.
  const words = title.replace(/\b[\w*-]+(?:\.[\w-]+)+\b/g, ' ');
  const file = name.replace(/^\d[\d-]*/, '').replace(/[-_]+/g, ' ');
  const mild = severity === undefined || severity === '' || /^(?:notice|none|info\w*)$/i.test(severity);
  let score = 0;
  if (PLANNED.test(words)) score += 2;
  else if (PLANNED.test(file)) score += 1.5;
  if (CHANGE.test(title)) score += 1;
  if (TO_VERSION.test(title)) score += 1;
  if (TROUBLE.test(words)) score -= 2;
  else if (MILD_TROUBLE.test(words)) score -= 1;
  if (ANNOUNCED.test(text)) score += mild ? 2 : 1.5;
  if (mild) score += 0.5;
  if (informational && mild) score += 1;
  if (CERTAIN.test(text.slice(0, 300)) && !TROUBLE.test(words)) score += 1;
  return score >= 2;
}
