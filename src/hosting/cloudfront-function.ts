import { splitSiteUrl } from '../content/site-address.ts';
import { listHeaderRules, patternOf, STABLE_HEADERS } from './header-rules.ts';

/** S3 keeps these with each file. */
const KEPT_BY_S3 = new Set(['Content-Type', 'Cache-Control']);

/**
 * A CloudFront function for the event "viewer response", which adds the headers that S3 can't send.
 * @param url the site's address
 */
export function renderCloudfrontFunction(url: string): string {
  const { base } = splitSiteUrl(url);
  const lines = listHeaderRules(STABLE_HEADERS).flatMap(({ paths, headers }) =>
    Object.entries(headers)
      .filter(([name]) => !KEPT_BY_S3.has(name))
      .flatMap(([name, value]) =>
        paths.map((path) => {
          const pattern = `^${patternOf(base, path)}$`;
          return `  [${JSON.stringify(pattern)}, ${JSON.stringify(name.toLowerCase())}, ${JSON.stringify(value)}],\n`;
        }),
      ),
  );
  return `// The headers of the status page that S3 can't send: a CloudFront function for the event "viewer response", runtime 2.0.
// Candor generates this file: "npx candor upgrade" renews it. See docs/adopter/hosting/s3.md of Candor.

/** The pattern of a path, the name of a header, its value. */
const RULES = [
${lines.join('')}];

function handler(event) {
  const response = event.response;
  for (const [pattern, name, value] of RULES)
    if (new RegExp(pattern).test(event.request.uri)) response.headers[name] = { value };
  return response;
}
`;
}
