import type { APIRoute } from 'astro';
import { listComponentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { COMPONENT_FEEDS, feedResponse } from '../../../site/feeds/index.ts';
import type { FeedDefinition } from '../../../site/feeds/index.ts';
import { loadSite } from '../../../site/site-context.ts';

interface Props extends ComponentProps {
  readonly feed: FeedDefinition;
}

export async function getStaticPaths() {
  const components = await listComponentPaths();
  return components.flatMap(({ params, props }) =>
    COMPONENT_FEEDS.map((feed) => ({ params: { ...params, feed: feed.file }, props: { ...props, feed } })),
  );
}

export const GET: APIRoute<Props> = async ({ props }) =>
  feedResponse(props.feed, await loadSite(), props.component);
