import { hash } from 'node:crypto';
import type { Logo } from '../content/branding/logo.ts';
import type { PublicSite, StatusView } from '../status/status-view.ts';
import { createDateFormats } from './dates.ts';
import type { DateFormats } from './dates.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import { localeFor, messagesFor } from './i18n/choose.ts';
import type { Messages } from './i18n/messages.ts';

/** What every page needs besides what it shows: the same for all of them, at any time. */
export interface PageContext {
  readonly site: PublicSite;
  readonly messages: Messages;
  /** The language of the interface, for `lang`. */
  readonly locale: string;
  readonly dates: DateFormats;
  readonly links: Links;
  /** The company's mark, if it has one; `name` is its file's, without the ending. */
  readonly logo?: {
    readonly name: string;
    readonly href: string;
    readonly width: number;
    readonly height: number;
  };
}

/** What there is to show, and what it is shown with. */
export interface LoadedSite {
  readonly view: StatusView;
  readonly context: PageContext;
  /** Whether the file of a page is there and was made under this key; absent where every page is to be made. */
  readonly isCurrent?: (path: string, key: string) => boolean;
  /** Whether it is served for development, with tools in the page that no reader is to get. */
  readonly isDevServer?: boolean;
}

/** What a command leaves for the pages. */
export interface BuildInput extends Pick<LoadedSite, 'isCurrent' | 'isDevServer'> {
  readonly view: () => Promise<StatusView>;
  /** Other words than those of the site's language. */
  readonly messages?: Messages;
}

/**
 * Where a command and the pages meet. Vite bundles the pages apart from the command, so a module's own variable would be
 * another one there; a symbol of the process is the same for both. So the pages show the very data that was judged.
 */
const BUILD_INPUT = Symbol.for('candor.view');
const globalStore = globalThis as { [BUILD_INPUT]?: BuildInput };

export function setBuildInput(buildInput: BuildInput): void {
  globalStore[BUILD_INPUT] = buildInput;
}

let loadedSite: LoadedSite | undefined;

/**
 * The site to show.
 * @throws if no command has handed one over
 */
export async function loadSite(): Promise<LoadedSite> {
  const buildInput = globalStore[BUILD_INPUT];
  if (!buildInput) throw new Error('No view was handed over: use `npm run build` or `npm run dev`.');
  const view = await buildInput.view();
  if (loadedSite?.view !== view)
    loadedSite = {
      ...buildInput,
      view,
      context: createPageContext(view.site, view.logo, buildInput.messages),
    };
  return loadedSite;
}

/** The words, dates and links of a site. */
export function createPageContext(site: PublicSite, logo?: Logo, customMessages?: Messages): PageContext {
  const messages = customMessages ?? messagesFor(site.language);
  const locale = customMessages?.locale ?? localeFor(site.language);
  const links = createLinks(site.url);
  const name = logo ? `logo-${hash('sha256', logo.bytes).slice(0, 10)}` : '';
  return {
    site,
    messages,
    locale,
    dates: createDateFormats(locale, site.timezone),
    links,
    ...(logo && { logo: { ...scaleLogo(logo), name, href: links.file(`${name}.${logo.kind}`) } }),
  };
}

/** How high marks are drawn, in pixels. */
const LOGO_HEIGHT = 32;

function scaleLogo({ width, height }: Logo): { width: number; height: number } {
  return { width: Math.max(1, Math.round((width / height) * LOGO_HEIGHT)), height: LOGO_HEIGHT };
}
