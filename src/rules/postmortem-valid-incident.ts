import { formatDidYouMean } from '../text/did-you-mean.ts';
import { findSeverity } from '../content/policy.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** A postmortem belongs to one existing incident and has the same file name (V8.1). */
export const postmortemValidIncident: PostmortemRule = {
  id: 'postmortem-valid-incident',
  clauses: ['V8.1', 'U3.6'],
  level: 'error',
  summary: 'a postmortem whose incident does not exist, or differs from its file name',
  appliesTo: 'postmortem',
  *check({ id, incident: name, severity }, { incident, incidents, policy }) {
    if (!incident) {
      const message = `There is no incident "${name}".${formatDidYouMean(name, incidents)}`;
      yield {
        at: { field: ['incident'] },
        message,
        help: 'Write the name of a file in incidents/, without .md.',
      };
      return;
    }
    if (id !== name) {
      const message = `The file name is ${id}, but the incident is ${name}.`;
      yield { at: { field: ['incident'] }, message, help: `Rename it to postmortems/${name}.md.` };
    }
    if (severity === undefined || findSeverity(policy, severity)) return;
    const message = `There is no severity "${severity}".${formatDidYouMean(severity, Object.keys(policy.severities))}`;
    yield { at: { field: ['severity'] }, message };
  },
};
