import type { APIRoute } from 'astro';
import type { Logo } from '../content/branding/logo.ts';
import { loadSite } from '../site/site-context.ts';

interface Props {
  readonly logo: Logo;
}

const TYPES = { svg: 'image/svg+xml', png: 'image/png' } as const;

export async function getStaticPaths() {
  const { view, context } = await loadSite();
  const { logo } = view;
  if (!logo || !context.logo) return [];
  return [{ params: { logo: context.logo.name, extension: logo.kind }, props: { logo } }];
}

export const GET: APIRoute<Props> = ({ props: { logo } }) =>
  new Response(new Uint8Array(logo.bytes), { headers: { 'content-type': TYPES[logo.kind] } });
