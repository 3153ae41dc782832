import { describeSop } from './sop-table.ts';

/** The Sourcegraph handbook: incidents. */
const POLICY = `name: Sourcegraph
roles:
  incident-lead: { name: Incident lead, deputies: [engineer-on-call] }
  engineer-on-call: { name: Engineer on call }
  customer-engineer: { name: Customer engineer }
audiences:
  incidents: { name: The incidents channel, type: internal, team: true }
  customer-engineers: { name: Customer engineers, type: internal, events: [opened, severity, resolved] }
  page: { name: Customers, type: customers, page: true }
required: { commander: incident-lead }
severities:
  sev-0: { name: SEV 0, impact: critical, notify: [incidents, customer-engineers, page], acknowledge: 10m, first-update: 30m, updates: { due: 30m, late: 60m }, internal-updates: 30m, escalation: [engineer-on-call, incident-lead] }
  sev-1: { name: SEV 1, impact: major, notify: [incidents, page], first-update: 1h, updates: { due: 1h, late: 2h } }
  sev-2: { name: SEV 2, impact: minor, public: customer-facing, notify: [incidents] }
resolve: { cause: true, fix: true }
hand-over: 30m
postmortem:
  due: 5 business days
  for: [sev-0, sev-1]
  sections: [{ title: Timeline, prefill: timeline }, { title: Impact, prefill: impact }, { title: Action items, prefill: items }]
  action-items: { owner: true, deadline: true }
office-hours: { timezone: UTC }
`;
const SITE = `people: { incident-lead: ["@una"], engineer-on-call: ["@vic", "@wes"], customer-engineer: ["@xen"] }
on-call: { engineer-on-call: { timezone: UTC, rotation: { start: 2026-11-16, every: 1 week, people: ["@vic", "@wes"] } } }
`;
const SEV0 = { severity: 'sev-0' };

describeSop('Sourcegraph', POLICY, SITE, [
  ['the engineer on call takes it up', (sop) => sop.due('acknowledge', SEV0), '09:10'],
  [
    'whoever is on call this week is asked',
    (sop) => sop.asked('acknowledge', { ...SEV0, now: '09:11' }),
    ['Incident lead @una', 'Engineer on call @vic'],
  ],
  [
    'and next week the other',
    (sop) => sop.asked('acknowledge', { ...SEV0, detected: '2026-11-24T09:00Z', now: '2026-11-24T09:11Z' }),
    ['Incident lead @una', 'Engineer on call @wes'],
  ],
  ['the page says something within half an hour', (sop) => sop.due('first-update', SEV0), '09:30'],
  ['the channel hears every half hour', (sop) => sop.due('internal-update', SEV0), '09:30'],
  [
    'customer engineers hear of the most severe',
    (sop) => sop.notified(SEV0).includes('customer-engineers'),
    true,
  ],
  [
    'and not of the others',
    (sop) => sop.notified({ severity: 'sev-1' }).includes('customer-engineers'),
    false,
  ],
  ['small ones are on the page only if customers notice', (sop) => sop.onPage({ severity: 'sev-2' }), false],
  [
    'it is over when the cause and the fix are written down',
    (sop) =>
      sop
        .refused({
          ...SEV0,
          more: 'internal: { commander: "@una" }',
          updates: ['09:20 investigating', '10:00 monitoring', '11:00 resolved'],
        })
        .includes('require-cause-and-fix'),
    true,
  ],
  [
    'a retrospective within five business days',
    (sop) =>
      sop.due('postmortem', {
        ...SEV0,
        updates: ['09:20 investigating', '10:00 monitoring', '11:00 resolved'],
      }),
    '2026-11-27T17:00',
  ],
  [
    'the page promises it in words',
    (sop) => sop.promised('sev-1'),
    [
      'A first update within 1 hour of detection.',
      'Then every 1 hour, and at the latest after 2 hours, even if there is nothing new.',
    ],
  ],
  ['posts on social networks', 'posts on social networks'],
  ['customers with their own installation are told by their engineer', 'messages to single customers'],
  ['the retrospective is a meeting', 'meetings'],
]);
