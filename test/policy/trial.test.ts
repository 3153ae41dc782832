import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { SHIPPED_LANGUAGES } from '../../src/content/words/written-words.ts';
import { findTrialProblems, tryPolicies } from '../../src/policy/trial-findings.ts';
import { summarizeTrial } from '../../src/policy/trial-report.ts';
import { tryPolicy } from '../../src/policy/trial.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

const COMPONENTS = ['Checkout', 'Orders'].map((name) => ({
  path: `components/${name.toLowerCase()}.md`,
  text: `---\nname: ${name}\n---\n`,
}));

function contentOf(own: string, { language = 'en', policy = 'own', components = COMPONENTS } = {}) {
  return parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://status.shop.example\npolicy: ${policy}\nlanguage: ${language}\n`,
    },
    policies: [...(own === '' ? [] : [{ path: 'policies/own.yaml', text: own }]), ...PRESETS],
    components,
    incidents: [],
    postmortems: [],
  });
}

const problemsOf = (own: string, options = {}) =>
  tryPolicies(contentOf(own, options), EXAMPLE_NOW).map(
    ({ level, rule, location, message }) => `${location.path}:${location.line} ${level} ${rule}: ${message}`,
  );

describe.each(SHIPPED_LANGUAGES)('a page in %s', (language) => {
  test.each(['standard', 'vauntico', 'vayva'])('the policy %s passes its own rules', (policy) => {
    const { siteContext } = contentOf('', { policy, language });
    expect(findTrialProblems(siteContext!, tryPolicy(siteContext!, EXAMPLE_NOW))).toEqual([]);
  });
});

const TWO =
  'name: Own\nseverities:\n  high: { name: High, impact: major }\n  low: { name: Low, impact: none, public: never }\n';

describe('a policy that leaves parts out', () => {
  test.each([
    ['two severities and nothing else', TWO],
    ['no checks', 'name: Own\nextends: vayva\nverification: off\n'],
    ['no postmortems', 'name: Own\nextends: vayva\npostmortem: off\n'],
    ['no time of monitoring', 'name: Own\nextends: vayva\nmonitoring: off\n'],
    [
      'five severities',
      `name: Own\nextends: standard\nreplace: [severities]\nclassify: []\npostmortem: off\nalerts: off\nseverities:\n${[
        1, 2, 3, 4, 5,
      ]
        .map((number) => `  p${number}: { name: P${number}, impact: ${number < 3 ? 'major' : 'minor'} }\n`)
        .join('')}`,
    ],
  ])('%s', (_name, own) => {
    expect(problemsOf(own)).toEqual([]);
  });

  test('a site without components', () => {
    expect(problemsOf(TWO, { components: [] })).toEqual([]);
  });

  test('every severity that customers see is played through all phases', () => {
    const { siteContext } = contentOf(TWO);
    const played = tryPolicy(siteContext!, EXAMPLE_NOW).filter(({ detail }) => detail === undefined);
    expect(played.map(({ event, occasion }) => `${event} ${occasion}`)).toEqual([
      ...['first', 'identified', 'no-change', 'monitoring', 'resolved', 'resolved-partly'].map(
        (occasion) => `high ${occasion}`,
      ),
      'low first',
      'maintenance in-progress',
      'maintenance verifying',
      'maintenance completed',
    ]);
  });
});

describe('the policy’s own texts that its rules would refuse', () => {
  test.each([
    [
      'V13.1: a first update without an impact',
      'name: Own\nextends: vayva\nseverities:\n  sev-1:\n    templates:\n      first: We are investigating an incident affecting [component]. We will provide updates every 30 minutes.\n',
    ],
    [
      'V13.1: a resolution without an apology',
      'name: Own\nextends: standard\ntemplates:\n  resolved: "[component] works again. All systems are operational."\n',
    ],
    ['an impact phrase of the policy', 'name: Own\nextends: standard\nimpact-phrases:\n  - "[impact]"\n'],
    [
      'the wrong texts of a policy that the page does not use',
      'name: Own\nextends: vayva\nseverities: { sev-1: { templates: { first: "An incident affects [component]." } } }\n',
      { policy: 'standard' },
    ],
  ])('%s', (_name, own, options: { policy?: string } = {}) => {
    expect(problemsOf(own, options).join('\n')).toMatchSnapshot();
  });

  test('in a language that has words, the SOP’s own text is never refused', () => {
    const own = `name: Own\nextends: standard\ntemplates:\n  first: "Nous regardons ce qui arrive à [component]."\n  resolved: "[component] va bien."\n`;
    expect(problemsOf(own, { language: 'fr' })).toEqual([]);
  });
});

test('V6.2: the summary counts errors in what the page of commitments shows', () => {
  expect(summarizeTrial([], [])).toBe('0 texts tried: none is refused.');
  expect(summarizeTrial([], [{ level: 'error' }, { level: 'warn' }])).toBe(
    '0 texts tried: none is refused. Other texts of the page have 1 error.',
  );
});
