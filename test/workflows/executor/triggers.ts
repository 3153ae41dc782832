import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';

/** An event as far as `on:` looks at it. */
export interface Happened {
  readonly event: string;
  /** `opened`, …; the type of a `repository_dispatch`. */
  readonly action?: string | undefined;
  /** `refs/heads/…` or `refs/tags/…` of a push; of a pull request, its base. */
  readonly ref?: string | undefined;
  readonly changed: readonly string[];
  /** The name of the workflow that a `workflow_run` is about. */
  readonly about?: string | undefined;
}

/** GitHub's own defaults where `types:` says nothing. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

interface Filters {
  readonly workflows?: readonly string[];
  readonly types?: readonly string[];
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
  readonly tags?: readonly string[];
  readonly 'tags-ignore'?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
}

/** Why an event does not start a workflow; undefined if it does. */
export function whyNot(on: EventsConfig, happened: Happened): string | undefined {
  const { event, action, ref, changed } = happened;
  if (!(event in on)) return `on: has no ${event}`;
  const filters = on[event] as Filters;
  const types = filters.types ?? DEFAULT_TYPES[event];
  if (types && !types.includes(action ?? '')) return `${event}: types has no ${action}`;
  if (filters.workflows && !filters.workflows.includes(happened.about ?? ''))
    return `${event}: workflows has no ${happened.about}`;
  const isTag = ref?.startsWith('refs/tags/') === true;
  const name = ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? '';
  const { branches, 'branches-ignore': noBranches, tags, 'tags-ignore': noTags } = filters;
  if (event === 'push' && isTag && (branches ?? noBranches) && !(tags ?? noTags))
    return 'a tag, and only branches are named';
  if (event === 'push' && !isTag && (tags ?? noTags) && !(branches ?? noBranches))
    return 'a branch, and only tags are named';
  const [wanted, unwanted] = isTag ? [tags, noTags] : [branches, noBranches];
  if (wanted && !matchesLast(wanted, name)) return `${name} is not among its branches or tags`;
  if (unwanted && matchesLast(unwanted, name)) return `${name} is among the ignored`;
  const { paths, 'paths-ignore': noPaths } = filters;
  if (paths && !isTag && !changed.some((path) => matchesLast(paths, path)))
    return 'no changed file is among its paths';
  if (noPaths && !isTag && changed.every((path) => matchesLast(noPaths, path)))
    return 'every changed file is ignored';
  return undefined;
}

/** The last pattern that matches decides; one with `!` takes away. */
function matchesLast(patterns: readonly string[], name: string): boolean {
  return patterns.reduce(
    (is, pattern) =>
      pattern.startsWith('!')
        ? is && !toExpression(pattern.slice(1)).test(name)
        : is || toExpression(pattern).test(name),
    false,
  );
}

/** GitHub's filter patterns: `*` stays within a folder, `**` does not, `?` and `+` repeat what is before them. */
export function toExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.^${}()|\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/|\*\*|\*/g, (stars) => (stars === '*' ? '[^/]*' : stars === '**' ? '.*' : '(?:.*/)?'));
  return new RegExp(`^${source}$`);
}
