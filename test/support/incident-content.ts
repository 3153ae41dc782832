import { readFileSync } from 'node:fs';
import { parseSiteContext } from '../../src/content/content.ts';
import type { SiteContext } from '../../src/content/content.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import type { StatusEvent } from '../../src/content/incident.ts';
import { parseInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { SourceFile } from '../../src/content/source.ts';

const PRESETS: readonly SourceFile[] = ['vayva', 'vauntico'].map((id) => ({
  path: `policies/${id}.yaml`,
  text: readFileSync(new URL(`../../presets/${id}.yaml`, import.meta.url), 'utf8'),
}));

interface World {
  readonly policy?: string;
  /** The text of a policy of its own. */
  readonly extra?: string;
  readonly zone?: string;
  /** More lines of `status.yaml`. */
  readonly site?: string;
  /** More lines of front matter, by component. */
  readonly components?: Readonly<Record<string, string>>;
}

/** A content root with one policy and some incident files; every fault of the format is an error of the test. */
export function worldOf(
  incidents: Readonly<Record<string, string>>,
  world: World = {},
): { readonly siteContext: SiteContext; readonly entries: readonly StatusEvent[] } {
  const siteContext = settingOf(world);
  const parsed = Object.entries(incidents).map(([name, text]) =>
    parseIncident({ path: `incidents/${name}.md`, text }, siteContext.site.timezone),
  );
  refuse(parsed.flatMap(({ diagnostics }) => diagnostics));
  return { siteContext: siteContext, entries: parsed.map(({ value }) => value!) };
}

const siteContexts = new Map<string, SiteContext>();

function settingOf({
  policy = 'vayva',
  extra = '',
  zone = 'Africa/Lagos',
  site = '',
  components = {},
}: World): SiteContext {
  const key = JSON.stringify([policy, extra, zone, site, components]);
  const known = siteContexts.get(key);
  if (known) return known;
  const own = extra === '' ? [] : [{ path: 'policies/own.yaml', text: extra }];
  const names = { checkout: '', orders: '', ...components };
  const { siteContext, diagnostics } = parseSiteContext({
    site: {
      path: 'status.yaml',
      text: `name: Vayva\nurl: https://vayva.shop/status\npolicy: ${extra === '' ? policy : 'own'}\ntimezone: ${zone}\n${site}`,
    },
    policies: [...own, ...PRESETS],
    components: Object.entries(names).map(([name, more]) => ({
      path: `components/${name}.md`,
      text: `---\nname: ${name[0]!.toUpperCase()}${name.slice(1)}\n${more}---\n`,
    })),
    incidents: [],
    postmortems: [],
  });
  refuse(diagnostics);
  siteContexts.set(key, siteContext!);
  return siteContext!;
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

/** `09:10` of the day of every example, or a whole time. */
export function at(text: string): Instant {
  const read = parseInstant(text.length < 6 ? `2026-11-22T${text}Z` : text);
  if ('instant' in read) return read.instant;
  throw new Error(`no time: ${text}`);
}

/** An incident file: the front matter's own lines, then `09:10 investigating` headings with a line of text. */
export function incidentText(front: string, updates: readonly string[] = []): string {
  const sections = updates.map((update) => {
    const [heading, ...directives] = update.split('\n');
    const [time, ...phase] = heading!.split(' ');
    const whole = time!.length < 6 ? `2026-11-22T${time}Z` : time!;
    return `## ${whole} ${phase.join(' ')}\n${directives.map((line) => `${line}\n`).join('')}\nSome words.\n`;
  });
  const keys = front.replaceAll(/(?<=: |\[|, )(\d\d:\d\d)(?=$|\]|,)/gm, '2026-11-22T$1Z');
  return `---\ntitle: Some orders fail\ncomponents: { checkout: degraded }\n${keys}\n---\n\n${sections.join('\n')}`;
}
