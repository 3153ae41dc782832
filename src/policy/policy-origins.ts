import { IDENTITY_PARTS, isPreset, isSwitchedOff } from '../content/extend-policy.ts';
import { resolvePolicyChain } from '../content/policy.ts';
import { policySchema } from '../content/schema/policy.ts';
import type { SourceFile } from '../content/source.ts';

/** Which file a part of a policy comes from, as words: `policies/own.yaml, on top of presets/vayva.yaml`. */
export interface PartOrigin {
  readonly part: string;
  readonly from: string;
}

/** Where each part of a policy comes from; parts that no file has are left out. */
export function listOrigins(source: SourceFile, sources: readonly SourceFile[]): PartOrigin[] {
  const { links } = resolvePolicyChain(source, sources);
  const replaced = links.map(({ yaml }) => (yaml.data as { replace?: unknown } | null)?.replace);
  return Object.keys(policySchema.shape).flatMap((part) => {
    if (part === 'extends' || part === 'replace') return [];
    const files: string[] = [];
    let isHidden = false;
    for (const [index, link] of links.entries()) {
      const value = (link.yaml.data as Record<string, unknown> | null | undefined)?.[part];
      if (value === undefined) continue;
      const { path } = link.source;
      if (isHidden) break;
      if (isSwitchedOff(value, [part])) {
        files.push(`switched off in ${path}`);
        break;
      }
      const isIdentity = (IDENTITY_PARTS as readonly string[]).includes(part);
      files.push(index > 0 && isIdentity && isPreset(link.source) ? `not inherited from ${path}` : path);
      const own = replaced[index];
      isHidden = !isMergeable(value) || (Array.isArray(own) && own.includes(part));
    }
    return files.length === 0 ? [] : [{ part, from: files.join(', on top of ') }];
  });
}

function isMergeable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
