/** Who may connect: every sign-in is verified (D3). */
import type { Socket } from 'socket.io';
import {
  handshakeAuth,
  type ConnectErrorData,
  type ConnectErrorMessage,
  type HandshakeAuth,
} from '../../../protocol/agent-manager/handshake.ts';
import { ProtocolError, type ErrorCode } from '../../../protocol/shared/errors.ts';
import type { KeyedLimit } from '../../http/keyed-limit.ts';
import type { Principal } from '../../identity/principal.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { Claim, Handshake } from '../shared/shared-path.ts';
import { wantedLanguages } from '../shared/reader-language.ts';
import { seesPersonalData } from '../shared/personal-data.ts';
import { TokenBucket } from '../shared/rate-limit.ts';
import { parsePayload, toRefusal } from '../shared/refusals.ts';
import type { SocketData } from './sockets.ts';

/**
 * A desk shows its sign-in with the handshake: a token, its agent, or where it can be woken. At the root path others
 * come, too, and a cookie alone says nothing about whose program sends it; the path of the desks is theirs alone.
 */
export function showsSignIn({ auth, url }: Handshake): Claim {
  const shown = [auth.token, auth.agent, auth.fcm].some((value) => value !== undefined);
  return shown || url.startsWith(OWN_PATH) ? 'MINE' : 'PERHAPS';
}

const OWN_PATH = '/agent-manager/';

/** What is kept of a socket whose sign-in is valid. Throws a `ProtocolError` otherwise. */
export async function admit(
  handshake: Pick<Socket['handshake'], 'auth' | 'headers'>,
  context: Pick<GatewayContext, 'identity' | 'settings' | 'directory' | 'engine'>,
  histories: KeyedLimit,
  address: string,
): Promise<Omit<SocketData, 'address'>> {
  const { identity, settings, directory } = context;
  const auth = parsePayload(handshakeAuth, handshake.auth);
  const { headers } = handshake;
  const principal = await identity.authenticateHandshake({ auth, headers, address });
  if (principal.expiresAt <= Date.now()) throw new ProtocolError('TOKEN_EXPIRED');
  if (auth.askFirst === true && (await worksElsewhere(context, principal))) {
    throw new ProtocolError('SIGNED_IN_ELSEWHERE');
  }
  // A desk that connects is sent all its conversations.
  await histories.take(`connect ${principal.userId}`);
  return {
    principal,
    masked: !seesPersonalData(principal),
    wire: typeof auth.agent === 'string' ? 'json' : 'object',
    language: directory().translations.languageFor(wantedLanguages(auth.language, headers)),
    fcm: fcmOf(auth.fcm),
    bucket: new TokenBucket(settings.eventsPerSecond, settings.eventsAtOnce, Date.now()),
    expiry: null,
  };
}

/** Whether the agent is connected by another sign-in, on whatever node and by whatever protocol. */
function worksElsewhere(
  { engine }: Pick<GatewayContext, 'engine'>,
  { userId, sid }: Principal,
): Promise<boolean> {
  return engine.read(({ world }) => {
    const agent = world.state.agents[userId];
    return agent?.connected === true && agent.sid !== sid;
  });
}

/** Older desks send one string, newer ones a key for each kind of device; empty means none. */
function fcmOf(fcm: HandshakeAuth['fcm']): SocketData['fcm'] {
  if (typeof fcm === 'string') return { desktop: fcm === '' ? null : fcm, mobile: null };
  return { desktop: fcm?.desktopFcmKey ?? null, mobile: fcm?.mobileFcmKey ?? null };
}

/** An error for Socket.IO's `next`: message and `data` arrive at the client's `connect_error`. */
type ConnectError = Error & { data: ConnectErrorData };

/**
 * Any failure of the handshake as `connect_error`. Whatever is wrong with a sign-in is `login-failed`, on which
 * desks of the family go to their login page; `data.content` says what exactly. An address that has to wait
 * (`waitMs`) is not told what was wrong.
 */
export function connectError(error: unknown, waitMs = 0): ConnectError {
  const tooMany = waitMs > 0 && isBadSignIn(error);
  const { code, msg } = toRefusal(tooMany ? new ProtocolError('RATE_LIMITED') : error);
  return connectErrorOf(messageOf(code), code, msg);
}

/** Whether it was the sign-in that was wrong. */
export function isBadSignIn(error: unknown): boolean {
  return messageOf(toRefusal(error).code) === 'login-failed';
}

export function connectErrorOf(message: ConnectErrorMessage, code: ErrorCode, msg: string): ConnectError {
  return Object.assign(new Error(message), { data: { content: { key: code, code, msg } } });
}

function messageOf(code: ErrorCode): ConnectErrorMessage {
  switch (code) {
    case 'RATE_LIMITED':
      return 'rate-limited';
    case 'SIGNED_IN_ELSEWHERE':
      return 'signed-in-elsewhere';
    case 'UNAVAILABLE':
    case 'OVERLOADED':
    case 'INTERNAL':
      return 'unavailable';
    default:
      return 'login-failed';
  }
}
