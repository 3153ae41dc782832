import { z } from 'zod';
import { AUDIENCES } from '../../wording/context.ts';
import { dateField, keyField, lineField } from './fields.ts';

export const componentSchema = z
  .strictObject({
    name: lineField('What customers call it', 80),
    group: lineField('The heading that it is listed under', 80).optional(),
    order: z.number().int().default(0).meta({ description: 'Its position on the page, smallest first' }),
    slo: z
      .number()
      .gt(0)
      .lte(100)
      .optional()
      .meta({ description: "The objective: per cent of availability over the policy's window (U6.3)" }),
    since: dateField.optional().meta({
      description: 'The day its record begins, such as 2025-03-01; its bars and its availability start there',
    }),
    retired: dateField.optional().meta({
      description: 'The day it went out of service: off the list of systems, with its page and history kept',
    }),
    formerly: z
      .array(keyField('A former file name in components/, without .md'))
      .default([])
      .meta({ description: 'Its former file names, oldest first: old incidents and addresses keep working' }),
    hidden: z.boolean().default(false).meta({
      description: 'Never shown: no page, not on the list, and left out of the incidents that name it',
    }),
    aliases: z
      .array(lineField('Another name for it', 80))
      .default([])
      .meta({ description: 'Other names that incident text may use for it' }),
    audience: z.enum(AUDIENCES).optional().meta({ description: "Who uses it, if not the page's audience" }),
    supplier: z
      .boolean()
      .default(false)
      .meta({ description: 'A third party that customers deal with by name, such as a payment provider' }),
  })
  .meta({ title: 'Component', description: 'The front matter of a file in components/' });
