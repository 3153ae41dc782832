import { askAboutAbsent } from './absent-parts.ts';
import { SEVERITY_IMPACTS } from '../../content/schema/policy-severity.ts';
import type { SopQuestion, SopReading } from './read-sop.ts';

type Data = Record<string, unknown>;

/** A policy made of what an SOP says, and what people have to answer before it is complete. */
export interface PolicyFromSop {
  /** Valid where the SOP names a severity; without any, there is no policy. */
  readonly data: Readonly<Data>;
  readonly questions: readonly SopQuestion[];
}

/**
 * Puts the parts in the order of a policy, and leaves out what only makes sense together with an answer: a postmortem
 * without a due time. The impact of a severity comes from its order, and is a question as well.
 */
export function finishPolicy({ data, questions }: SopReading, name: string): PolicyFromSop {
  const asked: SopQuestion[] = [...questions];
  const {
    severities: read = {},
    audiences = {},
    roles = {},
    postmortem,
    summary,
    'sop-review': review,
    owner = data['*owner'],
    '*owner': _,
    '*names': names,
    ...rest
  } = data as Data & {
    readonly severities?: Data;
    readonly audiences?: Data;
    readonly roles?: Data;
    readonly postmortem?: Data;
    readonly summary?: Data;
    readonly 'sop-review'?: Data;
    readonly owner?: unknown;
    readonly '*names'?: Record<string, readonly string[]>;
  };
  const { '*': shared = {}, ...own } = read as Record<string, Data>;
  const severities = finishSeverities(own, shared, asked);
  const allRoles = { ...roles } as Record<string, Data>;
  const groups = Object.fromEntries(
    Object.entries(audiences).filter(([key]) => !Object.hasOwn(allRoles, key)),
  );
  const named = Object.values(severities).flatMap(({ escalation = [], notify = [] }) => [
    ...(escalation as string[]),
    ...(notify as string[]),
  ]);
  for (const key of new Set(named)) {
    if (Object.hasOwn(allRoles, key) || Object.hasOwn(groups, key)) continue;
    const title = names?.[key]?.[0] ?? key;
    allRoles[key] = { name: title };
    asked.push({
      text: `What does the role "${title}" do? It is only in the escalation path. (roles.${key})`,
    });
  }
  const isReviewed = review?.['last'] !== undefined && review['every'] !== undefined;
  if (review && !isReviewed)
    asked.push({
      text: `When was the SOP last reviewed, and how often is it? The document says: ${describeParts(review)}. (sop-review)`,
    });
  if (postmortem && postmortem['due'] === undefined)
    asked.push({
      text: 'When is a postmortem due, and for which severities? (postmortem.due, postmortem.for)',
    });
  const finished: Data = {
    name,
    'clause-prefix': 'none',
    ...(owner !== undefined && { owner }),
    ...rest,
    ...(isReviewed && { 'sop-review': review }),
    severities,
    ...(Object.keys(groups).length > 0 && { audiences: groups }),
    ...(Object.keys(allRoles).length > 0 && { roles: allRoles }),
    ...(postmortem && { postmortem: { for: [], ...postmortem } }),
    ...(summary && { summary }),
  };
  const mentioned = { ...finished, ...(review && { 'sop-review': review }) };
  return { data: finished, questions: [...asked, ...askAboutAbsent(mentioned)] };
}

const describeParts = (part: Data): string =>
  Object.entries(part)
    .map(([key, value]) => `${key} ${[value].flat().join(', ')}`)
    .join('; ');

function finishSeverities(
  own: Record<string, Data>,
  shared: Data,
  asked: SopQuestion[],
): Record<string, Data> {
  const keys = Object.keys(own).toSorted();
  const finished = keys.map((key, index): [string, Data] => {
    const severity = own[key]!;
    const impact = SEVERITY_IMPACTS.at(-1 - Math.min(index, SEVERITY_IMPACTS.length - 1))!;
    if (severity['name'] === undefined)
      asked.push({ text: `What is ${key} called? (severities.${key}.name)` });
    if (severity['first-update'] === undefined && severity['public'] === undefined)
      asked.push({
        text: `Is ${key} on the status page, and how soon is its first update? (severities.${key}.public, first-update)`,
      });
    return [key, { name: severity['name'] ?? key, impact, ...severity, ...shared }];
  });
  if (keys.length > 0)
    asked.push({
      text: `Is the impact right? The SOP does not name it, so it follows the order: ${finished.map(([key, { impact }]) => `${key} ${String(impact)}`).join(', ')}. (severities.*.impact)`,
    });
  return Object.fromEntries(finished);
}
