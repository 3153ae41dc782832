import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

/** What `getStaticPaths` gives for each file that it stands for. */
export interface RenderedPath {
  readonly params: Record<string, string>;
  readonly props: Record<string, unknown>;
}

/** A file of `src/pages/`: a page has a component, another file a handler. */
export interface PageModule {
  readonly default?: AstroComponentFactory;
  readonly GET?: (context: RenderedPath) => Response | Promise<Response>;
  readonly getStaticPaths?: () =>
    readonly Partial<RenderedPath>[] | Promise<readonly Partial<RenderedPath>[]>;
}

/** The module that `pages.ts` compiles to. */
export interface CompiledPages {
  readonly pages: Readonly<Record<string, PageModule>>;
  /** The HTML of each path in UTF-8, in the same order, each in a buffer of its own. */
  readonly renderPages: (
    component: AstroComponentFactory,
    paths: readonly RenderedPath[],
  ) => Promise<Uint8Array<ArrayBuffer>[]>;
}
