import { stringify } from 'yaml';
import { RESERVED_ON_WINDOWS } from '../content/schema/fields.ts';
import { readSiteAddress } from '../content/site-address.ts';
import { createSiteId } from '../content/site-identity.ts';
import type { GeneratedFile } from '../files/write.ts';
import { slugify } from '../text/slug.ts';
import type { Day } from '../time/calendar.ts';
import type { SiteAnswers } from './site-answers.ts';

const schemaComment = (path: string): string => `# yaml-language-server: $schema=${path}\n`;
const toYaml = (data: unknown): string => stringify(data, { lineWidth: 0, singleQuote: true });

/**
 * Renders `status.yaml`.
 * @param id the site's identity, if it has one already
 * @param year the current year, for the identity of a new site
 */
export function renderSiteFile(
  { name, url, policy, timezone, language, audience, host, contact, people }: SiteAnswers,
  id: string | undefined,
  year: string,
): string {
  const known = 'address' in readSiteAddress(url) ? (id ?? createSiteId(url, year)) : id;
  const roles =
    Object.keys(people).length === 0
      ? ''
      : `people: # internal: the people of each role\n${indent(toYaml(people))}`;
  const reach = Object.keys(contact).length === 0 ? '' : toYaml({ contact });
  return (
    schemaComment('node_modules/candor/schemas/site.schema.json') +
    toYaml({
      name,
      url,
      ...(known !== undefined && { id: known }),
      policy,
      timezone,
      language,
      host,
      ...(audience !== undefined && { audience }),
    }) +
    reach +
    roles
  );
}

/** Renders a file of `components/` for each name, in order; `Store/Checkout` is in the group Store. `since` is today. */
export function renderComponentFiles(names: readonly string[], since: Day): GeneratedFile[] {
  const taken = new Set<string>();
  return names.map((written, index) => {
    const slash = written.indexOf('/');
    const [group, name] = [written.slice(0, Math.max(slash, 0)).trim(), written.slice(slash + 1).trim()];
    const id = createComponentId(name, taken);
    taken.add(id);
    const front = toYaml({ name, ...(group !== '' && { group }), order: index + 1, since });
    return {
      path: `components/${id}.md`,
      text: `---\n${schemaComment('../node_modules/candor/schemas/component.schema.json')}${front}---\n`,
    };
  });
}

/** An ID of lower-case letters, digits and hyphens, with a number if it is already taken. */
function createComponentId(name: string, taken: ReadonlySet<string>): string {
  const words = slugify(name) || 'component';
  const id = RESERVED_ON_WINDOWS.test(words) ? `component-${words}` : words;
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
