import { z } from 'zod';
import { keyField, lineField, personField, urlField } from './fields.ts';

const zone = z
  .string()
  .default('UTC')
  .refine(isZone, { params: { fault: { kind: 'expected', expected: 'a time zone such as "Africa/Lagos"' } } })
  .meta({ description: "An IANA time zone, shown beside UTC and the reader's own" });

/** Which there are words in, is judged apart: a site in English is better than none. */
const language = z
  .string()
  .default('en')
  .meta({ description: 'The language of the interface', examples: ['en', 'fr', 'fr-CA'] });

const accent = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .optional()
  .meta({ description: 'One colour, as #rrggbb in quotes: of links and of what has the focus' });

/** `status.yaml`. */
export const siteSchema = z
  .strictObject({
    name: lineField('Whose status page it is', 80),
    url: urlField.meta({ description: 'Where the page lives: domain and base path in one' }),
    policy: keyField('The file name of the policy, without .yaml'),
    timezone: zone,
    language,
    contact: z
      .strictObject({
        email: z.email().optional().meta({ description: 'Where to report an incident' }),
        slack: lineField('The channel for the team').optional(),
        url: urlField.optional(),
      })
      .default({})
      .meta({ description: 'How to report an incident (V16.1)' }),
    people: z
      .record(keyField('A role of the policy'), z.array(personField))
      .default({})
      .meta({ description: 'Internal: whom to ask, by role' }),
    postmortems: lineField(
      'A folder, from the content root, whose postmortems/ holds the reviews: ../private',
      400,
    ).optional(),
    suppliers: z
      .array(lineField('A supplier', 80))
      .default([])
      .meta({ description: 'Third parties whose names may not be given as a cause' }),
    theme: z
      .strictObject({
        accent,
        logo: lineField('A path from the content root to an SVG or PNG file').optional(),
      })
      .default({})
      .meta({ description: "The company's own logo and accent colour" }),
    images: z.enum(['recent', 'all', 'off']).default('recent').meta({
      description: 'Pictures for links in chats and networks: of what is recent, of everything, or none',
    }),
    links: z
      .array(z.strictObject({ label: lineField('Its words', 60), url: urlField }))
      .default([])
      .meta({ description: 'Links in the footer' }),
    footer: lineField('A line at the foot of each page', 400).optional(),
  })
  .meta({ title: 'Site', description: 'status.yaml: the site' });

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
