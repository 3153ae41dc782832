/** A secret by its name in `status.yaml`: an environment variable of this name, or a line `NAME=value` of `NOTIFY_SECRETS`. */
export function readSecret(name: string): string | undefined {
  const own = process.env[name];
  if (own) return own;
  for (const line of (process.env['NOTIFY_SECRETS'] ?? '').split(/\r?\n/)) {
    const at = line.indexOf('=');
    if (at > 0 && line.slice(0, at).trim() === name) return line.slice(at + 1).trim() || undefined;
  }
  return undefined;
}
