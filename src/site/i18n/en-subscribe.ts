import type { SubscribeMessages } from './subscribe-messages.ts';

export const enSubscribeMessages: SubscribeMessages = {
  title: 'Subscribe',
  lead: 'Get every update where you already read.',
  button: 'Subscribe to updates',
  copy: 'Copy',
  copied: 'Copied',
  people: 'Where do you want to read updates?',
  components: 'One system only',
  componentsText: 'Feeds with the updates on one of the systems that you depend on.',
  programs: 'In your programs',
  sites: 'On your own pages',
  methods: {
    email: {
      name: 'E-mail',
      description: 'A mail for each update. You can leave the list at any time.',
      action: 'Subscribe by e-mail',
    },
    'email-list': {
      name: 'E-mail',
      description:
        'A mail for each update. Send an empty mail to this address, and confirm the answer. You can leave the list at any time.',
      action: 'Write the mail',
    },
    slack: {
      name: 'Slack',
      description: 'Send this message in the channel that should get the updates.',
    },
    teams: {
      name: 'Microsoft Teams',
      description:
        'In the menu of a channel, choose Workflows, search for “RSS”, and paste this address as the feed.',
    },
    calendar: {
      name: 'Calendar',
      description:
        'Planned maintenance in your own calendar, kept up to date. Google Calendar wants this address under “From URL”.',
      action: 'Add to your calendar',
    },
    rss: {
      name: 'Feed reader',
      description: 'Works with every reader, and with services that turn RSS into mail.',
    },
    api: {
      name: 'API',
      description: 'Everything on this page as JSON, compatible with Statuspage’s API.',
    },
    json: {
      name: 'JSON Feed',
      description: 'Every update as JSON, easiest to read in a program of your own.',
    },
    atom: {
      name: 'Atom',
      description: 'Every update as Atom, for programs that show when an update was corrected.',
    },
    incidents: {
      name: 'Incidents as Atom',
      description: 'One entry per incident in the format of Statuspage’s feed, for bots that expect it.',
    },
    metrics: {
      name: 'Metrics',
      description: 'States and times for Prometheus, for your own alerts.',
    },
    badge: {
      name: 'Badge',
      description: 'An image with the current status, for a readme or a dashboard.',
    },
    element: {
      name: 'Banner',
      description:
        'One line in your own page with the current status. With the attribute “quiet” it is hidden while everything works.',
    },
    frame: { name: 'Frame', description: 'The same, without a script.' },
  },
};
