import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** Salt, initialisation vector and tag come before the text. In bytes. */
const SALT = 16;
const IV = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';
/** About 0.1 s: each guess of an address costs as much. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };

/**
 * Encrypts the list of a role with the address of its calendar, so that only those can read the list who can ask the calendar.
 * @returns one line of base64
 */
export async function sealList(text: string, role: string, address: string): Promise<string> {
  const salt = randomBytes(SALT);
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, await keyOf(address, salt), iv).setAAD(Buffer.from(role));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, iv, cipher.getAuthTag(), body]).toString('base64');
}

/** Undefined if it is damaged, or was sealed for another role or with another address. */
export async function openSealedList(
  sealed: string,
  role: string,
  address: string,
): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, 'base64');
  const [iv, tag, body] = [SALT, SALT + IV, SALT + IV + TAG];
  if (bytes.length < body) return undefined;
  const key = await keyOf(address, bytes.subarray(0, iv));
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(iv, tag), { authTagLength: TAG })
    .setAAD(Buffer.from(role))
    .setAuthTag(bytes.subarray(tag, body));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(address: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(address, salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
