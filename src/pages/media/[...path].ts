import { hash } from 'node:crypto';
import type { APIRoute } from 'astro';
import type { Picture } from '../../content/pictures/picture.ts';
import { PICTURE_TYPES } from '../../content/pictures/picture.ts';
import { loadSite } from '../../site/site-context.ts';
import { PICTURE_FOLDER } from '../../text/local-picture.ts';

interface Props {
  readonly picture: Picture;
}

/** Only the pictures that a published text shows. */
export async function getStaticPaths() {
  const { view, context, isCurrent } = await loadSite();
  return [...(view.pictures ?? [])]
    .filter(([path, { bytes }]) => !isCurrent?.(context.links.file(path), hash('sha256', bytes)))
    .map(([path, picture]) => ({
      params: { path: path.slice(PICTURE_FOLDER.length + 1) },
      props: { picture },
    }));
}

export const GET: APIRoute<Props> = ({ props: { picture } }) =>
  new Response(new Uint8Array(picture.bytes), { headers: { 'content-type': PICTURE_TYPES[picture.kind] } });
