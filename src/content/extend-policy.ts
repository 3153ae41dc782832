import type { SourceFile } from './source.ts';
import type { FieldPath, YamlDocument } from './yaml.ts';

/** One file of a policy: its own, or one that it extends. */
export interface PolicyLayer {
  readonly source: SourceFile;
  readonly yaml: YamlDocument;
}

/** Parts that describe the company behind a preset. A policy that extends the preset states its own. */
export const IDENTITY_PARTS = [
  'version',
  'updated',
  'owner',
  'maintainer',
  'interpretation-notes',
  'channels',
  'tools',
] as const;

/** Groups of names that a policy can take over as a whole (`replace`), instead of adding to the parent's. */
export const REPLACEABLE_PARTS = [
  'severities',
  'audiences',
  'roles',
  'verification',
  'templates',
  'clauses',
  'owner-roles',
  'wording',
  'alerts',
  'rules',
] as const;

const WORDING_LEVELS = ['jargon', 'blame', 'speculation', 'promise', 'minimising'];

/** Where a file switches something off that no parent has. */
export interface EmptyField {
  readonly source: SourceFile;
  readonly path: FieldPath;
}

export interface ExtendedPolicy {
  readonly data: unknown;
  readonly empty: readonly EmptyField[];
}

/**
 * Merges a policy with those that it extends, the policy itself first. Groups of keys are merged; all other values are
 * replaced; `null` or `off` removes a part. Presets pass on no identity.
 */
export function extendPolicies(layers: readonly PolicyLayer[]): ExtendedPolicy {
  const empty: EmptyField[] = [];
  let data: unknown = {};
  for (const layer of layers.toReversed()) {
    const own = withWordingLevels(layer.yaml.data);
    const parent = withoutOutdatedPublicText(withoutReplaced(data, own), own);
    data = mergeValue(parent, own, [], (path) => empty.push({ source: layer.source, path }));
    if (layer !== layers[0] && isPreset(layer.source)) data = withoutIdentity(data);
  }
  return { data, empty };
}

/** Whether a policy comes with Candor. */
export function isPreset({ path }: SourceFile): boolean {
  return path.startsWith('presets/');
}

/** A file's data without the parts that it switches off. */
export function withoutSwitchedOff(data: unknown): unknown {
  return mergeValue({}, withWordingLevels(data), [], () => undefined);
}

/** Whether a value in a file switches off what its parent has. */
export function isSwitchedOff(value: unknown, path: FieldPath): boolean {
  const isLevel = path.length === 2 && (path[0] === 'wording' || path[0] === 'rules');
  return value === null || (value === 'off' && !isLevel);
}

function mergeValue(
  parent: unknown,
  child: unknown,
  path: FieldPath,
  onEmpty: (path: FieldPath) => void,
): unknown {
  if (child === undefined) return parent;
  if (path.length > 0 && isSwitchedOff(child, path)) {
    if (child === null && parent === undefined) onEmpty(path);
    return undefined;
  }
  if (!isGroup(child)) return child;
  const merged: Record<string, unknown> = isGroup(parent) ? { ...parent } : {};
  for (const [key, value] of Object.entries(child)) {
    const result = mergeValue(merged[key], value, [...path, key], onEmpty);
    if (result === undefined) delete merged[key];
    else merged[key] = result;
  }
  return merged;
}

/** `wording: off` turns off each of its rules; without a level they are on. */
function withWordingLevels(data: unknown): unknown {
  if (!isGroup(data) || !('wording' in data) || !isSwitchedOff(data['wording'], ['wording'])) return data;
  return { ...data, wording: Object.fromEntries(WORDING_LEVELS.map((key) => [key, 'off'])) };
}

function withoutReplaced(parent: unknown, child: unknown): unknown {
  const replaced: unknown = isGroup(child) ? child['replace'] : undefined;
  const { replace: _own, ...rest } = isGroup(parent) ? parent : {};
  if (!Array.isArray(replaced)) return rest;
  return Object.fromEntries(Object.entries(rest).filter(([key]) => !replaced.includes(key)));
}

/** A severity with a definition or examples of its own does not show customers its parent's words for them. */
function withoutOutdatedPublicText(parent: unknown, own: unknown): unknown {
  if (!isGroup(parent) || !isGroup(own)) return parent;
  const { severities } = parent;
  const { severities: changed } = own;
  if (!isGroup(severities) || !isGroup(changed)) return parent;
  const kept = Object.entries(severities).map(([key, severity]) => {
    const change = changed[key];
    if (!isGroup(severity) || !isGroup(change)) return [key, severity];
    const outdated = ['definition', 'examples'].filter((part) => part in change);
    return [
      key,
      Object.fromEntries(
        Object.entries(severity).filter(([part]) => !outdated.some((one) => part === `public-${one}`)),
      ),
    ];
  });
  return { ...parent, severities: Object.fromEntries(kept) };
}

/** Without a date of its last review, the review of the SOP isn't passed on either. */
function withoutIdentity(data: unknown): unknown {
  if (!isGroup(data)) return data;
  const kept = Object.entries(data).filter(([key]) => !(IDENTITY_PARTS as readonly string[]).includes(key));
  const { 'sop-review': review, ...rest } = Object.fromEntries(kept);
  if (!isGroup(review)) return rest;
  const { last: _last, ...period } = review;
  return { ...rest, 'sop-review': period };
}

/** A review whose last date nobody states has no clock. */
export function withoutUndatedReview(data: unknown, own: unknown): unknown {
  if (!isGroup(data) || !isGroup(data['sop-review']) || 'last' in data['sop-review']) return data;
  if (isGroup(own) && 'sop-review' in own) return data;
  const { 'sop-review': _undated, ...rest } = data;
  return rest;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
