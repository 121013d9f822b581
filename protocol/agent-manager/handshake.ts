/** What a desk hands over when it connects, and how it is refused. */
import * as z from 'zod/mini';
import { maybe } from '../cim/primitives.ts';

/** Where Socket.IO listens, on the same origin as everything else. */
export const SOCKET_PATHS = ['/socket.io', '/agent-manager/socket.io'] as const;

/**
 * `auth.token` (or the cookie of the sign-in) says who it is. `agent` is only looked at for its shape: a desk
 * that sends it as a JSON string reads `cimEvent` as a JSON string. `fcm` is where to reach the desk while its
 * socket is away. `language` is what configured texts are wanted in, written like `Accept-Language` (which counts
 * without it); `*` is the contact centre's default language. `askFirst`: while the agent works at another desk this
 * one is refused (`signed-in-elsewhere`) and takes nothing over; without it the newest desk takes over.
 */
export const handshakeAuth = z.looseObject({
  token: maybe(z.string().check(z.maxLength(16_384))),
  agent: maybe(z.union([z.string().check(z.maxLength(262_144)), z.record(z.string(), z.unknown())])),
  language: maybe(z.string().check(z.maxLength(1_000))),
  askFirst: maybe(z.boolean()),
  fcm: maybe(
    z.union([
      z.string().check(z.maxLength(4_096)),
      z.looseObject({ desktopFcmKey: maybe(z.string()), mobileFcmKey: maybe(z.string()) }),
    ]),
  ),
});
export type HandshakeAuth = z.output<typeof handshakeAuth>;

/** `err.data` of `connect_error`; `err.message` is one of `CONNECT_ERRORS`. */
export type ConnectErrorData = { content: { key: string; msg: string; code: string } };

/**
 * `login-failed`: no valid sign-in; the desk goes to its login page. `token-expired`: a desk that can refresh
 * its token comes back with a new one. `rate-limited` and `unavailable`: try again later. `signed-in-elsewhere`: only
 * for desks that ask first.
 */
export const CONNECT_ERRORS = [
  'login-failed',
  'token-expired',
  'rate-limited',
  'unavailable',
  'signed-in-elsewhere',
] as const;
export type ConnectErrorMessage = (typeof CONNECT_ERRORS)[number];
