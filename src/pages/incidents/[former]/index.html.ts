import type { APIRoute } from 'astro';
import { movedPage, movesOf } from '../../../site/redirects.ts';
import type { Move } from '../../../site/redirects.ts';
import { loadSite } from '../../../site/site-context.ts';
import { served } from '../../../site/http-response.ts';

interface Props {
  readonly move: Move;
}

export async function getStaticPaths() {
  const { view } = await loadSite();
  return movesOf(view).map((move) => ({ params: { former: move.former }, props: { move } }));
}

export const GET: APIRoute<Props> = async ({ props }) =>
  served('html', movedPage(await loadSite(), props.move));
