import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { renderNewPolicy } from '../../src/policy/new-policy.ts';
import { readNewPolicyAnswers, USUAL_SEVERITIES } from '../../src/policy/new-policy-questions.ts';
import { listOrigins } from '../../src/policy/policy-origins.ts';
import { renderSopPage } from '../../src/policy/sop-page.ts';
import { tryPolicies } from '../../src/policy/trial-findings.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

const siteOf = (policies: readonly { path: string; text: string }[], policy = 'own') =>
  parseContent({
    site: { path: 'status.yaml', text: `name: Shop\nurl: https://status.shop.example\npolicy: ${policy}\n` },
    policies,
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [],
    postmortems: [],
  });

describe('a new policy', () => {
  test.each([
    ['the usual severities', { severity: USUAL_SEVERITIES, monitoring: '30m', postmortem: '5d' }],
    ['no postmortems, no monitoring', { severity: ['p1=Total, 5m, 20m', 'p2=Partial, 15m'] }],
    ['only one, internal', { severity: ['all=Everything'] }],
    ['five', { severity: ['a=A, 5m, 10m', 'b=B, 10m, 20m', 'c=C, 1h, 2h', 'd=D, 2h, 4h', 'e=E'] }],
    ['a lead with accents', { severity: ['p1=Critique, 5m, 30m'], lead: 'Responsável de incidentes' }],
  ])('has no findings and passes its own trial: %s', (_name, flags) => {
    const read = readNewPolicyAnswers({ title: 'Our: SOP', ...flags });
    if (!('answers' in read)) throw new Error(read.problem);
    const content = siteOf([{ path: 'policies/own.yaml', text: renderNewPolicy(read.answers) }]);
    expect([...validateContent(content, EXAMPLE_NOW), ...tryPolicies(content, EXAMPLE_NOW)]).toEqual([]);
    expect(content.siteContext?.policy.name).toBe('Our: SOP');
  });

  test('the role of the lead is their title in Latin letters', () => {
    const read = readNewPolicyAnswers({
      title: 'T',
      severity: ['p1=Kritisch, 5m, 30m'],
      lead: 'Störungsleiter',
    });
    expect('answers' in read && renderNewPolicy(read.answers)).toContain('commander: storungsleiter\n');
  });

  test.each([
    ['no name', { severity: ['p1=X'] }, 'Missing: --title'],
    ['no key', { title: 'T', severity: ['Critical'] }, '--severity "Critical": Expected KEY=NAME'],
    ['a key twice', { title: 'T', severity: ['a=A', 'a=B'] }, '--severity "a" is there twice.'],
    ['no duration', { title: 'T', severity: ['a=A, soon'] }, '"soon" is not a duration'],
    [
      'another one',
      { title: 'T', severity: ['a=A'], postmortem: 'later' },
      '--postmortem "later" is not a duration',
    ],
  ])('says what is wrong: %s', (_name, flags, expected) => {
    const read = readNewPolicyAnswers(flags);
    expect('problem' in read && read.problem).toContain(expected);
  });
});

describe('the SOP as a page', () => {
  const pageOf = (own: string) => {
    const sources = [{ path: 'policies/own.yaml', text: own }, ...PRESETS];
    const { siteContext } = siteOf(sources);
    return renderSopPage(siteContext!, listOrigins(siteContext!.policy.source, sources));
  };

  test('says of each clause what Candor does about it, and of each part where it comes from', () => {
    const page = pageOf('name: Own\nextends: vayva\npostmortem: off\nmonitoring: 1h\n');
    expect(page).toContain('| A fix is monitored for 1 hour. | enforces |');
    expect(page).toContain('| First public update within 5 minutes of detection. | reminds |');
    expect(page).toContain('| Don’t: Speculate on causes | leaves to people |');
    expect(page).toContain('| `postmortem` | switched off in policies/own.yaml |');
    expect(page).toContain('| `owner` | not inherited from presets/vayva.yaml |');
    expect(page).toContain('| `monitoring` | policies/own.yaml |');
    expect(page).toContain('| `severities` | presets/vayva.yaml |');
    expect(page).not.toContain('Postmortem within');
  });

  test.each(['standard', 'vauntico', 'vayva'])('has every sentence of the preset %s', (id) => {
    const { siteContext } = siteOf(PRESETS, id);
    const page = renderSopPage(siteContext!, []).replace(/[\\\u200b]/g, '');
    const { steps, rollback, guardrails, detection, mitigation, purpose, principles, roles } =
      siteContext!.policy;
    const sentences = [
      ...[
        steps,
        rollback,
        guardrails,
        detection,
        mitigation,
        purpose,
        principles.do,
        principles.avoid,
      ].flat(),
      ...Object.values(roles).flatMap(({ duties }) => duties),
    ];
    expect(sentences.filter((sentence) => !page.includes(sentence))).toEqual([]);
  });

  test('a value can’t break the table', () => {
    const page = pageOf('name: "Own | <b>"\nextends: standard\npurpose: ["a | b", "<script>"]\n');
    expect(page).toContain('| a \\| b | leaves to people |');
    expect(page).not.toContain('<script>');
  });
});
