import { z } from 'zod';
import {
  keyField,
  lineField,
  linkField,
  personField,
  signUpField,
  siteAddressField,
  siteIdField,
} from './fields.ts';
import { rotaSchema } from './on-call.ts';
import { notifySchema } from './places.ts';
import { recurringMaintenanceSchema } from './recurring-maintenance.ts';
import { HOST_IDS } from '../hosts.ts';
import { AUDIENCES, WORD_PACKS } from '../../wording/context.ts';
import { isTimeZone } from '../../time/calendar.ts';

const zone = z
  .string()
  .default('UTC')
  .refine(isTimeZone, {
    params: { fieldError: { kind: 'expected', expected: 'a time zone such as "Africa/Lagos"' } },
  })
  .meta({ description: "An IANA time zone, shown beside UTC and the reader's own" });

/** Whether a translation exists is checked separately: an English site is better than none. */
const language = z
  .string()
  .default('en')
  .meta({ description: 'The language of the interface', examples: ['en', 'fr', 'fr-CA'] });

const accent = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .optional()
  .meta({ description: 'The colour of links and focus outlines, as #rrggbb in quotes' });

/** `status.yaml`. */
export const siteSchema = z
  .strictObject({
    name: lineField('The name of the company or service', 80),
    url: siteAddressField,
    id: siteIdField.optional(),
    policy: keyField('The file name of the policy, without .yaml'),
    timezone: zone,
    'timezone-name': lineField('What customers call that zone: Lagos time, instead of GMT+1', 40).optional(),
    language,
    host: z.enum(HOST_IDS).default('github-pages').meta({ description: 'Where the page is published' }),
    contact: z
      .strictObject({
        email: z.email().optional().meta({ description: 'Where to report an incident' }),
        slack: lineField('The channel for the team').optional(),
        url: linkField.optional(),
      })
      .default({})
      .meta({ description: 'How to report an incident (V16.1)' }),
    subscribe: z
      .strictObject({ email: signUpField.optional() })
      .default({})
      .meta({ description: 'How customers get updates, besides the feeds and the calendar' }),
    people: z
      .record(keyField('A role of the policy'), z.array(personField))
      .default({})
      .meta({ description: 'Internal: the people in each role' }),
    'on-call': z
      .record(keyField('A role of the policy'), rotaSchema)
      .default({})
      .meta({ description: 'Internal: who is on call now, by role' }),
    notify: notifySchema,
    'recurring-maintenance': recurringMaintenanceSchema,
    postmortems: lineField(
      'A folder, relative to the content root, that contains postmortems/: ../private',
      400,
    ).optional(),
    suppliers: z
      .array(lineField('A supplier', 80))
      .default([])
      .meta({ description: 'Third parties that public text may not name as a cause' }),
    audience: z.enum(AUDIENCES).optional().meta({
      description: 'Who reads the page, customers if absent: what they know is not jargon',
    }),
    'word-packs': z.array(z.enum(WORD_PACKS)).default([]).meta({
      description: 'More that the readers know, by subject: hosting, for a page of a hosting company',
    }),
    terms: z.array(lineField('A term', 80)).default([]).meta({
      description:
        'Products, plans and trade words that the readers know; npx candor wording learn proposes some',
    }),
    theme: z
      .strictObject({
        accent,
        logo: lineField('A path from the content root to an SVG or PNG file').optional(),
        css: lineField(
          'A path from the content root to a stylesheet that sets colours, font and corners',
        ).optional(),
      })
      .default({})
      .meta({ description: "The company's own logo, accent colour, and other colours, font and corners" }),
    images: z.enum(['recent', 'all', 'off']).default('recent').meta({
      description: 'Social images: of recent incidents, of all, or none',
    }),
    links: z
      .array(z.strictObject({ label: lineField('The link text', 60), url: linkField }))
      .default([])
      .meta({ description: 'Links in the footer' }),
    footer: lineField('A line at the foot of each page', 400).optional(),
  })
  .meta({ title: 'Site', description: 'status.yaml: the site' });
