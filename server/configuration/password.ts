import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What one derivation costs: the parameters of scrypt. */
type Cost = { N: number; r: number; p: number };

/** scrypt at 2^15, 8, 3: what OWASP's password storage page recommends for 32 MiB of memory. About 0.2 s. */
const FULL_COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
/** For a whole contact centre at once: 1 MiB, some 3 ms. `strengthenPassword` adds the full cost later. */
const QUICK_COST: Cost = { N: 2 ** 10, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Encodes a password for keeping, at full cost. Each has a salt of its own. */
export const hashPassword = (password: string): Promise<string> => encode(password, FULL_COST);

/**
 * Encodes a password at a lower cost, for files with hundreds of users. What it returns must be strengthened in
 * the background (`strengthen-passwords.ts`).
 */
export const hashPasswordQuickly = (password: string): Promise<string> => encode(password, QUICK_COST);

/** Finds the encoded passwords (SQL `like`) that have not the full cost yet: of one layer, and quick. */
export const QUICK_PATTERN = `scrypt$${QUICK_COST.N}$${QUICK_COST.r}$${QUICK_COST.p}$${'_'.repeat(22)}$%`;

/** Adds the full cost to an encoded password, without knowing the password. */
export async function strengthenPassword(encoded: string): Promise<string> {
  const at = encoded.lastIndexOf('$');
  return `${encoded.slice(0, at)}${LAYER}${(await encode(encoded.slice(at + 1), FULL_COST)).slice('scrypt$'.length)}`;
}

/**
 * Whether a password is the one that was encoded. The form is `scrypt$N$r$p$salt$key`, salt and key in base64url.
 * A strengthened one has two layers, `scrypt$N$r$p$salt+N$r$p$salt$key`: the key of the first is the password of
 * the second.
 */
export async function matchesEncoded(password: string, encoded: string): Promise<boolean> {
  const [name, ...rest] = encoded.split('$');
  if (name !== 'scrypt') return false;
  const layers = rest.join('$').split(LAYER);
  let text = password;
  for (const layer of layers) {
    const [N, r, p, salt, key] = layer.split('$');
    if (salt === undefined) return false;
    const derived = await derive(text, Buffer.from(salt, 'base64url'), {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    if (key !== undefined) {
      const expected = Buffer.from(key, 'base64url');
      return expected.length === derived.length && timingSafeEqual(expected, derived);
    }
    text = derived.toString('base64url');
  }
  return false;
}

/** Between the layers of a strengthened password. */
const LAYER = '+';

async function encode(text: string, cost: Cost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(text, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Works on a thread of its own. */
function derive(text: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 256 * 1024 * 1024 };
    // The same letters can be typed in several ways (é as one or two code points).
    scrypt(text.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
