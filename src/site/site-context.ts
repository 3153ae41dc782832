import { hash } from 'node:crypto';
import type { Logo } from '../content/branding/logo.ts';
import type { PublicSite, StatusView } from '../status/status-view.ts';
import { createDateFormats } from './dates.ts';
import type { DateFormats } from './dates.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import { localeOf, messagesFor } from './i18n/choose.ts';
import type { Messages } from './i18n/messages.ts';
import { placePictures } from './pictures.ts';
import type { ShownPictures } from './pictures.ts';

/** Everything besides its data that a page is rendered with; the same for all pages of a site. */
export interface PageContext {
  readonly site: PublicSite;
  readonly messages: Messages;
  /** The language of the interface, for `lang`. */
  readonly locale: string;
  readonly dates: DateFormats;
  readonly links: Links;
  readonly pictures: ShownPictures;
  /** `name` is the file name without its extension. */
  readonly logo?: {
    readonly name: string;
    readonly href: string;
    readonly width: number;
    readonly height: number;
  };
}

export interface LoadedSite {
  readonly view: StatusView;
  readonly context: PageContext;
  /** Whether a page's file exists and was rendered with this key; undefined to render every page. */
  readonly isCurrent?: (path: string, key: string) => boolean;
  /** True on the development server, which adds scripts to the pages. */
  readonly isDevServer?: boolean;
  /** Of Candor. */
  readonly version?: string;
}

/** What a command passes to the pages. */
export interface BuildInput extends Pick<LoadedSite, 'isCurrent' | 'isDevServer' | 'version'> {
  readonly view: () => Promise<StatusView>;
  /** Replaces the messages of the site's language. */
  readonly messages?: Messages;
}

/**
 * Passes data from a command to the pages. Vite bundles the pages separately, so each would have its own copy of a module
 * variable; a global symbol is the same for both. The pages therefore show the data that was validated.
 */
const BUILD_INPUT = Symbol.for('candor.view');
const globalStore = globalThis as { [BUILD_INPUT]?: BuildInput };

export function setBuildInput(buildInput: BuildInput): void {
  globalStore[BUILD_INPUT] = buildInput;
}

let loadedSite: LoadedSite | undefined;
let loadedFrom: BuildInput | undefined;

/** @throws if `setBuildInput` was not called */
export async function loadSite(): Promise<LoadedSite> {
  const buildInput = globalStore[BUILD_INPUT];
  if (!buildInput) throw new Error('There is no build input: use `npx candor build` or `npm run dev`.');
  const view = await buildInput.view();
  if (!loadedSite || loadedSite.view !== view || loadedFrom !== buildInput) {
    loadedFrom = buildInput;
    loadedSite = {
      ...buildInput,
      view,
      context: createPageContext(view.site, view.logo, buildInput.messages, view.pictures),
    };
  }
  return loadedSite;
}

export function createPageContext(
  site: PublicSite,
  logo?: Logo,
  customMessages?: Messages,
  pictures?: StatusView['pictures'],
): PageContext {
  const messages = customMessages ?? messagesFor(site);
  const locale = customMessages?.locale ?? localeOf(site);
  const links = createLinks(site);
  const name = logo ? `logo-${hash('sha256', logo.bytes).slice(0, 10)}` : '';
  return {
    site,
    messages,
    locale,
    dates: createDateFormats(locale, site.timezone, site['timezone-name']),
    links,
    pictures: placePictures(pictures, links),
    ...(logo && { logo: { ...scaleLogo(logo), name, href: links.file(`${name}.${logo.kind}`) } }),
  };
}

/** In pixels. */
const LOGO_HEIGHT = 32;

function scaleLogo({ width, height }: Logo): { width: number; height: number } {
  return { width: Math.max(1, Math.round((width / height) * LOGO_HEIGHT)), height: LOGO_HEIGHT };
}
