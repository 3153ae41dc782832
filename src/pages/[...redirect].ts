import type { APIRoute } from 'astro';
import { renderRedirectPage, listComponentRedirects, listIncidentRedirects } from '../site/redirects.ts';
import type { PageRedirect } from '../site/redirects.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

interface Props {
  readonly redirect: PageRedirect;
}

export async function getStaticPaths() {
  const { view } = await loadSite();
  return [...listIncidentRedirects(view), ...listComponentRedirects(view)].map((redirect) => ({
    params: { redirect: redirect.file },
    props: { redirect },
  }));
}

export const GET: APIRoute<Props> = async ({ props }) =>
  httpResponse('html', renderRedirectPage(await loadSite(), props.redirect));
