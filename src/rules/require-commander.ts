import { defineIncidentRule } from './engine/rule.ts';

/** One person leads the response from the start (V2.2, U2.1). */
export const requireCommander = defineIncidentRule({
  id: 'require-commander',
  clauses: ['V2.2', 'U2.1'],
  level: 'error',
  summary: 'an incident without a commander',
  *check({ internal }, { policy, site }) {
    const role = policy.required.commander;
    if (role === undefined || internal.commander !== undefined) return;
    if (Object.hasOwn(internal.roles ?? {}, role)) return;
    const name = Object.hasOwn(policy.roles, role) ? policy.roles[role]!.name.toLowerCase() : role;
    const person = (Object.hasOwn(site.people, role) && site.people[role]![0]) || '@name';
    yield {
      at: { field: ['internal'], part: 'key' },
      message: `This incident has no ${name}.`,
      help: `Add internal: commander: "${person}", or the person who leads the response. It stays private.`,
    };
  },
});
