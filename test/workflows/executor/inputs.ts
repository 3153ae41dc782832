import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import { dig } from './event.ts';
import type { EventFacts } from './event.ts';

/**
 * The `inputs` of a workflow_dispatch, defaults filled in and of their types.
 * @throws where GitHub would answer 422
 */
export function inputsOf(on: EventsConfig, { event, payload }: EventFacts): Record<string, unknown> {
  if (event !== 'workflow_dispatch') return {};
  const given = (dig(payload, 'inputs') ?? {}) as Record<string, unknown>;
  const declared = on.workflow_dispatch?.inputs ?? {};
  const strange = Object.keys(given).filter((name) => !(name in declared));
  if (strange.length > 0) throw new Error(`Unexpected inputs provided: ${JSON.stringify(strange)}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, required, default: otherwise, options }]) => {
      const value = given[name] ?? otherwise;
      if (required === true && (value === undefined || value === ''))
        throw new Error(`Required input '${name}' not provided`);
      if (type === 'boolean') return [name, String(value ?? false) === 'true'];
      const text = String(value ?? options?.[0] ?? '');
      if (options && !options.includes(text))
        throw new Error(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
      return [name, text];
    }),
  );
}
