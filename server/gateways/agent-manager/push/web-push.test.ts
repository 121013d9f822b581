import { createECDH, createDecipheriv, createPublicKey, hkdfSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { authorization, encrypted, makeVapidKey, publicKeyOf } from './web-push.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

it('encrypts the example of RFC 8291, appendix A, byte for byte', () => {
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
  const body = encrypted('When I grow up, I want to be a watermelon', keys, {
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  });
  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

it('is read by the browser alone that subscribed, and is another text each time', () => {
  const browser = createECDH('prime256v1');
  const own = browser.generateKeys();
  const auth = Buffer.alloc(16, 7);
  const keys = { p256dh: own.toString('base64url'), auth: auth.toString('base64url') };
  const body = encrypted('{"type":"offer"}', keys);
  expect(encrypted('{"type":"offer"}', keys).equals(body)).toBe(false);
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + 65);
  const sealed = body.subarray(86);
  const part = (secret: Buffer, by: Buffer, name: string, more: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, by, Buffer.concat([Buffer.from(`${name}\0`), more]), length));
  const none = Buffer.alloc(0);
  const ikm = part(browser.computeSecret(sender), auth, 'WebPush: info', Buffer.concat([own, sender]), 32);
  const key = part(ikm, salt, 'Content-Encoding: aes128gcm', none, 16);
  const nonce = part(ikm, salt, 'Content-Encoding: nonce', none, 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  expect(text.toString()).toBe('{"type":"offer"}\u0002');
});

it('signs for the push service that it goes to, with the key that browsers were given', async () => {
  const key = await makeVapidKey();
  const now = Date.now();
  const header = await authorization('https://push.example.org/a/b', {
    key,
    subject: 'mailto:x@example.org',
    now,
  });
  const [, token = '', shown = ''] = /^vapid t=([^,]+), k=(\S+)$/.exec(header) ?? [];
  expect(shown).toBe(publicKeyOf(key));
  const point = bytes(shown);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const { payload } = await jwtVerify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
    audience: 'https://push.example.org',
  });
  expect(payload.sub).toBe('mailto:x@example.org');
  expect(payload.exp).toBeLessThan(now / 1000 + 24 * 3600);
});
