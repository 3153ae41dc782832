import type { Diagnostic } from '../../content/finding.ts';
import { locateSpan } from '../../content/source.ts';
import type { TextSpan } from '../../content/source.ts';
import { redactSecrets, findSecrets } from '../secret-patterns.ts';

/** A file of the work tree, or one from a commit. */
export interface ScannedText {
  readonly path: string;
  readonly text: string;
  /** Where the text is from, if not the work tree: `in commit 1a2b3c4`. */
  readonly where?: string;
}

export type SecretScanner = (text: ScannedText) => Promise<Diagnostic[]>;

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
const ENGINE_PATH_PATTERN = /^(?:src|test|bench|scripts|schemas)\/|^package(?:-lock)?\.json$/;
const REVOKE_HELP =
  'Revoke it first: everyone who can read this repository knows it. Then remove it from every commit, or squash them.';

/**
 * Loads secretlint with its recommended rules. Candor's own patterns are added for the company's files, but not for the
 * engine's, whose pages and tests contain examples. Comments that disable secretlint have no effect, and findings never
 * contain the secret.
 * @throws if the scanner is not installed
 */
export async function createSecretScanner(): Promise<SecretScanner> {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const config = { rules: [{ id: PRESET, rule: creator }] };
  return async ({ path, text, where }) => {
    const ext = /\.[^./]+$/.exec(path)?.[0] ?? '';
    const { messages } = await lintSource({
      source: { filePath: path, content: text, contentType: 'text', ext },
      options: { config, maskSecrets: true, noPhysicFilePath: true },
    });
    const spans = messages
      .filter(({ type }) => type === 'message')
      .map(({ range: [start, end], ruleId }) => ({ start, end, description: secretTypeOf(ruleId) }));
    const own = ENGINE_PATH_PATTERN.test(path) ? [] : findSecrets(text);
    const all = [...spans, ...own.filter((match) => spans.every((span) => isDisjoint(span, match)))];
    return all.map(({ description, ...span }) => createDiagnostic({ path, text }, span, description, where));
  };
}

function createDiagnostic(
  source: { path: string; text: string },
  span: TextSpan,
  description: string,
  where = '',
): Diagnostic {
  return {
    rule: 'no-secrets',
    clause: 'U6.1',
    level: 'error',
    location: locateSpan(source, span),
    message: `This looks like ${description}${where === '' ? '' : `, ${where}`}.`,
    help: REVOKE_HELP,
  };
}

const isDisjoint = (a: TextSpan, b: TextSpan): boolean => a.end <= b.start || a.start >= b.end;

/** `@secretlint/secretlint-rule-github` becomes `a secret (github)`. */
function secretTypeOf(rule: string): string {
  return `a secret (${redactSecrets(rule.replace(/^.*secretlint-rule-/, ''))})`;
}
