/**
 * Messages to browsers: encrypted for the one that subscribed (RFC 8291), signed by this server (RFC 8292, VAPID). The
 * package `web-push` is not used: it sends as well, which is done here as for every other push service, and what is left
 * of it are these steps with `node:crypto` and `jose`.
 */
import { createCipheriv, createECDH, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';

/** What a browser's subscription brings to encrypt with, both base64url. */
export type BrowserKeys = { p256dh: string; auth: string };

/** What only this server has when it encrypts one message; tests give those of the RFC. */
export type Ephemeral = { privateKey: Buffer; salt: Buffer };

/** One record is enough: what is sent is small. */
const RECORD_SIZE = 4096;
/** The padding's delimiter, the tag and the head are in the record, too. */
export const LONGEST_MESSAGE = 3_900;
const SIGNED_FOR_SECONDS = 12 * 3600;

const info = (name: string, ...more: Buffer[]): Buffer => Buffer.concat([Buffer.from(`${name}\0`), ...more]);

function derived(secret: Buffer, salt: Buffer, context: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, context, length));
}

/** The body of a push message (`aes128gcm`). Throws for keys that are none. */
export function encrypted(text: string, keys: BrowserKeys, ephemeral?: Ephemeral): Buffer {
  const receiver = Buffer.from(keys.p256dh, 'base64url');
  const pair = createECDH('prime256v1');
  if (ephemeral === undefined) pair.generateKeys();
  else pair.setPrivateKey(ephemeral.privateKey);
  const sender = pair.getPublicKey();
  const salt = ephemeral?.salt ?? randomBytes(16);
  const shared = pair.computeSecret(receiver);
  const auth = Buffer.from(keys.auth, 'base64url');
  const secret = derived(shared, auth, info('WebPush: info', receiver, sender), 32);
  const key = derived(secret, salt, info('Content-Encoding: aes128gcm'), 16);
  const nonce = derived(secret, salt, info('Content-Encoding: nonce'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([Buffer.from(text), Buffer.from([2])])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_SIZE, 0);
  head.writeUInt8(sender.length, 4);
  return Buffer.concat([salt, head, sender, sealed]);
}

/** A new private key to sign with, as JWK. */
export async function makeVapidKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

/** The public key as browsers want it when they subscribe: an uncompressed point, base64url. */
export function publicKeyOf({ x = '', y = '' }: JWK): string {
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat(point).toString('base64url');
}

/** The header by which a push service knows us. `subject`: whom its operator may write to. `now` in epoch ms. */
export async function authorization(
  endpoint: string,
  { key, subject, now }: { key: JWK; subject: string; now: number },
): Promise<string> {
  const token = await new SignJWT({})
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
    .setAudience(new URL(endpoint).origin)
    .setExpirationTime(Math.floor(now / 1000) + SIGNED_FOR_SECONDS)
    .setSubject(subject)
    .sign(await importJWK(key, 'ES256'));
  return `vapid t=${token}, k=${publicKeyOf(key)}`;
}

/** A topic: a newer message about the same replaces an older one that was not delivered yet. */
export function topicOf(about: string): string {
  return createHash('sha256').update(about).digest('base64url').slice(0, 32);
}
