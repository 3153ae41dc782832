import type { Site } from '../content/site.ts';
import { splitSiteUrl } from '../content/site-address.ts';
import { identityOf } from '../content/site-identity.ts';

/** The addresses of all pages. Paths include the site's base path; `absolute` adds the origin. */
export interface Links {
  readonly home: string;
  readonly history: string;
  readonly rss: string;
  readonly subscribe: string;
  readonly commitments: string;
  readonly incident: (id: string) => string;
  /** The published part of a postmortem. */
  readonly postmortem: (id: string) => string;
  /** An anchor on the incident's page. */
  readonly update: (id: string, update: string) => string;
  readonly component: (id: string) => string;
  readonly componentYear: (id: string, year: string) => string;
  readonly month: (month: string) => string;
  /** A file at the top of the site. */
  readonly file: (name: string) => string;
  readonly absolute: (path: string) => string;
  /** The permanent id of what is at a path: a URL that stays the same when the site moves. */
  readonly permanent: (path: string) => string;
}

export function createLinks(site: Pick<Site, 'url' | 'id'>): Links {
  const { origin, base } = splitSiteUrl(site.url);
  const { prefix } = identityOf(site);
  return {
    home: `${base}/`,
    history: `${base}/history/`,
    rss: `${base}/rss.xml`,
    subscribe: `${base}/subscribe/`,
    commitments: `${base}/commitments/`,
    incident: (id) => `${base}/incidents/${id}/`,
    postmortem: (id) => `${base}/postmortems/${id}/`,
    update: (id, update) => `${base}/incidents/${id}/#${update}`,
    component: (id) => `${base}/components/${id}/`,
    componentYear: (id, year) => `${base}/components/${id}/${year}/`,
    month: (month) => `${base}/history/${month}/`,
    file: (name) => `${base}/${name}`,
    absolute: (path) => origin + path,
    permanent: (path) => prefix + path.slice(base.length),
  };
}
