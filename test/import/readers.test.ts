import { describe, expect, test } from 'vitest';
import { findEndingUpdate } from '../../src/content/incident.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { READERS, recogniseReader } from '../../src/import/readers/all-readers.ts';
import { importAll, NOW, parsed } from './run-import.ts';

/** Files of a page, made up by hand in the shape of each tool, and what an import must find in them. */
const PAGES: Readonly<
  Record<string, { files: Readonly<Record<string, unknown>>; finds: readonly string[]; runs?: true }>
> = {
  cstate: {
    files: {
      'config.yml':
        'title: Shop Status\nbaseURL: https://status.shop.test\ntimeZone: Europe/Berlin\nparams:\n  systems:\n    - name: Checkout\n      category: Web\n',
      'content/issues/2024-05-01-slow.md':
        '---\ntitle: Checkout is slow\ndate: 2024-05-01 9:00:00\nresolved: yes\nresolvedWhen: 2024-05-01 11:00:00\nseverity: disrupted\naffected: [checkout, Tills]\nslug: old-slow\n---\n**Resolved:** It works.\n\n**Investigating:** It is slow. <!-- who broke it -->\n',
      'content/issues/upgrade.md':
        '---\ntitle: Database upgrade\ndate: 2024-06-01T10:00:00Z\ninformational: true\n---\nWe will upgrade. Expected duration: 1:30 hours.\n',
      'content/issues/hidden.md':
        '---\ntitle: Not yet\ndate: 2024-06-02T10:00:00Z\ndraft: true\nseverity: down\nresolved: true\n---\nNothing to see.\n',
      'content/issues/headless.md':
        'title: Lost its first line\ndate: 2024-06-03T10:00:00Z\nresolved: true\nresolvedWhen: 2024-06-03T11:00:00Z\nseverity: down\n---\nDown.\n',
    },
    finds: [
      'incident "Checkout is slow" sev-2 2024-05-01T07:00Z to 2024-05-01T09:00Z: investigating, resolved',
      'maintenance "Database upgrade" 2024-06-01T10:00Z to 2024-06-01T11:30Z: scheduled',
      'drill "Not yet" sev-1 2024-06-02T10:00Z to 2024-06-02T10:00Z: investigating, resolved',
      'incident "Lost its first line" sev-1 2024-06-03T10:00Z to 2024-06-03T11:00Z: investigating, resolved',
    ],
  },
  statuskit: {
    files: {
      'site/config.toml': 'title = "Shop"\nbaseurl = "/"\n[params]\nsystems = ["Checkout"]\n',
      'site/content/incidents/slow.md':
        '+++\ntitle = "Slow"\ndate = 2024-05-01T09:00:00.000Z\nseverity = "partial-outage"\naffectedsystems = ["Checkout"]\nresolved = true\n+++\nSlow.\n\n**Resolved**: Done. {{< track "2023-05-01T10:00:00Z" >}}\n',
    },
    finds: ['incident "Slow" sev-2 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  statusfy: {
    files: {
      'config.js': "module.exports = { title: 'Shop', content: { systems: ['checkout'] } };",
      'locales/en.json': { title: 'Shop', systems: { items: { checkout: { title: 'Checkout' } } } },
      'content/2024-05-01_slow.md':
        "---\ntitle: Slow\ndate: '2024-05-01T09:00:00Z'\nseverity: major-outage\naffectedsystems: [checkout]\nresolved: true\n---\nSlow.\n\n::: update Monitoring | 2024-05-01T09:30:00Z\nBetter.\n:::\n\n::: Update: Resolved | 2024-05-01T10:00:00Z\nDone.\n",
      'content/2024-06-01_work.md':
        "---\ntitle: Work\ndate: '2024-05-30T09:00:00Z'\nseverity: under-maintenance\naffectedsystems: [checkout]\nresolved: true\nscheduled: '2024-06-01T09:00:00Z'\nduration: '30'\n---\nWork.\n",
    },
    finds: [
      'incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, monitoring, resolved',
      'maintenance "Work" 2024-06-01T09:00Z to 2024-06-01T09:30Z: scheduled',
    ],
  },
  stactus: {
    files: {
      'stactus.yaml': 'version: stactus/v1\nname: Shop\nsystems:\n  - id: a1\n    name: Checkout\n',
      'incidents/x.yaml':
        'version: incident/v1\nid: x\nname: Slow\nimpact: major\nsystems: [a1]\ntimeline:\n  - ts: "2024-05-01 09:00:00"\n    description: Slow.<br />Very.\n    investigating: true\n  - ts: "2024-05-01 10:00:00"\n    description: Done.\n    resolved: true\n',
    },
    finds: ['incident "Slow" sev-2 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  upptime: {
    runs: true,
    files: {
      '.upptimerc.yml': 'sites:\n  - name: Shop\n    url: $SECRET\n',
      'issues.json': [
        {
          number: 3,
          title: '🛑 Shop is down',
          labels: [{ name: 'status' }, { name: 'shop' }],
          state: 'closed',
          created_at: '2024-05-01T09:00:00Z',
          closed_at: '2024-05-01T10:00:00Z',
          body: 'In [`abcdef1`](https://github.com/o/r/commit/abcdef1\n), Shop ($SECRET) was **down**:\n- HTTP code: 0\n',
          _comments: [
            { created_at: '2024-05-01T09:30:00Z', body: '** Identified:** A cable.' },
            {
              created_at: '2024-05-01T10:00:00Z',
              body: '**Resolved:** Shop is back up in [`abcdef2`](https://x).',
            },
          ],
        },
        {
          number: 4,
          title: 'Not working for me',
          labels: [{ name: 'bug' }],
          state: 'open',
          created_at: '2024-05-01T09:00:00Z',
          closed_at: null,
          body: 'x',
        },
      ],
      'history-log.tsv':
        '2024-07-01T09:00:00Z\t🟥 Shop is down (0 in 0 ms)\n2024-07-01T10:00:00Z\t🟩 Shop is up (200 in 9 ms)\n2024-07-02T09:00:00Z\t🟥 Shop is down (0 in 0 ms)\n2024-07-02T09:05:00Z\t🟩 Shop is up (200 in 9 ms)\n',
    },
    finds: [
      'incident "Shop is down" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, identified, resolved',
      'incident "Shop is down" sev-1 2024-07-01T09:00Z to 2024-07-01T10:00Z: investigating, resolved',
    ],
  },
  'issue-status': {
    files: {
      'issues.json': [
        {
          number: 1,
          title: 'Slow',
          labels: [
            { name: 'issue status' },
            { name: 'incident' },
            { name: 'major outage' },
            { name: 'component:API' },
          ],
          state: 'CLOSED',
          createdAt: '2024-05-01T09:00:00Z',
          closedAt: '2024-05-01T10:00:00Z',
          body: 'Slow.',
          comments: [{ body: 'Done.', createdAt: '2024-05-01T10:00:00Z' }],
        },
      ],
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  kener: {
    files: {
      'incidents.json': {
        incidents: [
          {
            id: 1,
            title: 'Slow',
            start_date_time: 1714554000,
            end_date_time: 1714557600,
            state: 'RESOLVED',
            monitors: [{ monitor_tag: 'api', impact: 'DOWN' }],
            comments: [
              { comment: 'Slow.', timestamp: 1714554000, state: 'INVESTIGATING' },
              { comment: 'Done.', timestamp: 1714557600, state: 'RESOLVED' },
            ],
          },
        ],
      },
      'maintenances.json': {
        maintenances: [
          {
            id: 2,
            title: 'Work',
            description: 'Work.',
            start_date_time: 1717232400,
            duration_seconds: 1800,
            rrule: 'FREQ=MINUTELY;COUNT=1',
            monitors: [],
          },
        ],
      },
      'monitors.json': { monitors: [{ tag: 'api', name: 'API' }] },
    },
    finds: [
      'incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved',
      'maintenance "Work" 2024-06-01T09:00Z to 2024-06-01T09:30Z: scheduled',
    ],
  },
  cachet: {
    files: {
      'incidents.json': {
        data: [
          {
            id: '1',
            type: 'incidents',
            attributes: {
              name: 'Slow',
              message: 'Slow.',
              visible: 1,
              status: { value: 4 },
              occurred: { string: '2024-05-01 09:00:00' },
              created: { string: '2024-05-01 09:05:00' },
            },
            relationships: {
              components: { data: [{ id: '7', type: 'components' }] },
              updates: { data: [{ id: '5', type: 'updates' }] },
            },
          },
          {
            id: '9',
            type: 'incidents',
            attributes: {
              name: 'Secret',
              message: 'Secret.',
              visible: 0,
              status: { value: 4 },
              occurred: { string: '2024-05-01 09:00:00' },
            },
          },
        ],
        included: [
          {
            id: '5',
            type: 'updates',
            attributes: {
              message: 'Done.',
              status: { value: 4 },
              created: { string: '2024-05-01 10:00:00' },
              updateable_id: 1,
            },
          },
          {
            id: '7',
            type: 'components',
            attributes: { name: 'API', pivot: { component_status: { value: 4 } } },
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  instatus: {
    files: {
      'incidents.json': [
        {
          id: 'a',
          name: 'Slow',
          status: 'RESOLVED',
          impact: 'MAJOROUTAGE',
          started: '2024-05-01T09:00:00Z',
          resolved: '2024-05-01T10:00:00Z',
          components: [],
          updates: [
            { message: 'Slow.', status: 'INVESTIGATING', started: '2024-05-01T09:00:00Z' },
            { message: 'Done.', status: 'RESOLVED', started: '2024-05-01T10:00:00Z' },
          ],
        },
      ],
      'maintenances.json': [
        {
          id: 'b',
          name: 'Work',
          status: 'COMPLETED',
          start: '2024-06-01T09:00:00Z',
          duration: 30,
          components: [],
          updates: [{ message: 'Soon.', status: 'NOTSTARTEDYET', started: '2024-05-30T09:00:00Z' }],
        },
      ],
    },
    finds: [
      'incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved',
      'maintenance "Work" 2024-06-01T09:00Z to 2024-06-01T09:30Z: scheduled',
    ],
  },
  'uptime-kuma': {
    files: {
      'incident-history.json': {
        ok: true,
        incidents: [
          {
            id: 1,
            title: 'Slow',
            content: 'Slow.',
            style: 'danger',
            active: false,
            createdDate: '2024-05-01 09:00:00',
            lastUpdatedDate: '2024-05-01 10:00:00',
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  gatus: {
    files: {
      'config.yaml':
        'announcements:\n  - timestamp: 2024-05-01T10:00:00Z\n    type: operational\n    message: Done.\n  - timestamp: 2024-05-01T09:00:00Z\n    type: outage\n    message: "Slow: It is slow."\n',
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  betterstack: {
    files: {
      'index.json': {
        data: { id: '1', type: 'status_page', attributes: { company_name: 'Shop', subdomain: 'shop' } },
        included: [
          { id: '9', type: 'status_page_resource', attributes: { public_name: 'API' } },
          {
            id: '2',
            type: 'status_report',
            attributes: {
              title: 'Slow',
              report_type: 'manual',
              starts_at: '2024-05-01T09:00:00Z',
              ends_at: '2024-05-01T10:00:00Z',
              aggregate_state: 'downtime',
              affected_resources: [{ status_page_resource_id: '9', status: 'downtime' }],
            },
          },
          {
            id: '3',
            type: 'status_update',
            attributes: { message: 'Slow.', published_at: '2024-05-01T09:00:00Z', status_report_id: 2 },
          },
          {
            id: '4',
            type: 'status_update',
            attributes: {
              message: 'Done.',
              published_at: '2024-05-01T10:00:00Z',
              status_report_id: 2,
              affected_resources: [{ status_page_resource_id: '9', status: 'resolved' }],
            },
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  checkly: {
    files: {
      'incidents.json': {
        entries: [
          {
            id: 'c',
            name: 'Slow',
            severity: 'CRITICAL',
            lastUpdateStatus: 'RESOLVED',
            services: [{ id: 's', name: 'API' }],
            created_at: '2024-05-01T09:00:00Z',
            incidentUpdates: [
              { status: 'INVESTIGATING', description: 'Slow.', created_at: '2024-05-01T09:00:00Z' },
              { status: 'RESOLVED', description: 'Done.', created_at: '2024-05-01T10:00:00Z' },
            ],
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  'incident-io': {
    files: {
      'incidents.json': {
        incidents: [
          {
            id: '01J',
            name: 'Slow',
            type: 'incident',
            status: 'resolved',
            published_at: '2024-05-01T09:05:00Z',
            component_impacts: [
              {
                component_id: 'a',
                status: 'full_outage',
                start_at: '2024-05-01T09:00:00Z',
                end_at: '2024-05-01T10:00:00Z',
              },
            ],
            updates: [
              { published_at: '2024-05-01T09:05:00Z', to_status: 'fixing', message_string: 'Slow.' },
              {
                published_at: '2024-05-01T10:00:00Z',
                to_status: 'resolved',
                message: {
                  type: 'doc',
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Done.' }] }],
                },
              },
            ],
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: identified, resolved'],
  },
  statuspage: {
    files: {
      'incidents.json': {
        page: { name: 'Shop' },
        incidents: [
          {
            id: 'p',
            name: 'Slow',
            status: 'resolved',
            impact: 'critical',
            started_at: '2024-05-01T09:00:00Z',
            resolved_at: '2024-05-01T10:00:00Z',
            incident_updates: [
              { status: 'resolved', body: 'Done.', display_at: '2024-05-01T10:00:00Z' },
              { status: 'investigating', body: 'Slow.', display_at: '2024-05-01T09:00:00Z' },
            ],
          },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
  'statuspage-feed': {
    files: {
      'history.rss':
        '<rss version="2.0"><channel><title>Shop Status - Incident History</title><link>https://status.shop.test</link><item><title>Slow</title><description>&lt;p&gt;&lt;small&gt;Jan &lt;var data-var=&apos;date&apos;&gt;1&lt;/var&gt;, &lt;var data-var=&apos;time&apos;&gt;00:10&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Done.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Dec &lt;var data-var=&apos;date&apos;&gt;31&lt;/var&gt;, &lt;var data-var=&apos;time&apos;&gt;23:00&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - Slow.&lt;/p&gt;</description><pubDate>Mon, 01 Jan 2024 00:10:14 +0000</pubDate><link>https://status.shop.test/incidents/abc</link></item></channel></rss>',
    },
    finds: ['incident "Slow" sev-3 2023-12-31T23:00Z to 2024-01-01T00:10Z: investigating, resolved'],
  },
  jsonl: {
    files: {
      'old.jsonl': {
        id: 'j',
        title: 'Slow',
        impact: 'critical',
        started_at: '2024-05-01T09:00:00Z',
        resolved_at: '2024-05-01T10:00:00Z',
        updates: [
          { at: '2024-05-01T09:00:00Z', status: 'investigating', body: 'Slow.' },
          { at: '2024-05-01T10:00:00Z', status: 'resolved', body: 'Done.' },
        ],
      },
    },
    finds: ['incident "Slow" sev-1 2024-05-01T09:00Z to 2024-05-01T10:00Z: investigating, resolved'],
  },
};

function filesOf(files: Readonly<Record<string, unknown>>) {
  return Object.entries(files).map(([path, value]) => ({
    path,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

describe('each format', () => {
  test.each(READERS.map((reader) => [reader.format, reader] as const))('%s', (format, reader) => {
    const page = PAGES[format]!;
    const files = filesOf(page.files);
    expect(recogniseReader(files)?.format).toBe(format);
    const input = reader.read({ files, runs: page.runs ?? false });
    expect(input.errors).toEqual([]);
    const imported = importAll([input]);
    const content = parsed(imported);
    const found = content.incidents.map((event) => {
      const [kind, severity, from, to] =
        event.kind === 'incident'
          ? ['incident', ` ${event.severity}`, event.started, findEndingUpdate(event)!.at]
          : ['maintenance', '', event.starts, event.ends];
      return `${event.drill ? 'drill' : kind} "${event.title}"${severity} ${formatInstant(from as number)} to ${formatInstant(to as number)}: ${event.updates.map(({ writtenPhase }) => writtenPhase).join(', ')}`;
    });
    expect(found.toSorted()).toEqual([...page.finds].toSorted());
    expect(validateContent(content, NOW).filter(({ level }) => level === 'error')).toEqual([]);
    const text = imported.files
      .filter(({ path }) => path.startsWith('incidents/'))
      .map((file) => file.text)
      .join('\n');
    expect(text).not.toContain('Secret');
  });
});
