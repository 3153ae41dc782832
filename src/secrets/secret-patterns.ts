import type { TextSpan } from '../content/source.ts';

/** The location and kind of a likely secret, never its text. */
export interface SecretMatch extends TextSpan {
  /** What it looks like, after "This looks like": `a GitHub token`. */
  readonly description: string;
}

interface SecretPattern {
  readonly description: string;
  /** Part of every such secret; a text without it is not searched. */
  readonly hint: RegExp;
  /** Linear: repetitions are bounded, and adjacent ones can't match the same characters. */
  readonly pattern: RegExp;
  /** A further check, where the pattern alone is not enough. */
  readonly isSecret?: (match: RegExpExecArray) => boolean;
}

const BEFORE = String.raw`(?<![A-Za-z0-9_-])`;
const createPattern = (
  description: string,
  hint: RegExp,
  pattern: string,
  isSecret?: SecretPattern['isSecret'],
): SecretPattern => ({
  description,
  hint,
  pattern: new RegExp(pattern, 'gd'),
  ...(isSecret && { isSecret }),
});

/** Names before a secret value: `password: …`, `api_key=…`. */
const SECRET_NAMES = String.raw`[Pp]assw(?:or)?d|PASSW(?:OR)?D|[Pp]wd|PWD|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Aa]pi[_ -]?[Kk]ey|API[_ -]?KEY|[Aa]ccess[_ -]?[Kk]ey|ACCESS[_ -]?KEY|[Cc]lient[_ -][Ss]ecret|[Ss]ignature`;

/** Where patterns overlap, the first one wins. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  createPattern(
    'a private key',
    /-----BEGIN/,
    String.raw`-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----`,
  ),
  createPattern(
    'an AWS access key',
    /A(?:KIA|SIA|GPA|ROA|IDA)/,
    String.raw`${BEFORE}A(?:KIA|SIA|GPA|ROA|IDA)[A-Z2-7]{16}(?![A-Za-z0-9])`,
  ),
  createPattern(
    'a GitHub token',
    /gh[a-z]_|github_pat_/,
    String.raw`${BEFORE}(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})`,
  ),
  createPattern('a GitLab token', /glpat-/, String.raw`${BEFORE}glpat-[A-Za-z0-9_-]{20,64}`),
  createPattern(
    'a Slack token',
    /xox|xapp-/,
    String.raw`${BEFORE}(?:xox[abeoprs]|xapp)-[A-Za-z0-9][A-Za-z0-9-]{9,250}`,
  ),
  createPattern(
    'a Slack webhook URL',
    /hooks\.slack\.com/,
    String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_+-]{8,200}`,
  ),
  createPattern(
    'a payment provider key',
    /(?:[srp]k|whsec)_|FLWSECK/,
    String.raw`${BEFORE}(?:[srp]k_(?:live|test)_[A-Za-z0-9]{10,247}|whsec_[A-Za-z0-9+/=]{16,100}|FLWSECK(?:_TEST)?-[A-Za-z0-9-]{10,100})`,
  ),
  createPattern('a Google API key', /AIza/, String.raw`${BEFORE}AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])`),
  createPattern('an npm token', /npm_/, String.raw`${BEFORE}npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])`),
  createPattern(
    'a SendGrid key',
    /SG\./,
    String.raw`${BEFORE}SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}`,
  ),
  createPattern(
    'an API key',
    /sk-/,
    String.raw`${BEFORE}sk-(?=[A-Za-z0-9_-]{0,200}\d)[A-Za-z0-9_-]{20,200}`,
    ([text]) => isRandom(text),
  ),
  createPattern(
    'a signed token (JWT)',
    /eyJ/,
    String.raw`${BEFORE}eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,2000}(?:\.[A-Za-z0-9_-]{0,2000})?`,
  ),
  createPattern(
    'a URL with a password in it',
    /:\/\//,
    String.raw`${BEFORE}[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@<>]{0,80}:(?<value>[^\s/<>]{1,200})@[A-Za-z0-9[]`,
  ),
  createPattern(
    'a bearer token',
    /[Bb]earer|BEARER/,
    String.raw`${BEFORE}(?:[Bb]earer|BEARER)[ \t]{1,4}(?<value>[A-Za-z0-9._~+/-]{16,4000}={0,2})`,
    ({ groups }) => isRandom(groups!['value']!),
  ),
  createPattern(
    'a password or a named secret',
    /[:=]/,
    String.raw`(?:${SECRET_NAMES})["'*_\x60]{0,3}[ \t]{0,3}(?::|=|:=|=>)[ \t]{0,3}["'*\x60]{0,3}(?<value>[^\s"'\x60<>()[\]{},;&]{6,300})`,
    ({ groups }) => isSecretValue(groups!['value']!),
  ),
];

/** Likely secrets in a text, in order, not overlapping. Linear in its length. */
export function findSecrets(text: string): SecretMatch[] {
  const found: SecretMatch[] = [];
  for (const { description, hint, pattern, isSecret } of SECRET_PATTERNS) {
    if (!hint.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      if (isSecret && !isSecret(match)) continue;
      const [start, end] = match.indices!.groups?.['value'] ?? match.indices![0]!;
      if (found.every((other) => end <= other.start || start >= other.end))
        found.push({ description, start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** Replaces each character of a secret by a dot, so that the text can be quoted in public. */
export function redactSecrets(text: string): string {
  let redacted = text;
  for (const { start, end } of findSecrets(text))
    redacted = redacted.slice(0, start) + '•'.repeat(end - start) + redacted.slice(end);
  return redacted;
}

/** Letters with digits, and not a URL, a path or a placeholder. */
function isSecretValue(value: string): boolean {
  const bare = value.replace(/[.!?:*]+$/, '');
  if (bare.length < 6 || /^(?:https?:\/\/|\/|\$|\*+$|x+$|\.+$|…)/i.test(bare)) return false;
  return /\d/.test(bare) && /[A-Za-z]/.test(bare) && !isNumbered(bare);
}

/** `sha-256`, `rotation-2026`, `error401`: words with a number. */
function isNumbered(value: string): boolean {
  return /^[A-Za-z]{3,}[._/-]\d{1,4}$/.test(value);
}

/** Whether letters and digits are mixed as in a random string. */
function isRandom(value: string): boolean {
  const kinds = [/\d/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && /\d/.test(value) && new Set(value).size >= 10;
}
