import type { z } from 'zod';
import { formatFinding, schemaFindings } from './parse-errors.ts';
import type { Parsed } from './parse-errors.ts';
import { readFrontMatter } from './front-matter.ts';
import { languageFindings } from './languages.ts';
import { idOf, unreadable } from './parse-incident.ts';
import { componentSchema } from './schema/component.ts';
import { KEY_PATTERN } from './schema/fields.ts';
import { siteSchema } from './schema/site.ts';
import type { Source } from './source.ts';
import { accentFindings } from './branding/accent.ts';
import { readYaml } from './yaml.ts';

/** `status.yaml`: whose page it is, where it lives, which policy it keeps, whom to ask. */
export type Site = Readonly<z.output<typeof siteSchema>>;

/** A part of the service that customers know by name. */
export interface Component extends Readonly<z.output<typeof componentSchema>> {
  readonly id: string;
  readonly source: Source;
  /** What it is, in Markdown. */
  readonly description: string;
}

/** Reads `status.yaml`. */
export function parseSite(source: Source): Parsed<Site> {
  const bad = unreadable(source);
  if (bad.length > 0) return { findings: bad };
  const yaml = readYaml(source.text, 0);
  const checked = yaml.faults.length === 0 ? siteSchema.safeParse(yaml.data ?? {}) : undefined;
  const findings = languageFindings(source, yaml);
  if (!checked?.success) {
    return { findings: [...schemaFindings(source, yaml, checked?.error, siteSchema, 'UTC'), ...findings] };
  }
  const { accent } = checked.data.theme;
  if (accent !== undefined) findings.push(...accentFindings(source, yaml, accent));
  return { value: checked.data, findings };
}

/** Reads a file of `components/`. */
export function parseComponent(source: Source): Parsed<Component> {
  const bad = unreadable(source);
  if (bad.length > 0) return { findings: bad };
  const front = readFrontMatter(source);
  if (!('bodyStart' in front)) {
    return {
      findings: [
        formatFinding(source, front, front.message, 'Begin the file with "---", name: and "---" again.'),
      ],
    };
  }
  const id = idOf(source.path);
  const checked = front.faults.length === 0 ? componentSchema.safeParse(front.data ?? {}) : undefined;
  const findings = checked?.success
    ? []
    : schemaFindings(source, front, checked?.error, componentSchema, 'UTC');
  if (!KEY_PATTERN.test(id)) {
    const message = `The file name "${id.slice(0, 80)}" must be lower-case letters, digits and hyphens.`;
    findings.push(
      formatFinding(source, { start: 0, end: 3 }, message, 'Rename it, for example to checkout.md.'),
    );
  }
  if (!checked?.success || findings.length > 0) return { findings };
  return {
    value: { ...checked.data, id, source, description: source.text.slice(front.bodyStart).trim() },
    findings,
  };
}
