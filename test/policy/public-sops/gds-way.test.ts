import { describeSop } from './sop-table.ts';

/** alphagov/gds-way, incident management: four priorities, within and outside office hours. */
const POLICY = `name: The GDS Way
roles:
  incident-lead: { name: Incident lead, deputies: [deputy-lead] }
  deputy-lead: { name: Deputy lead }
  communications-lead: { name: Communications lead }
  cyber-security: { name: Cyber security team }
audiences:
  team: { name: The team, type: internal, team: true }
  senior-managers: { name: Senior managers, type: internal, events: [opened, resolved] }
  service-users: { name: Users of the service, type: customers, page: true }
required: { commander: incident-lead }
office-hours: { timezone: UTC, from: "09:00", to: "17:00", holidays: { 2026: [2026-11-24] } }
severities:
  p1: { name: Critical, impact: critical, notify: [team, senior-managers, service-users], acknowledge: 20m, first-update: 60m, updates: { due: 1h, late: 1h }, escalation: [incident-lead, deputy-lead] }
  p2: { name: Major, impact: major, notify: [team, service-users], acknowledge: 60m, first-update: 2h, updates: { due: 2h, late: 2h } }
  p3: { name: Significant, impact: minor, notify: [team], acknowledge: 2h office hours, first-update: 2 business days, updates: { due: 2 business days, late: 2 business days } }
  p4: { name: Minor, impact: minor, public: customer-facing, notify: [team], acknowledge: 1 business day, first-update: 5 business days, updates: { due: 5 business days, late: 5 business days } }
owner-roles: { first-update: communications-lead, next-update: communications-lead }
publishing: { approver: communications-lead, approval-timeout: 15m }
security: { approver: cyber-security, notify: [cyber-security], disclose-within: 72h }
postmortem:
  due: 5 business days
  for: [p1, p2]
  sections: [{ title: Timeline, prefill: timeline }, { title: What we learned }, { title: Action items, prefill: items }]
  blameless: true
  internal: false
`;
const SITE =
  'people: { incident-lead: ["@ivy"], deputy-lead: ["@deb"], communications-lead: ["@cam"], cyber-security: ["@sid"] }\n';
/** A Sunday; Tuesday is a holiday. */
const P3 = { severity: 'p3' };

describeSop('The GDS Way', POLICY, SITE, [
  [
    'the most severe is taken up within twenty minutes, at any hour',
    (sop) => sop.due('acknowledge', { severity: 'p1', detected: '03:00' }),
    '03:20',
  ],
  ['the next within an hour, at any hour', (sop) => sop.due('acknowledge', { severity: 'p2' }), '10:00'],
  ['the third within two office hours', (sop) => sop.due('acknowledge', P3), '2026-11-23T11:00'],
  [
    'the fourth within one business day, and a holiday is none',
    (sop) =>
      sop.due('acknowledge', { severity: 'p4', detected: '2026-11-23T10:00Z', now: '2026-11-23T10:00Z' }),
    '2026-11-25T17:00',
  ],
  [
    'users read about the most severe each hour',
    (sop) => sop.due('next-update', { severity: 'p1', updates: ['09:30 investigating'] }),
    '10:30',
  ],
  [
    'about the next every two hours',
    (sop) => sop.due('next-update', { severity: 'p2', updates: ['09:30 investigating'] }),
    '11:30',
  ],
  ['about the third after two business days', (sop) => sop.due('first-update', P3), '2026-11-25T17:00'],
  [
    'about the fourth after five',
    (sop) => sop.due('first-update', { severity: 'p4', more: 'customer-facing: true' }),
    '2026-11-30T17:00',
  ],
  [
    'the communications lead writes, not the incident lead',
    (sop) => sop.asked('first-update', { severity: 'p1' }),
    ['Communications lead @cam'],
  ],
  [
    'the deputy lead is asked when the lead does not answer',
    (sop) => sop.asked('acknowledge', { severity: 'p1', now: '09:50' }),
    ['Incident lead @ivy', 'Deputy lead @deb'],
  ],
  [
    'senior managers hear of the most severe',
    (sop) => sop.notified({ severity: 'p1' }),
    ['team', 'senior-managers', 'service-users', 'incident-lead'],
  ],
  [
    'a report follows within five business days',
    (sop) =>
      sop.due('postmortem', {
        severity: 'p1',
        updates: ['09:30 investigating', '10:00 monitoring', '11:00 resolved'],
      }),
    '2026-11-30T17:00',
  ],
  [
    'the page promises it in words',
    (sop) => sop.promised('p3'),
    [
      'A first update within 2 business days of detection.',
      'Then at least every 2 business days, even if there is nothing new.',
    ],
  ],
  [
    'a security incident goes to the cyber security team and is spoken about later',
    (sop) => {
      const apart = { severity: 'p1', more: 'security: true' };
      return [sop.notified(apart), sop.due('disclosure', apart), sop.due('first-update', apart)];
    },
    [['cyber-security'], '2026-11-25T09:00', 'none'],
  ],
  ['a loss of personal data is reported to the regulator in its own time', 'a regulator’s own deadline'],
  ['the priority follows from impact and urgency', 'an impact-and-urgency matrix'],
  ['the incident report is presented in a meeting', 'meetings'],
]);
