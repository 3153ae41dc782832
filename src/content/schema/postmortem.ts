import { z } from 'zod';
import { instantField, keyField, personField } from './fields.ts';

/** The front matter of a file in `postmortems/` (V8.1 to V8.5). */
export const postmortemFileSchema = z
  .strictObject({
    incident: keyField('The incident: the name of its file'),
    severity: keyField('The highest severity that the incident had').optional(),
    commander: personField.optional().meta({ description: 'Who leads the postmortem: "@amina"' }),
    due: instantField.optional().meta({ description: 'When it has to be approved (V8.1)' }),
    publish: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the section "Public summary" is published (V8.4)' }),
    published: instantField
      .optional()
      .meta({ description: 'When the public summary was published; the feeds announce it with this time' }),
    runbooks: z
      .enum(['updated', 'not-needed'])
      .optional()
      .meta({ description: 'Whether runbooks were updated (V8.5)' }),
  })
  .meta({ title: 'Postmortem', description: 'The front matter of a file in postmortems/' });
