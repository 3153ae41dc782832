import { COMPONENT_STATES } from '../../content/schema/incident.ts';
import type { ComponentState } from '../../content/schema/incident.ts';
import type { TextSpan } from '../../content/source.ts';
import { findSeverity } from '../../content/policy.ts';
import { findNearest } from '../../text/did-you-mean.ts';
import type { RuleContext } from '../engine/rule.ts';
import { indexComponentNames, normalizeName } from './component-names.ts';

/** A line of an update's text that only makes sense as a directive. */
export interface DirectiveLine extends TextSpan {
  /** The line as its author wrote it. */
  readonly text: string;
  /** The directive to write instead. */
  readonly write: string;
}

const LINE =
  /^[ \t>*_+-]{0,20}(\p{L}[\p{L} -]{0,30}?)[*_]{0,3}[ \t]{0,5}([:：=]|\s|[-–—](?=\s))[ \t*_]{0,5}(\S.{0,1000})$/u;

/** What people write for `Affects`, in the languages of the page too. */
const AFFECTS_WORDS = new Set(
  `affects affect affected affecting affectation impact impacts impacted status state states statut component components
  composant composants touche concerne affecte scope`.split(/\s+/),
);

/** Lines that name components with states, or a severity. `text` is Markdown without code and comments. */
export function findDirectiveLines(text: string, context: RuleContext): DirectiveLine[] {
  const found: DirectiveLine[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const write = line.length > 1200 ? undefined : readDirective(line, context);
    if (write !== undefined) {
      const from = start + line.length - line.trimStart().length;
      found.push({ start: from, end: start + line.trimEnd().length, text: line.trim(), write });
    }
    start += line.length + 1;
  }
  return found;
}

function readDirective(line: string, context: RuleContext): string | undefined {
  const [, word = '', mark = '', rest = ''] = LINE.exec(line) ?? [];
  if (word === '') return undefined;
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const isMarked = /[:：=]/.test(mark);
  const isAffects = AFFECTS_WORDS.has(plain) || findNearest(plain, ['affects', 'affected']) !== undefined;
  if (isAffects || isMarked) {
    const pairs = readPairs(rest, context, isAffects && isMarked);
    if (pairs) return `Affects: ${pairs.map(([id, state]) => `${id} ${state}`).join(', ')}`;
  }
  const isSeverity = isMarked && (plain === 'sev' || findNearest(plain, ['severity']) !== undefined);
  const severity = isSeverity ? findSeverity(context.policy, rest.replace(/[*_.\s]+$/, '')) : undefined;
  return severity && `Severity: ${severity.key}`;
}

const MAX_PAIRS = 200;

/** `checkout degraded, Orders: partial outage`; undefined if any part is something else. */
function readPairs(
  text: string,
  context: RuleContext,
  allowsUnknown: boolean,
): [component: string, state: ComponentState][] | undefined {
  const parts = text.replace(/[*_.;\s]+$/, '').split(/\s*[,;]\s*|\s+(?:and|et)\s+/, MAX_PAIRS + 1);
  if (parts.length > MAX_PAIRS) return undefined;
  const { byId, idOfName } = indexComponentNames(context);
  const pairs: [string, ComponentState][] = [];
  for (const part of parts) {
    const name = normalizeName(part);
    const state = COMPONENT_STATES.find((known) => name.replace(/[ _]/g, '-').endsWith(known));
    if (!state) return undefined;
    const component = name.slice(0, -state.length).replace(/[\s:=]+$/, '');
    if (component === '' || component === name.slice(0, -state.length)) return undefined;
    const id = byId.has(component) ? component : idOfName.get(component);
    const meant = id ?? findNearest(component, [...byId.keys()]);
    if (meant === undefined && !(allowsUnknown && /^[a-z0-9-]+$/.test(component))) return undefined;
    pairs.push([meant ?? component, state]);
  }
  return pairs;
}
