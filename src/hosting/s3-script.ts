import { splitSiteUrl } from '../content/site-address.ts';
import { listHeaderRules, STABLE_HEADERS } from './header-rules.ts';

/**
 * A shell script that copies a built site to a bucket. S3 keeps a file's type and how long it may be kept with the file;
 * CloudFront adds the other headers.
 * @param url the site's address
 */
export function renderS3Script(url: string): string {
  const { base } = splitSiteUrl(url);
  const rules = listHeaderRules(STABLE_HEADERS);
  const glob = (path: string): string => quote(path.replaceAll(':id', '*'));
  const cache = rules.find(({ fallback }) => fallback)!.headers['Cache-Control']!;
  const typed = rules.filter(({ headers }) => headers['Content-Type'] !== undefined);
  const kept = rules.filter(({ headers, fallback }) => headers['Cache-Control'] !== undefined && !fallback);
  const others = [...typed, ...kept].flatMap(({ paths }) => paths);
  const filter = (word: string, paths: readonly string[]): string =>
    paths.map((path) => ` \\\n  --${word} ${glob(path)}`).join('');
  const only = (paths: readonly string[]): string => ` --exclude '*'${filter('include', paths)}`;
  const groups = [
    ...kept.map(
      ({ paths, headers }) => `copy --cache-control ${quote(headers['Cache-Control']!)}${only(paths)}`,
    ),
    ...typed.map(
      ({ paths, headers }) =>
        `copy --cache-control "$cache" --content-type ${quote(headers['Content-Type']!)}${only(paths)}`,
    ),
    `copy --cache-control "$cache" --exclude _headers --exclude '*.html'${filter('exclude', others)}`,
    `copy --cache-control "$cache" --content-type 'text/html; charset=utf-8'${only(['*.html'])}`,
  ];
  return `#!/bin/sh
# Copies the built status page to Amazon S3. Candor generates this file: "npx candor upgrade" renews it. See
# docs/adopter/hosting/s3.md of Candor.
#
#   sh hosting/s3.sh dist BUCKET
set -eu
from=$1
to="s3://$2${base}"
cache=${quote(cache)}

copy() { aws s3 sync "$from" "$to" --only-show-errors "$@"; }

# Pages come last, so that what they refer to is there already.
${groups.join('\n')}
# What the site no longer has. Files of the same size are not copied again.
copy --delete --size-only --exclude _headers
`;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
