import type { Diagnostic } from '../../content/finding.ts';
import { locateSpan } from '../../content/source.ts';
import type { TextSpan } from '../../content/source.ts';
import { redactSecrets, findSecrets } from '../secret-patterns.ts';

/** A text that is searched: a file of the work tree, or one that a commit holds or held. */
export interface ScannedText {
  readonly path: string;
  readonly text: string;
  /** Where it is found if the file at hand is another: `in commit 1a2b3c4`. */
  readonly where?: string;
}

/** Searches texts for secrets. */
export type SecretScanner = (searched: ScannedText) => Promise<Diagnostic[]>;

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
const ENGINE_PATH_PATTERN = /^(?:src|test|bench|scripts|schemas)\/|^package(?:-lock)?\.json$/;
const REVOKE_HELP =
  'Revoke it first: whoever can read this repository knows it. Then take it out of every commit, or squash them.';

/**
 * Opens secretlint with its recommended rules; Candor's own shapes are looked for too in what a company writes, and not in
 * the engine, whose pages and tests show them. Comments that switch secretlint off have no effect, and no finding holds any letter of what was found.
 * @throws where the scanner is not installed: it is a development dependency
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
    const all = [...spans, ...own.filter((shape) => spans.every((span) => isDisjoint(span, shape)))];
    return all.map(({ description, ...span }) => createDiagnostic({ path, text }, span, description, where));
  };
}

function createDiagnostic(
  source: { path: string; text: string },
  span: TextSpan,
  what: string,
  where = '',
): Diagnostic {
  return {
    rule: 'no-secrets',
    clause: 'U6.1',
    level: 'error',
    location: locateSpan(source, span),
    message: `This looks like ${what}${where === '' ? '' : `, ${where}`}.`,
    help: REVOKE_HELP,
  };
}

const isDisjoint = (a: TextSpan, b: TextSpan): boolean => a.end <= b.start || a.start >= b.end;

/** `@secretlint/secretlint-rule-github` as words: `a secret (github)`. */
function secretTypeOf(rule: string): string {
  return `a secret (${redactSecrets(rule.replace(/^.*secretlint-rule-/, ''))})`;
}
