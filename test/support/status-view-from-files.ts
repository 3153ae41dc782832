import { readFileSync } from 'node:fs';
import { parseContent } from '../../src/content/content.ts';
import type { Incident } from '../../src/content/incident.ts';
import { parseInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView } from '../../src/status/status-view.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPromisedUpdate } from '../../src/deadlines/promised-update.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import type { LoadedSite } from '../../src/site/site-context.ts';

const POLICY: SourceFile = {
  path: 'policies/vayva.yaml',
  text: readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8'),
};

/** What the tests' page holds, where it differs from a shop with nothing the matter. */
export interface PageFiles {
  readonly site?: string;
  /** Front matter of each component by its id. */
  readonly components?: Readonly<Record<string, string>>;
  /** Whole files by id. */
  readonly incidents?: Readonly<Record<string, string>>;
  readonly now?: string;
}

const SITE = 'name: Vayva\nurl: https://vayva.shop/status\npolicy: vayva\ntimezone: Africa/Lagos\n';

const COMPONENTS = {
  checkout: 'name: Checkout\ngroup: Store\norder: 1',
  orders: 'name: Orders\ngroup: Store\norder: 2',
  whatsapp: 'name: WhatsApp\norder: 3',
};

/** A time of the tests: `09:10` of their day, or whole. */
export function at(text: string): Instant {
  const read = parseInstant(text.length < 6 ? `2026-11-22T${text}Z` : text);
  if ('instant' in read) return read.instant;
  throw new Error(`no time: ${text}`);
}

/** The view of a page from files, the way a build makes it; a fault of the format is an error of the test. */
export function viewFor({
  site = SITE,
  components = COMPONENTS,
  incidents = {},
  now = '12:00',
}: PageFiles): StatusView {
  const content = parseContent({
    site: { path: 'status.yaml', text: site },
    policies: [POLICY],
    components: Object.entries(components).map(([id, front]) => ({
      path: `components/${id}.md`,
      text: `---\n${front}\n---\nWhat **${id}** is for.\n`,
    })),
    incidents: Object.entries(incidents).map(([id, text]) => ({ path: `incidents/${id}.md`, text })),
    postmortems: [],
  });
  if (content.diagnostics.length > 0 || !content.siteContext) {
    throw new Error(
      content.diagnostics.map(({ location, message }) => `${location.path}: ${message}`).join('\n'),
    );
  }
  const { siteContext } = content;
  const promised = (incident: Incident) => findPromisedUpdate(siteContext, NO_EVIDENCE, incident);
  return buildStatusView({
    siteContext,
    incidents: content.incidents,
    promisedUpdateOf: promised,
    now: at(now),
  });
}

/** The same with words, dates and links. */
export function pageFor(files: PageFiles): LoadedSite {
  const view = viewFor(files);
  return { view, context: createPageContext(view.site) };
}
