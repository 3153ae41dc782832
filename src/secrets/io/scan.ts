import type { Finding } from '../../content/finding.ts';
import { placeOf } from '../../content/source.ts';
import type { Span } from '../../content/source.ts';
import { concealSecrets, secretsIn } from '../secret-patterns.ts';

/** A text that is searched: a file of the work tree, or one that a commit holds or held. */
export interface Searched {
  readonly path: string;
  readonly text: string;
  /** Where it is found if the file at hand is another: `in commit 1a2b3c4`. */
  readonly where?: string;
}

/** Searches texts for secrets. */
export type Search = (searched: Searched) => Promise<Finding[]>;

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
const ENGINE = /^(?:src|test|bench|scripts|schemas)\/|^package(?:-lock)?\.json$/;
const HELP =
  'Revoke it first: whoever can read this repository knows it. Then take it out of every commit, or squash them.';

/**
 * Opens secretlint with its recommended rules; Candor's own shapes are looked for too in what a company writes, and not in
 * the engine, whose pages and tests show them. Comments that switch secretlint off have no effect, and no finding holds any letter of what was found.
 * @throws where the scanner is not installed: it is a development dependency
 */
export async function openSearch(): Promise<Search> {
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
      .map(({ range: [start, end], ruleId }) => ({ start, end, what: nameOf(ruleId) }));
    const own = ENGINE.test(path) ? [] : secretsIn(text);
    const all = [...spans, ...own.filter((shape) => spans.every((span) => isApart(span, shape)))];
    return all.map(({ what, ...span }) => findingOf({ path, text }, span, what, where));
  };
}

function findingOf(source: { path: string; text: string }, span: Span, what: string, where = ''): Finding {
  return {
    rule: 'secret',
    clause: 'U6.1',
    level: 'error',
    place: placeOf(source, span),
    message: `This looks like ${what}${where === '' ? '' : `, ${where}`}.`,
    help: HELP,
  };
}

const isApart = (a: Span, b: Span): boolean => a.end <= b.start || a.start >= b.end;

/** `@secretlint/secretlint-rule-github` as words: `a secret (github)`. */
function nameOf(rule: string): string {
  return `a secret (${concealSecrets(rule.replace(/^.*secretlint-rule-/, ''))})`;
}
