import { resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { parseContent } from '../content/content.ts';
import type { SiteContext } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean } from '../text/did-you-mean.ts';
import { requireSiteContext } from '../deadlines/io/require-setting.ts';
import { parseChoiceOption, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { readEvidence } from '../deadlines/io/read-evidence.ts';
import { eventComplianceOf } from '../compliance/incident-record.ts';
import type { EventCompliance } from '../compliance/incident-record.ts';
import { buildComplianceReport } from '../compliance/compliance.ts';
import type { ComplianceReport } from '../compliance/compliance.ts';
import { renderComplianceJson } from '../compliance/report/json.ts';
import { renderEventComplianceMarkdown, renderComplianceMarkdown } from '../compliance/report/markdown.ts';
import { renderEventCompliance, renderCompliance } from '../compliance/report/terminal.ts';
import { renderDiagnostic } from '../reporters/terminal.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

const HELP = `npm run compliance -- [incident] [options]

Scores how the SOP was kept: per quarter, the promise to customers over 90 days and the objectives; or one incident.

  incident         the file's name without .md; a drill can be asked for too
  --root DIR       the content root (default: this folder)
  --format NAME    terminal, markdown (for a postmortem or a review) or json (default: terminal)
  --now TIME       as if it were this time

When an update was published is git's word where git can tell, and the file's own time where it can't.
Exit code: 0 it was scored, 1 an objective is breached, 2 it could not run.
`;

interface ReportContext {
  readonly setting: SiteContext;
  readonly now: Instant;
}

const FORMATS: Readonly<
  Record<string, (report: ComplianceReport | EventCompliance, drawn: ReportContext) => string>
> = {
  json: (report, { now }) => renderComplianceJson(report, now),
  markdown: (report, { setting, now }) =>
    'measures' in report
      ? renderEventComplianceMarkdown(report, setting, now)
      : renderComplianceMarkdown(report, setting),
  terminal: (report, { setting, now }) => {
    const ink = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
    return 'measures' in report
      ? renderEventCompliance(report, setting, now, ink)
      : renderCompliance(report, setting, ink);
  },
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const draw = parseChoiceOption('format', values.format, FORMATS);
  if (positionals.length > 1) throw new UsageError('One incident at a time.');
  const root = resolve(values.root);
  const now = parseNow(values.now);
  const sources = await readContent(root);
  const content = parseContent(sources);
  const siteContext = requireSiteContext(content);
  const wanted = positionals[0];
  const events =
    wanted === undefined ? content.incidents : content.incidents.filter(({ id }) => id === wanted);
  if (wanted !== undefined && events.length === 0) {
    const known = content.incidents.map(({ id }) => id);
    throw new UsageError(
      `There is no incident "${stripVTControlCharacters(wanted)}".${formatDidYouMean(wanted, known)}`,
    );
  }
  const { evidence, notes } = await readEvidence(root, sources, siteContext, events, now);
  const context = { site: siteContext.site, policy: siteContext.policy, evidence };
  const report =
    wanted === undefined
      ? buildComplianceReport(siteContext, events, evidence, now)
      : eventComplianceOf(context, events[0]!, now);
  if (!report) throw new UsageError(`The policy does not know the severity of "${wanted}".`);
  process.stdout.write(draw(report, { setting: siteContext, now }));
  for (const source of content.invalidSources)
    process.stderr.write(`${source.path} can't be read: it is not in the report.\n`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (!('findings' in report)) return 0;
  const places = new Map(siteContext.components.map(({ source }) => [source.path, source]));
  for (const diagnostic of report.findings)
    process.stderr.write(`${renderDiagnostic(diagnostic, places.get(diagnostic.location.path))}\n`);
  return hasErrors(report.findings) ? 1 : 0;
});
