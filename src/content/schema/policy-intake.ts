import { z } from 'zod';
import { keyField, lineField } from './fields.ts';

const component = keyField('A component');

/** How alerts become draft incidents (V2.1, V11.2, U3.1). Matching ignores case. */
export const alertsSchema = z
  .strictObject({
    severities: z
      .record(z.string().min(1), keyField('A severity of this policy'))
      .default({})
      .meta({ description: 'What monitors call a severity: critical, warning, P1' }),
    'default-severity': keyField('A severity of this policy')
      .optional()
      .meta({ description: 'The severity of an alert without a known severity' }),
    components: z
      .record(z.string().min(1), z.union([component, z.array(component).min(1)]))
      .default({})
      .meta({ description: 'What monitors call a service, with the components that it belongs to' }),
    'impact-phrases': z
      .record(component, lineField('What customers notice: failed payments'))
      .default({})
      .meta({ description: 'What customers notice when a component fails, for [specific impact]' }),
  })
  .prefault({})
  .meta({ description: 'How alerts become drafts (V2.1, V11.2, U3.1)' });
