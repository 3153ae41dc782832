import { SECOND } from '../../../time/duration.ts';
import { renderSlackMessage } from '../../slack-message.ts';
import { createIncomingWebhook, unusualAnswer } from '../incoming-webhook.ts';

/** An address that Slack made for one channel. It can neither thread nor be asked what arrived. */
export const slackWebhook = createIncomingWebhook({
  name: 'slack-webhook',
  label: 'Slack (webhook)',
  whenUnknown: 'ask',
  pause: SECOND,
  render: renderSlackMessage,
  interpret: (answer) =>
    answer.text.trim() === 'ok' ? { type: 'sent', answer: 'ok' } : unusualAnswer(answer),
  isAddress: ({ hostname, pathname }) =>
    /^hooks\.slack(?:-gov)?\.com$/.test(hostname) && /^\/(?:services|triggers|workflows)\//.test(pathname),
  example: 'https://hooks.slack.com/services/T…/B…/…',
});
