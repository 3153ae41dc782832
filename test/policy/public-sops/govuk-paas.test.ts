import { describeSop } from './sop-table.ts';

/** alphagov/paas-team-manual: the communications lead of a platform whose customers are other teams. */
const POLICY = `name: GOV.UK PaaS
roles:
  engineering-lead: { name: Engineering lead }
  communications-lead: { name: Communications lead, deputies: [engineering-lead] }
audiences:
  team: { name: The team, type: internal, team: true }
  tenants-by-mail: { name: "Tenants, by e-mail", type: customers }
  tenants: { name: "Tenants, on the page", type: customers, page: true }
required: { commander: engineering-lead }
hand-over: 30m
office-hours: { timezone: UTC, from: "09:00", to: "17:00" }
severities:
  p1: { name: P1, impact: critical, notify: [team, tenants-by-mail, tenants], acknowledge: 20m, first-update: 30m, updates: { due: 1h, late: 1h }, customer-email: 1h }
  p2: { name: P2, impact: major, notify: [team, tenants], acknowledge: 30m office hours, first-update: 1h office hours, updates: { due: 2h office hours, late: 2h office hours } }
  p3: { name: P3, impact: none, public: never, notify: [team], acknowledge: 1 business day }
owner-roles: { first-update: communications-lead, next-update: communications-lead, customer-email: communications-lead }
publishing: { approver: communications-lead, self-approval: true, approval-timeout: 15m }
templates:
  first: We are investigating a problem with [component]. You may experience [specific impact].
  identified: We know what causes the problem with [component], and are working on a fix.
  monitoring: We have applied a fix for [component], and are watching it.
  resolved: The problem with [component] is resolved. We apologise for the disruption.
maintenance:
  notice: 5d
  templates: { scheduled: "We will carry out maintenance on [component] from [starts] to [ends]." }
postmortem: { due: 5 business days, for: [p1], internal: false, sections: [{ title: Timeline, prefill: timeline }] }
apology: true
`;
const SITE = 'people: { engineering-lead: ["@eli"], communications-lead: ["@cas"] }\n';
const P1 = { severity: 'p1' };
const SUNDAY_P2 = { severity: 'p2' };

describeSop('GOV.UK PaaS', POLICY, SITE, [
  ['tenants read a first update within half an hour', (sop) => sop.due('first-update', P1), '09:30'],
  [
    'then each hour, also when nothing is new',
    (sop) => sop.due('next-update', { ...P1, updates: ['09:20 investigating'] }),
    '10:20',
  ],
  ['tenants get e-mail each hour until it is over', (sop) => sop.due('customer-email', P1), '10:00'],
  [
    'the communications lead is responsible for it',
    (sop) => sop.asked('customer-email', P1),
    ['Communications lead @cas'],
  ],
  [
    'less severe ones wait for office hours',
    (sop) => [sop.due('acknowledge', SUNDAY_P2), sop.due('first-update', SUNDAY_P2)],
    ['2026-11-23T09:30', '2026-11-23T10:00'],
  ],
  ['the least severe are not on the page', (sop) => sop.onPage({ severity: 'p3' }), false],
  ['tenants hear by mail and on the page', (sop) => sop.notified(P1), ['team', 'tenants-by-mail', 'tenants']],
  [
    'the first text is written in advance, in the second person',
    (sop) => sop.firstText('p1', 'failed deployments'),
    'We are investigating a problem with Checkout. You may experience failed deployments.',
  ],
  [
    'the page promises e-mail',
    (sop) => sop.promised('p1'),
    [
      'A first update within 30 minutes of detection.',
      'Then at least every hour, even if there is nothing new.',
      'An e-mail at least every hour until it is over.',
    ],
  ],
  [
    'a report for tenants follows within five business days',
    (sop) =>
      sop.due('postmortem', {
        ...P1,
        updates: ['09:20 investigating', '10:00 monitoring', '11:00 resolved'],
      }),
    '2026-11-27T17:00',
  ],
  ['only the tenants that are affected are told', 'messages to single customers'],
  ['separate pages for the regions of the platform', 'pages or regions of which readers see one'],
  ['a support ticket is opened for each tenant', 'labels and states of another tracker'],
]);
