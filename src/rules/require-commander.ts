import { defineIncidentRule } from './engine/rule.ts';

/** Somebody leads the response from the start (V2.2, U2.1). */
export const requireCommander = defineIncidentRule({
  id: 'require-commander',
  clauses: ['V2.2', 'U2.1'],
  level: 'error',
  summary: 'an incident that nobody leads',
  *check({ internal }, { policy, site }) {
    const role = policy.required.commander;
    if (role === undefined || internal.commander !== undefined) return;
    if (Object.hasOwn(internal.roles ?? {}, role)) return;
    const name = Object.hasOwn(policy.roles, role) ? policy.roles[role]!.name.toLowerCase() : role;
    const person = (Object.hasOwn(site.people, role) && site.people[role]![0]) || '@name';
    yield {
      at: { field: ['internal'], part: 'key' },
      message: `Nobody leads this incident: it names no ${name}.`,
      help: `Write internal: commander: "${person}", or whoever has taken it; it stays private.`,
    };
  },
});
