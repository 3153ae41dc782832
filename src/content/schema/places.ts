import { z } from 'zod';
import { keyField, secretNameField, urlField } from './fields.ts';

/** Where an audience is reached, by channel. `src/notifications/io/channels/` has a file for each. */
export const PLACES = {
  webhook: z
    .strictObject({
      channel: z.literal('webhook'),
      url: urlField.meta({ description: 'The address that takes the message, https' }),
      secret: secretNameField('The name of the secret that signs it: WEBHOOK_SECRET'),
    })
    .meta({ description: 'A webhook, signed as Standard Webhooks describes' }),
} as const;

export type ChannelName = keyof typeof PLACES;
export type PlaceOf<Name extends ChannelName> = Readonly<z.output<(typeof PLACES)[Name]>>;
export type Place = PlaceOf<ChannelName>;

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
