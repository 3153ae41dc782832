import type { APIRoute } from 'astro';
import type { Mark } from '../content/branding/logo.ts';
import { loadSite } from '../site/site-context.ts';

interface Props {
  readonly mark: Mark;
}

const TYPES = { svg: 'image/svg+xml', png: 'image/png' } as const;

export async function getStaticPaths() {
  const { view, shell } = await loadSite();
  const { mark } = view;
  if (!mark || !shell.mark) return [];
  return [{ params: { mark: shell.mark.name, ending: mark.kind }, props: { mark } }];
}

export const GET: APIRoute<Props> = ({ props: { mark } }) =>
  new Response(new Uint8Array(mark.bytes), { headers: { 'content-type': TYPES[mark.kind] } });
