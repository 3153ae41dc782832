import { z } from 'zod';
import { keyField, lineField, mailField, secretNameField, signUpField, urlField } from './fields.ts';

/** A place whose whole address is a secret. */
const incomingWebhook = <Name extends string>(channel: Name, example: string, description: string) =>
  z
    .strictObject({
      channel: z.literal(channel),
      secret: secretNameField(`The name of the secret with the webhook’s address: ${example}`),
    })
    .meta({ description });

/** Where an audience is reached, by channel. `src/notifications/io/channels/` has a file for each. */
export const PLACES = {
  webhook: z
    .strictObject({
      channel: z.literal('webhook'),
      url: urlField.meta({ description: 'The address that takes the message, https' }),
      secret: secretNameField('The name of the secret that signs it: WEBHOOK_SECRET'),
    })
    .meta({ description: 'A webhook, signed as Standard Webhooks describes' }),
  slack: z
    .strictObject({
      channel: z.literal('slack'),
      to: z
        .string()
        .refine((text) => /^[CG][A-Z0-9]{8,}$/.test(text), {
          params: {
            fieldError: { kind: 'expected', expected: 'the id of a Slack channel, such as C0123ABCDEF' },
          },
        })
        .meta({ description: 'The id of the channel, at the end of its details in Slack: C0123ABCDEF' }),
      secret: secretNameField('The name of the secret with the bot’s token: SLACK_TOKEN'),
      api: urlField.default('https://slack.com/api').meta({
        description: 'The address of the API, if it is not https://slack.com/api: GovSlack has its own',
      }),
    })
    .meta({ description: 'A channel of Slack, by a bot: a thread for each incident' }),
  'slack-webhook': incomingWebhook(
    'slack-webhook',
    'SLACK_WEBHOOK',
    'A channel of Slack, by an incoming webhook',
  ),
  teams: incomingWebhook('teams', 'TEAMS_WEBHOOK', 'A channel of Microsoft Teams, by a flow of Workflows'),
  discord: incomingWebhook('discord', 'DISCORD_WEBHOOK', 'A channel of Discord, by a webhook'),
  'google-chat': incomingWebhook(
    'google-chat',
    'GOOGLE_CHAT_WEBHOOK',
    'A space of Google Chat, by a webhook',
  ),
  mattermost: incomingWebhook(
    'mattermost',
    'MATTERMOST_WEBHOOK',
    'A channel of Mattermost, by an incoming webhook',
  ),
  email: z
    .strictObject({
      channel: z.literal('email'),
      to: mailField('The address of a mailing list: status@lists.example.com'),
      from: mailField('The address of the sender: status@example.com'),
      secret: secretNameField(
        'The name of the secret with the mail server’s address, such as smtps://user:password@smtp.example.com',
      ),
      unsubscribe: signUpField.optional().meta({
        description: 'Where people leave the list: an address that takes a POST (RFC 8058), or mailto:',
      }),
    })
    .meta({ description: 'A mailing list, by SMTP' }),
  listmonk: z
    .strictObject({
      channel: z.literal('listmonk'),
      url: urlField.meta({ description: 'The address of listmonk: https://lists.example.com' }),
      list: z.int().positive().meta({ description: 'The id of the list, in its address' }),
      user: lineField('The name of the API user', 100),
      secret: secretNameField('The name of the secret with the API user’s token: LISTMONK_TOKEN'),
    })
    .meta({ description: 'A list of listmonk, by its API' }),
  pagerduty: z
    .strictObject({
      channel: z.literal('pagerduty'),
      secret: secretNameField('The name of the secret with the integration key: PAGERDUTY_KEY'),
      region: z.enum(['us', 'eu']).default('us').meta({ description: 'Where the account is' }),
    })
    .meta({ description: 'A service of PagerDuty, by Events v2: on-call, SMS and calls' }),
} as const;

export type ChannelName = keyof typeof PLACES;
export type PlaceOf<Name extends ChannelName> = Readonly<z.output<(typeof PLACES)[Name]>>;
export type Place = PlaceOf<ChannelName>;

/** Channels that reach customers by e-mail: what they deliver meets the policy's clock for e-mail (U4.2). */
export const EMAIL_CHANNELS: readonly string[] = ['email', 'listmonk'];

const [first, ...rest] = Object.values(PLACES);
const placeSchema = z
  .discriminatedUnion('channel', [first!, ...rest])
  .meta({ description: 'A place where the audience is reached' });

const audienceSchema = z
  .union([
    z.array(placeSchema).min(1),
    z.strictObject({
      none: z.string().trim().min(1).max(200).meta({ description: 'Why no place is needed' }),
    }),
  ])
  .meta({ description: 'A list of places, or none: with the reason' });

/** By audience or role of the policy. */
export const notifySchema = z
  .record(keyField('An audience or role of the policy'), audienceSchema)
  .default({})
  .meta({
    description:
      'Where each audience of the policy is notified. A place names its secrets; it never contains them',
  });
