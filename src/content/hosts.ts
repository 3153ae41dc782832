/** Where a page can be published, by the value of `host` in `status.yaml`, with the name that people know. */
export const HOSTS = {
  'github-pages': 'GitHub Pages',
  'cloudflare-pages': 'Cloudflare Pages',
  netlify: 'Netlify',
  gitlab: 'GitLab Pages',
  s3: 'Amazon S3 and CloudFront',
  nginx: 'nginx on your own server',
} as const;

export type Host = keyof typeof HOSTS;

export const HOST_IDS = Object.keys(HOSTS) as [Host, ...Host[]];

export const isHost = (text: string): text is Host => Object.hasOwn(HOSTS, text);
