/**
 * A stand-in for the services that carry push messages: Google's token endpoint and FCM, and a browser's push service. It
 * takes only what is signed and encrypted as they ask for it, and keeps what came.
 */
import { createDecipheriv, createECDH, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';

const PROJECT = 'desk-project';
const EMAIL = 'desk@desk-project.iam.gserviceaccount.com';

export type FcmMessage = { token: string; data: Record<string, string> };

export type PushStandIn = {
  url: string;
  /** As Google gives it, with this stand-in's token endpoint. */
  account: { project_id: string; client_email: string; private_key: string; token_uri: string };
  /** Messages that FCM took. */
  fcm: FcmMessage[];
  /** What browsers could read, as JSON. */
  web: Record<string, unknown>[];
  /** Why something was not taken. */
  refused: string[];
  /** How often an access token was given out. */
  tokens: () => number;
  /** A browser that subscribes; `publicKey` is the server's. */
  subscribe: (publicKey: string) => { endpoint: string; keys: { p256dh: string; auth: string } };
  /** Tokens and endpoints that are unknown from now on. */
  forget: (address: string) => void;
  close: () => Promise<void>;
};

type Browser = { pair: ReturnType<typeof createECDH>; own: Buffer; auth: Buffer; serverKey: string };

export async function startPushStandIn(): Promise<PushStandIn> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const access = new Set<string>();
  const gone = new Set<string>();
  const browsers = new Map<string, Browser>();
  const fcm: FcmMessage[] = [];
  const web: Record<string, unknown>[] = [];
  const refused: string[] = [];

  const serve = async (request: IncomingMessage, body: Buffer): Promise<[number, unknown]> => {
    const url = request.url ?? '';
    if (url === '/token') {
      const form = new URLSearchParams(body.toString());
      if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
        throw new Error('grant_type');
      const { payload, protectedHeader } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
        issuer: EMAIL,
        audience: `${standIn.url}/token`,
        algorithms: ['RS256'],
        maxTokenAge: '1h',
      });
      if (protectedHeader.typ !== 'JWT') throw new Error('typ');
      if (payload.scope !== 'https://www.googleapis.com/auth/firebase.messaging') throw new Error('scope');
      const token = randomBytes(12).toString('hex');
      access.add(token);
      return [200, { access_token: token, expires_in: 3600, token_type: 'Bearer' }];
    }
    if (url === `/v1/projects/${PROJECT}/messages:send`) {
      const token = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!access.has(token)) return [401, { error: { status: 'UNAUTHENTICATED' } }];
      const { message } = JSON.parse(body.toString()) as { message: FcmMessage };
      if (Object.values(message.data).some((value) => typeof value !== 'string')) throw new Error('data');
      if (gone.has(message.token)) {
        const details = [{ errorCode: 'UNREGISTERED' }];
        return [404, { error: { status: 'NOT_FOUND', details } }];
      }
      fcm.push(message);
      return [200, { name: `projects/${PROJECT}/messages/${fcm.length}` }];
    }
    const browser = browsers.get(url);
    if (browser === undefined || gone.has(standIn.url + url)) return [410, {}];
    await verifyVapid(request.headers.authorization ?? '', standIn.url, browser.serverKey);
    if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('content-encoding');
    if (!/^\d+$/.test(String(request.headers.ttl))) throw new Error('ttl');
    web.push(JSON.parse(decrypted(body, browser)) as Record<string, unknown>);
    return [201, {}];
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      serve(request, Buffer.concat(parts))
        .catch((error: unknown): [number, unknown] => {
          refused.push(String(error));
          return [400, { error: String(error) }];
        })
        .then(([status, answer]) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
        })
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: PushStandIn = {
    url,
    account: { project_id: PROJECT, client_email: EMAIL, private_key: pem, token_uri: `${url}/token` },
    fcm,
    web,
    refused,
    tokens: () => access.size,
    subscribe: (serverKey) => {
      const pair = createECDH('prime256v1');
      const own = pair.generateKeys();
      const auth = randomBytes(16);
      const path = `/browsers/${randomBytes(8).toString('hex')}`;
      browsers.set(path, { pair, own, auth, serverKey });
      const keys = { p256dh: own.toString('base64url'), auth: auth.toString('base64url') };
      return { endpoint: url + path, keys };
    },
    forget: (address) => gone.add(address),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return standIn;
}

/** RFC 8292: signed with the key that the browser subscribed with, for this service, for less than a day. */
async function verifyVapid(header: string, audience: string, serverKey: string): Promise<void> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  if (key !== serverKey) throw new Error('another key');
  const point = Buffer.from(key, 'base64url');
  const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1, 33), y: part(33, 65) };
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience });
  if (!/^(mailto|https):/.test(payload.sub ?? '')) throw new Error('sub');
  if ((payload.exp ?? 0) > Date.now() / 1000 + 86_400) throw new Error('exp');
}

/** RFC 8291, as the browser does it. */
function decrypted(body: Buffer, { pair, own, auth }: Browser): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 86);
  const sealed = body.subarray(86);
  const part = (secret: Buffer, by: Buffer, name: string, more: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, by, Buffer.concat([Buffer.from(`${name}\0`), more]), length));
  const none = Buffer.alloc(0);
  const secret = part(pair.computeSecret(sender), auth, 'WebPush: info', Buffer.concat([own, sender]), 32);
  const key = part(secret, salt, 'Content-Encoding: aes128gcm', none, 16);
  const nonce = part(secret, salt, 'Content-Encoding: nonce', none, 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return text.subarray(0, -1).toString();
}
