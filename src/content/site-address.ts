export interface AddressProblem {
  /** Continues a sentence whose subject is the key. It never contains a password. */
  readonly problem: string;
  readonly help: string;
  /** The address to write instead, if there is only one. */
  readonly write?: string;
}

/** A web address to use, or what is wrong with it. */
export type AddressReading = { readonly address: string } | AddressProblem;

const EXAMPLE = 'Write an address such as https://status.example.com or https://example.com/status.';

const SIGN_UP_EXAMPLE =
  'Write the address of a form, such as https://lists.example.com/subscribe, or of a list, such as mailto:status+subscribe@lists.example.com.';

/**
 * Reads the address of a status page: an origin and a base path. A slash at its end, a default port and an upper-case host
 * make no difference, so they are normalised. What a link could not hold or a static host could serve elsewhere is refused.
 */
export function readSiteAddress(text: string): AddressReading {
  const read = readWebAddress(text);
  if ('problem' in read && read.write === undefined) return read;
  const url = new URL('address' in read ? read.address : read.write!);
  const path = url.pathname.replace(/\/+$/, '');
  const base = decodePath(path.replaceAll(/\/{2,}/g, '/'));
  const host = url.host.replace(/\.(?=:|$)/, '');
  const write = `${url.protocol}//${host}${base}`;
  const strange = /[^A-Za-z0-9._~/-]/u.exec(base)?.[0];
  if (strange !== undefined) {
    return {
      problem: `has ${describeCharacter(strange)} in its path, which static hosts serve at different addresses`,
      help: 'Use only letters without accents, digits, "-", ".", "_" and "~" in the path.',
    };
  }
  if ('problem' in read) return { ...read, write };
  const refuse = (problem: string): AddressProblem => ({ problem, help: `Write ${write}.`, write });
  if (text.includes('?')) return refuse('has a query ("?"), which no page of the site could keep');
  if (text.includes('#')) return refuse('has a fragment ("#"), which no page of the site could keep');
  if (url.hostname.endsWith('.')) return refuse('has a dot at the end of its host name');
  if (path.includes('//')) return refuse('has two slashes in a row, so links would lead to another host');
  const written = text.replace(/^[^:]*:\/\/[^/]*/, '').replace(/\/+$/, '');
  if (written !== base) return refuse(`has a path that means "${base || '/'}"`);
  return { address: write };
}

/** Reads the address of a link, as written: http or https, without a password or a character that ends a link early. */
export function readWebAddress(text: string): AddressReading {
  const url = URL.parse(text);
  const start = /^https?:\/\/(?=[^/])/i.exec(text)?.[0];
  if (!url || start === undefined) return { problem: 'is not a web address', help: EXAMPLE };
  if (/^[^/?#\\]*@/.test(text.slice(start.length))) {
    return {
      problem: 'contains a user name or a password, which everyone could read',
      help: 'Remove the part before "@"; if it was committed, change the password.',
      write: start + text.slice(start.length).replace(/^[^/?#\\]*@/, ''),
    };
  }
  const strange = /[\s"'<>\\^`{|}]/.exec(text)?.[0];
  if (strange === undefined) return { address: text };
  return {
    problem: `contains ${describeCharacter(strange)}`,
    help: 'Write "%" and the number of the character instead, or remove it.',
    write: url.href.replaceAll("'", '%27'),
  };
}

/** Reads where people sign up for mail: the address of a form, or "mailto:" and the address that a list gives for it. */
export function readSignUpAddress(text: string): AddressReading {
  const bare = /^[^\s:/?@]+@[^\s:/?@]+$/.test(text);
  if (bare) {
    return {
      problem: 'is an address without "mailto:"',
      help: `Write mailto:${text}.`,
      write: `mailto:${text}`,
    };
  }
  if (!/^mailto:/i.test(text)) {
    const read = readWebAddress(text);
    return 'address' in read || read.write !== undefined ? read : { ...read, help: SIGN_UP_EXAMPLE };
  }
  if (/^mailto:[\w.+=%~-]+@[\w-]+(?:\.[\w-]+)*(?:\?subject=[\w.+%~-]*)?$/.test(text))
    return { address: text };
  return { problem: 'is not one mail address after "mailto:"', help: SIGN_UP_EXAMPLE };
}

/** `https://vayva.shop/status` → origin `https://vayva.shop`, base `/status`; the base of a bare domain is empty. */
export function splitSiteUrl(url: string): { readonly origin: string; readonly base: string } {
  const { origin, pathname } = new URL(url);
  return { origin, base: pathname.replace(/\/+$/, '') };
}

/** The path as people read it; a "%" that remains is an invalid or an encoded "%". */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function describeCharacter(character: string): string {
  if (character === ' ') return 'a space';
  return /\s/.test(character) ? 'white space' : `"${character}"`;
}
