/**
 * A secret by its name in `status.yaml`: an environment variable of this name, or a line `NAME=value` of `NOTIFY_SECRETS` or
 * `ON_CALL_SECRETS`.
 */
export function readSecret(name: string): string | undefined {
  const own = process.env[name];
  if (own) return own;
  const lines = `${process.env['NOTIFY_SECRETS'] ?? ''}\n${process.env['ON_CALL_SECRETS'] ?? ''}`;
  for (const line of lines.split(/\r?\n/)) {
    const at = line.indexOf('=');
    if (at > 0 && line.slice(0, at).trim() === name && line.slice(at + 1).trim() !== '')
      return line.slice(at + 1).trim();
  }
  return undefined;
}
