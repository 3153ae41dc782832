import type { APIRoute } from 'astro';
import { movedPage, movesOf } from '../../../site/former-address.ts';
import type { Move } from '../../../site/former-address.ts';
import { loadSite } from '../../../site/load.ts';
import { served } from '../../../site/served.ts';

interface Props {
  readonly move: Move;
}

export async function getStaticPaths() {
  const { view } = await loadSite();
  return movesOf(view).map((move) => ({ params: { former: move.former }, props: { move } }));
}

export const GET: APIRoute<Props> = async ({ props }) =>
  served('html', movedPage(await loadSite(), props.move));
