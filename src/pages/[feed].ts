import type { APIRoute } from 'astro';
import { FEEDS, feedResponse } from '../site/feeds/index.ts';
import type { FeedDefinition } from '../site/feeds/index.ts';
import { loadSite } from '../site/site-context.ts';

interface Props {
  readonly feed: FeedDefinition;
}

export const getStaticPaths = () => FEEDS.map((feed) => ({ params: { feed: feed.file }, props: { feed } }));

export const GET: APIRoute<Props> = async ({ props }) => feedResponse(props.feed, await loadSite());
