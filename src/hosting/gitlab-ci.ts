/**
 * The pipeline of a repository on GitLab, which publishes on GitLab Pages.
 * @param node the version of Node
 */
export function renderGitlabCi(node: string): string {
  return `# Checks merge requests, and publishes the default branch on GitLab Pages. Candor generates this file: "npx candor upgrade"
# renews it. A pipeline schedule rebuilds the page each day. See docs/adopter/hosting/gitlab.md of Candor.
image: node:${node}

variables:
  # The times of publication are read from the whole history.
  GIT_DEPTH: '0'

cache:
  key: { files: [package-lock.json] }
  paths: [.npm/]

before_script:
  - npm ci --cache .npm --prefer-offline --ignore-scripts --no-audit --no-fund

validate:
  stage: test
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npx --no-install candor validate --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"

pages:
  stage: deploy
  # The newest state counts: a pipeline that is repeated must not publish an older one.
  resource_group: pages
  interruptible: false
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - git fetch --quiet origin "$CI_DEFAULT_BRANCH"
    - git checkout --quiet --detach FETCH_HEAD
    # Exit code 1: the site was built, but files have errors, which the job "errors" reports.
    - code=0; npx --no-install candor build --out public || code=$?; test "$code" -le 1
    - npx --no-install candor publish --check public
  artifacts:
    paths: [public]

errors:
  stage: .post
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - npx --no-install candor validate
`;
}
