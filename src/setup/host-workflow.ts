import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, YAMLMap, YAMLSeq } from 'yaml';
import { HOSTS } from '../content/hosts.ts';
import type { Host } from '../content/hosts.ts';
import { splitSiteUrl } from '../content/site-address.ts';

/** How a workflow publishes the folder `dist`, instead of GitHub Pages. */
export interface HostDeployment {
  /** The host's name, for comments. */
  readonly label: string;
  /** The GitHub environment that holds the secrets. */
  readonly environment: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

const WRANGLER = 'wrangler@4.164.0';
const NETLIFY = 'netlify-cli@27.10.2';
/** The GitHub environment with the secrets of a host. */
export const HOST_ENVIRONMENT = 'status-page';

const secret = (name: string): string => `\${{ secrets.${name} }}`;
const variable = (name: string): string => `\${{ vars.${name} }}`;

/**
 * How a site is published from GitHub Actions; undefined for GitHub Pages, which the workflows publish on as they are, and
 * for GitLab, which has a pipeline of its own.
 * @param url the site's address
 */
export function deploymentOf(host: Host, url: string): HostDeployment | undefined {
  const { base } = splitSiteUrl(url);
  const plan = (
    name: string,
    env: Readonly<Record<string, string>>,
    run: string,
    permissions: HostDeployment['permissions'] = {},
  ): HostDeployment => ({
    label: HOSTS[host],
    environment: HOST_ENVIRONMENT,
    permissions,
    steps: [{ name, env, run }],
  });
  switch (host) {
    case 'cloudflare-pages': {
      const env = {
        CLOUDFLARE_API_TOKEN: secret('CLOUDFLARE_API_TOKEN'),
        CLOUDFLARE_ACCOUNT_ID: variable('CLOUDFLARE_ACCOUNT_ID'),
        CLOUDFLARE_PROJECT: variable('CLOUDFLARE_PROJECT'),
      };
      const run = `npx --yes ${WRANGLER} pages deploy site --project-name="$CLOUDFLARE_PROJECT" --branch=main`;
      return withBase(plan('Publish on Cloudflare Pages', env, run), base);
    }
    case 'netlify': {
      const env = {
        NETLIFY_AUTH_TOKEN: secret('NETLIFY_AUTH_TOKEN'),
        NETLIFY_SITE_ID: variable('NETLIFY_SITE_ID'),
      };
      return withBase(
        plan('Publish on Netlify', env, `npx --yes ${NETLIFY} deploy --prod --no-build --dir=site`),
        base,
      );
    }
    case 's3': {
      const env = {
        AWS_ROLE_ARN: variable('AWS_ROLE_ARN'),
        AWS_REGION: variable('AWS_REGION'),
        S3_BUCKET: variable('S3_BUCKET'),
      };
      // AWS exchanges the job's own token for a key that is valid for an hour, so that there is no secret to keep.
      const run = `umask 077
curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
  --output "$RUNNER_TEMP/token.json" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com"
jq --exit-status --raw-output .value "$RUNNER_TEMP/token.json" > "$RUNNER_TEMP/token"
export AWS_WEB_IDENTITY_TOKEN_FILE="$RUNNER_TEMP/token"
sh hosting/s3.sh dist "$S3_BUCKET"
`;
      return plan('Publish on Amazon S3', env, run, { 'id-token': 'write' });
    }
    case 'nginx': {
      const env = {
        DEPLOY_SSH_KEY: secret('DEPLOY_SSH_KEY'),
        DEPLOY_KNOWN_HOSTS: variable('DEPLOY_KNOWN_HOSTS'),
        DEPLOY_TARGET: variable('DEPLOY_TARGET'),
      };
      // All files arrive before the first one changes, and what is gone is removed last.
      const run = `umask 077
printf '%s\\n' "$DEPLOY_SSH_KEY" > "$RUNNER_TEMP/key"
printf '%s\\n' "$DEPLOY_KNOWN_HOSTS" > "$RUNNER_TEMP/known-hosts"
rsync --recursive --links --times --chmod=D755,F644 --delay-updates --delete-after --mkpath \\
  --rsh "ssh -i $RUNNER_TEMP/key -o UserKnownHostsFile=$RUNNER_TEMP/known-hosts -o StrictHostKeyChecking=yes" \\
  dist/ "$DEPLOY_TARGET${base}/"
`;
      return plan('Publish on the server', env, run);
    }
    case 'github-pages':
    case 'gitlab':
      return undefined;
  }
}

/** These hosts read `_headers` and `404.html` from the top folder only, also if the site is in a folder below. */
function withBase(deployment: HostDeployment, base: string): HostDeployment {
  const top =
    base === ''
      ? 'mv dist site'
      : `mkdir -p "site${base}"
cp -R dist/. "site${base}"
cp dist/_headers dist/404.html site/
`;
  return { ...deployment, steps: [{ name: 'Arrange the files', run: top }, ...deployment.steps] };
}

const UPLOAD = /^actions\/upload-pages-artifact@/;
const DEPLOY = /^actions\/deploy-pages@/;

/**
 * Makes a workflow that publishes on GitHub Pages publish elsewhere: the host's steps take the place of the upload, steps that
 * deploy to Pages are removed, and so is a job without any other step. Other jobs, names and outputs stay. A workflow that
 * does not publish is returned unchanged.
 * @param url the site's address
 */
export function adaptToHost(text: string, deployment: HostDeployment, url: string): string {
  if (!text.includes('actions/upload-pages-artifact@')) return text;
  const document = parseDocument(text);
  const jobs = document.get('jobs');
  if (!isMap(jobs)) return text;
  const removed: string[] = [];
  for (const { key, value: job } of jobs.items) {
    if (!isMap(job)) continue;
    const steps = job.get('steps');
    if (!isSeq(steps)) continue;
    const uses = (step: unknown): string => (isMap(step) ? String(step.get('uses') ?? '') : '');
    const upload = steps.items.findIndex((step) => UPLOAD.test(uses(step)));
    const rest = steps.items.filter((step) => !DEPLOY.test(uses(step)));
    if (rest.length === 0) removed.push(String(isScalar(key) ? key.value : key));
    if (upload < 0) continue;
    const comment = isMap(steps.items[upload]) ? steps.items[upload].commentBefore : undefined;
    const own = deployment.steps.map((step) => createStep(document, step));
    if (own[0] && comment) own[0].commentBefore = comment;
    steps.items = rest.flatMap((step) => (step === steps.items[upload] ? own : [step]));
    publishFrom(document, job, deployment, url);
  }
  const [first] = document.contents && isMap(document.contents) ? document.contents.items : [];
  for (const node of [document, first?.key])
    if (node && typeof node === 'object' && 'commentBefore' in node && typeof node.commentBefore === 'string')
      node.commentBefore = node.commentBefore.replaceAll('GitHub Pages', deployment.label);
  for (const name of removed) jobs.delete(name);
  for (const { value: job } of jobs.items) if (isMap(job)) forget(job, removed);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).replaceAll(/\n{3,}/g, '\n\n');
}

function createStep(document: Document, step: Readonly<Record<string, unknown>>): YAMLMap {
  return document.createNode(step) as YAMLMap;
}

/** The job's environment and rights: those of the host in place of those of Pages. */
function publishFrom(document: Document, job: YAMLMap, deployment: HostDeployment, url: string): void {
  const environment = document.createNode({ name: deployment.environment, url: `${url}/` });
  if (job.has('environment')) job.set('environment', environment);
  else {
    const at = job.items.findIndex(({ key }) => isScalar(key) && key.value === 'steps');
    job.items.splice(at, 0, document.createPair('environment', environment));
  }
  const permissions = job.get('permissions');
  if (!isMap(permissions)) return;
  for (const name of ['pages', 'id-token']) permissions.delete(name);
  for (const [name, value] of Object.entries(deployment.permissions)) permissions.set(name, value);
}

/** A job doesn't wait for jobs that were removed. */
function forget(job: YAMLMap, removed: readonly string[]): void {
  const needs = job.get('needs');
  if (!isSeq(needs)) return;
  const names = needs as YAMLSeq;
  names.items = names.items.filter((item) => !removed.includes(String(isScalar(item) ? item.value : item)));
}
