import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { IncidentUpdate, Maintenance, Notice } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { componentDisplayNames, defaultPhaseText, renderTemplateLine } from '../response/default-text.ts';
import { collapseWhitespace } from '../response/file-text.ts';
import { fillNoticeTemplate, noticeIdBase } from '../response/notice-template.ts';
import { isPlannedWindow } from '../response/recurring.ts';

/**
 * The reasons why the new text of a maintenance or notice needs approval. A first text is only approved as one of the
 * policy's templates for notices; an update of a new phase, as its default text.
 */
export function checkAnnouncedWording(
  siteContext: SiteContext,
  event: Maintenance | Notice,
  publishedCount: number,
): string[] {
  const updates = event.updates.slice(Math.max(publishedCount, 1));
  return [
    ...(publishedCount === 0 ? checkFirstWording(siteContext, event) : []),
    ...updates.flatMap((update) => checkUpdate(siteContext, event, update)),
  ];
}

function checkFirstWording(siteContext: SiteContext, event: Maintenance | Notice): string[] {
  const { policy, site } = siteContext;
  if (event.kind === 'maintenance')
    return isPlannedWindow({ siteContext }, event) ? [] : ['there is no template for planned maintenance'];
  const templates = Object.entries(policy.notices.templates);
  if (templates.length === 0) return ['there is no template for a notice'];
  const first = event.updates[0];
  if (!first || first.writtenPhase !== 'announced' || !isPlain(first))
    return ['the notice does not begin with the text of a template alone'];
  const matches = templates.filter(([, template]) => {
    const { title, text } = fillNoticeTemplate(template, event, site);
    return title === event.title && text === collapseWhitespace(first.body);
  });
  if (matches.length === 0) return ['the title and text match no template for notices'];
  const hasGeneratedName = matches.some(([key]) => isNumbered(event.id, noticeIdBase(event.starts, key)));
  return hasGeneratedName ? [] : ['the file name, which is in the address, differs from the generated one'];
}

function isNumbered(id: string, base: string): boolean {
  return id.startsWith(base) && /^(?:-\d{1,3})?$/.test(id.slice(base.length));
}

function checkUpdate(
  siteContext: SiteContext,
  event: Maintenance | Notice,
  update: IncidentUpdate,
): string[] {
  const name = `the update of ${formatInstant(update.at)}`;
  const own = defaultPhaseText(siteContext, update.writtenPhase);
  const names = componentDisplayNames({ siteContext }, Object.keys(event.components));
  const isOwn =
    own !== undefined && renderTemplateLine(siteContext, own, names) === collapseWhitespace(update.body);
  if (!isOwn || !isPlain(update)) return [`${name} matches no template`];
  // "The planned maintenance is complete" is untrue before it began.
  const isCalledOff =
    event.kind === 'maintenance' &&
    update.writtenPhase !== 'cancelled' &&
    (findEndingUpdate(event)?.at ?? Infinity) < event.starts;
  return isCalledOff ? [`${name} is before the maintenance begins`] : [];
}

/** Whether the text is all that the update says. */
function isPlain({ suppressions, corrected, affects, severity }: IncidentUpdate): boolean {
  return suppressions.length === 0 && corrected === undefined && !affects && severity === undefined;
}
