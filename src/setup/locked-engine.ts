import { z } from 'zod';

/** The Candor that `npm ci` installs. */
export interface LockedEngine {
  /** Absent if it is a link to a folder. */
  readonly version?: string;
  /** The tarball or folder that it comes from, if that lies outside the repository, where no workflow finds it. */
  readonly outside?: string;
}

const schema = z.object({
  packages: z.object({
    'node_modules/candor': z.object({ version: z.string().optional(), resolved: z.string().optional() }),
  }),
});

/** What the text of a package-lock.json says about Candor; nothing if it can't be read or names none. */
export function parseLockedEngine(text: string): LockedEngine {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return {};
  }
  const found = schema.safeParse(data).data?.packages['node_modules/candor'];
  if (!found) return {};
  // npm writes paths relative to the root and without "..", where it can: "file:vendor/…", "file:../…", "file:C:/…".
  const path = found.resolved?.replace(/^file:/, '');
  const isOutside = path !== undefined && /^(?:\.\.(?:\/|$)|\/|[A-Za-z]:\/)/.test(path);
  return {
    ...(found.version !== undefined && { version: found.version }),
    ...(isOutside && { outside: path }),
  };
}
