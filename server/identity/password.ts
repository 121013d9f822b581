import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt at 2^15, 8, 3: what OWASP's password storage page recommends for 32 MiB of memory. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * Encodes a password for keeping: `scrypt$N$r$p$salt$key`, salt and key in base64url. Takes about 0.2 s of one
 * core, on a thread of its own.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Checks passwords against their encoded form. */
type PasswordVerifier = {
  /**
   * Whether the password is the one that was encoded. Without an encoded password (nobody of that name, or no
   * password set) the answer is no, after the same work, so that the time does not tell which names exist.
   */
  verify(password: string, encoded: string | null): Promise<boolean>;
};

const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 1000;

/**
 * A verifier that remembers the last right password of an encoded one for a minute, as an HMAC under a key
 * that dies with the process. At the beginning of a shift hundreds sign in within that minute, often again and
 * again from several places; a wrong password always costs the full work.
 */
export function createPasswordVerifier(now: () => number = () => Date.now()): PasswordVerifier {
  const secret = randomBytes(32);
  const right = new Map<string, { digest: Buffer; until: number }>();
  let nobody: Promise<string> | undefined;

  return {
    async verify(password, encoded) {
      const target = encoded ?? (await (nobody ??= hashPassword(randomBytes(32).toString('hex'))));
      const digest = createHmac('sha256', secret).update(target).update('\u0000').update(password).digest();
      const remembered = right.get(target);
      if (
        remembered !== undefined &&
        remembered.until > now() &&
        timingSafeEqual(remembered.digest, digest)
      ) {
        return true;
      }
      const matches = await matchesEncoded(password, target);
      if (!matches || encoded === null) return false;
      if (right.size >= REMEMBER_AT_MOST) right.clear();
      right.set(target, { digest, until: now() + REMEMBER_MS });
      return true;
    },
  };
}

async function matchesEncoded(password: string, encoded: string): Promise<boolean> {
  const [, N, r, p, salt, key] = encoded.split('$');
  if (salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 256 * 1024 * 1024 };
    // The same letters can be typed in several ways (é as one or two code points).
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
