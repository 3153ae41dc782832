import { splitSiteUrl } from '../content/site-address.ts';
import { listHeaderRules, patternOf, STABLE_HEADERS } from './header-rules.ts';
import type { HeaderRule } from './header-rules.ts';

/** The types of text that nginx knows by its ending, and that are worth compressing; it adds text/html itself. */
const COMPRESSED = [
  ...['application/json', 'text/xml', 'text/css', 'text/plain', 'text/javascript'],
  ...['application/javascript', 'image/svg+xml'],
];

/**
 * The settings of nginx for a site, to include in its `http` block.
 * @param url the site's address
 */
export function renderNginxConfig(url: string): string {
  const { base } = splitSiteUrl(url);
  const { hostname } = new URL(url);
  const rules = listHeaderRules(STABLE_HEADERS);
  const names = [...new Set(rules.flatMap(({ headers }) => Object.keys(headers)))].filter(
    (name) => name !== 'Content-Type',
  );
  // It compares the whole type, with its parameters.
  const typed = rules.flatMap(({ headers }) => headers['Content-Type'] ?? []).map((type) => `"${type}"`);
  const folder = `/var/www/${hostname}`;
  return `# The status page ${url}, in nginx. Candor generates this file: "npx candor upgrade" renews it. Copy it to
# /etc/nginx/conf.d/; the files of the site belong in ${folder}${base}. See docs/adopter/hosting/nginx.md of Candor.

${names.map((name) => renderMap(name, rules, base)).join('\n')}
server {
  listen 80;
  listen [::]:80;
  server_name ${hostname};
  root ${folder};
  index index.html;
  charset utf-8;
  # A folder without its slash is redirected on the host that the reader asked.
  absolute_redirect off;
  error_page 404 ${base}/404.html;

  gzip on;
  gzip_vary on;
  gzip_types ${[...COMPRESSED, ...typed].join(' ')};

${names.map((name) => `  add_header ${name} ${variableOf(name)} always;\n`).join('')}
  # For other hosts.
  location = ${base}/_headers { return 404; }
${renderTypes(rules, base)}}
`;
}

/** `add_header` in a location would replace all of the server's, and an empty one is not sent: so each is a variable. */
function renderMap(name: string, rules: readonly HeaderRule[], base: string): string {
  const having = rules.filter(({ headers }) => Object.hasOwn(headers, name));
  // The first pattern that matches counts, so what is for all paths comes last.
  const lines = having
    .toSorted((a, b) => Number(a.fallback ?? false) - Number(b.fallback ?? false))
    .flatMap(({ paths, headers }) =>
      paths.map((path) => `  "~^${patternOf(base, path)}$" "${headers[name]}";\n`),
    );
  return `map $uri ${variableOf(name)} {\n  default "";\n${lines.join('')}}\n`;
}

const variableOf = (name: string): string => `$candor_${name.toLowerCase().replaceAll('-', '_')}`;

function renderTypes(rules: readonly HeaderRule[], base: string): string {
  return rules
    .flatMap(({ paths, headers }) => {
      const type = headers['Content-Type'];
      return type === undefined ? [] : paths.map((path) => ({ type, path }));
    })
    .map(
      ({ type, path }) => `  location ~ "^${patternOf(base, path)}$" { types { } default_type "${type}"; }\n`,
    )
    .join('');
}
