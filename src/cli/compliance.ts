import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parseContent } from '../content/content.ts';
import type { SiteContext } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean } from '../text/did-you-mean.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { withRecordedDays } from '../status/recorded-days.ts';
import { readFirstCommitTimes } from '../git/component-days.ts';
import { readContent } from '../files/read-content.ts';
import { deliveryEvidenceOf } from '../deadlines/delivery-evidence.ts';
import { readLogForReport } from '../delivery-log/io/log-store.ts';
import { readEvidence } from '../deadlines/io/read-evidence.ts';
import { eventComplianceOf } from '../compliance/event-compliance.ts';
import type { EventCompliance } from '../compliance/event-compliance.ts';
import { buildComplianceReport } from '../compliance/compliance.ts';
import type { ComplianceReport } from '../compliance/compliance.ts';
import { renderComplianceJson } from '../compliance/report/json.ts';
import { renderEventComplianceMarkdown, renderComplianceMarkdown } from '../compliance/report/markdown.ts';
import { renderEventCompliance, renderCompliance } from '../compliance/report/terminal.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { compliance } from './declarations/compliance.ts';
import { styleFor } from './terminal.ts';

interface ReportContext {
  readonly siteContext: SiteContext;
  readonly now: Instant;
}

const FORMATS = {
  json: (report, { now }) => renderComplianceJson(report, now),
  markdown: (report, { siteContext, now }) =>
    'measures' in report
      ? renderEventComplianceMarkdown(report, siteContext, now)
      : renderComplianceMarkdown(report, siteContext),
  terminal: (report, { siteContext, now }) =>
    'measures' in report
      ? renderEventCompliance(report, siteContext, now, styleFor(process.stdout))
      : renderCompliance(report, siteContext, styleFor(process.stdout)),
} satisfies Readonly<
  Record<string, (report: ComplianceReport | EventCompliance, context: ReportContext) => string>
>;

export const runCompliance: CommandRun<typeof compliance> = async (values, args) => {
  const render = FORMATS[values.format];
  const root = resolve(values.root);
  const now = parseNow(values.now);
  const sources = await readContent(root);
  const content = parseContent(sources);
  const siteContext = withRecordedDays(
    requireSiteContext(content),
    content.incidents,
    await readFirstCommitTimes(root),
    now,
  );
  const { incident: wanted } = args;
  const events =
    wanted === undefined ? content.incidents : content.incidents.filter(({ id }) => id === wanted);
  if (wanted !== undefined && events.length === 0) {
    const known = content.incidents.map(({ id }) => id);
    throw new UsageError(
      `There is no incident "${stripVTControlCharacters(wanted)}".${formatDidYouMean(wanted, known)}`,
    );
  }
  const known = await readEvidence(root, sources, siteContext, events, now);
  const log = Object.keys(siteContext.site.notify).length === 0 ? undefined : await readLogForReport(root);
  const { notes } = known;
  const evidence = {
    ...known.evidence,
    ...(log && deliveryEvidenceOf(log)),
  };
  const context = { site: siteContext.site, policy: siteContext.policy, evidence };
  const report =
    wanted === undefined
      ? buildComplianceReport(siteContext, events, evidence, now)
      : eventComplianceOf(context, events[0]!, now);
  if (!report) throw new UsageError(`The policy has no severity for "${wanted}".`);
  process.stdout.write(render(report, { siteContext, now }));
  for (const source of content.invalidSources)
    process.stderr.write(`${source.path} is invalid and missing from the report.\n`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (!('findings' in report)) return 0;
  const componentSources = new Map(siteContext.components.map(({ source }) => [source.path, source]));
  const findings = renderDiagnostics(report.findings, (path) => componentSources.get(path));
  if (findings !== '') process.stderr.write(`${findings}\n`);
  return hasErrors(report.findings) ? 1 : 0;
};
