import { listSources, parseContent } from '../../content/content.ts';
import type { Content, ContentSources, SiteContext } from '../../content/content.ts';
import { parsePolicy } from '../../content/policy.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContent } from '../../files/read-content.ts';
import { renderDiagnostics } from '../../reporters/terminal.ts';
import { formatAlternatives, formatDidYouMean } from '../../text/did-you-mean.ts';

export interface ChosenPolicy {
  readonly siteContext: SiteContext;
  readonly content: Content;
  readonly sources: ContentSources;
}

/**
 * Reads a policy of a content root with the site around it.
 * @param name its file's name; the site's policy by default
 * @throws UsageError if it is unknown or invalid
 */
export async function readPolicy(root: string, name?: string): Promise<ChosenPolicy> {
  const sources = await readContent(root);
  // Without a site that names a policy, the preset is shown.
  const named = name ?? (sources.site ? undefined : 'standard');
  const ids = sources.policies.map(({ path }) => idFromPath(path));
  if (named !== undefined && !ids.includes(named))
    throw new UsageError(
      `There is no policy "${named}".${formatDidYouMean(named, ids)} Known: ${formatAlternatives(ids)}.`,
    );
  const content = parseContent({ ...sources, incidents: [] });
  const { siteContext } = content;
  const { value, diagnostics } =
    named === undefined
      ? { value: siteContext?.policy, diagnostics: content.diagnostics }
      : parsePolicy(named, sources.policies);
  if (!value) {
    const bySource = new Map(listSources(sources).map((source) => [source.path, source]));
    const found = renderDiagnostics(diagnostics, (path) => bySource.get(path));
    throw new UsageError(`The policy is invalid.\n\n${found}`);
  }
  const context = siteContext ?? parseContent({ ...sources, ...STAND_IN, incidents: [] }).siteContext;
  if (!context) throw new UsageError('status.yaml is invalid. Run "npx candor validate".');
  return { siteContext: { ...context, policy: value }, content, sources };
}

/** Without a status.yaml, a policy is read for an English page. */
const STAND_IN = {
  site: {
    path: 'status.yaml',
    text: 'name: Example\nurl: https://status.example.com\npolicy: standard\n',
  },
};
