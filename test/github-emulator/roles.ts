import { suffices } from './permissions.ts';
import type { Need } from './permissions.ts';
import { isRobotic } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { Role } from './state.ts';

const MAY_WRITE: readonly Role[] = ['admin', 'maintain', 'write'];

/** What anyone may do in a public repository: ask, answer and propose. */
const OPEN = ['issues', 'pull-requests'];

/** Whether a token allows something, and whether the person behind it may do it at all. */
export function isAllowed(token: Token, role: Role, need: Need, isPrivate: boolean): boolean {
  if (need.anyOf.length === 0) return !isPrivate || isRobotic(token.login) || role !== 'none';
  if (!suffices(token.permissions, need)) return false;
  if (isRobotic(token.login)) return true;
  if (need.anyOf.includes('administration')) return role === 'admin';
  if (need.anyOf.some((name) => ['secrets', 'variables', 'environments'].includes(name))) {
    return MAY_WRITE.includes(role);
  }
  if (need.level === 'read' || need.anyOf.some((name) => OPEN.includes(name)))
    return !isPrivate || role !== 'none';
  return MAY_WRITE.includes(role);
}
