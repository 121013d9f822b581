import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWords } from '../i18n/i18n.ts';
import type { DeskSession } from '../session/session.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { startDesk } from './start-desk.ts';

const MINUTE = 60_000;
/** As the demo's tokens live, s. */
const LIFE = 300;

let requests: string[];

/** A sign-in whose tokens run out like real ones; each renewal is a request. */
function session(): DeskSession {
  return {
    current: () => ({ token: 'token', lasts: LIFE * 1000 }),
    refresh: () => {
      requests.push('token');
      return Promise.resolve();
    },
    ended: () => false,
    account: () => 'agent1',
    login: () => Promise.resolve(),
    logout: () => Promise.resolve(),
  };
}

const ME = {
  keycloak_User: {
    id: 'agent-1',
    username: 'agent1',
    firstName: 'Amira',
    lastName: 'Kaya',
    roles: ['agent'],
  },
  settings: { theme: 'light', language: 'en', guideSeen: true },
  maxTextLength: 4096,
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  requests = [];
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  vi.stubGlobal('fetch', (path: string) => {
    requests.push(path);
    const body: unknown = path.endsWith('/me') ? { ...ME, serverTime: Date.now() } : [];
    return Promise.resolve(new Response(JSON.stringify(body)));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an idle desk', () => {
  it('L-P2: makes at most one request a minute beside the socket, for an hour', async () => {
    const fake = new FakeSocket();
    const { known, stop } = startDesk({
      session: session(),
      deskSocket: {
        socket: fake.asSocket(),
        open: () => {},
        signIn: () => {},
        takeOver: () => null,
        close: () => {},
      },
      me: Promise.resolve(null),
      words: await createWords(),
      onEnding: () => {},
    });
    fake.hear('connect');
    fake.hear('agentPresence', {
      agentPresence: { state: { name: 'READY', reasonCode: null }, stateChangeTime: 1, agentMrdStates: [] },
    });
    await known;
    // What a desk needs to start is no idling, nor is what its deferred parts ask when they have come.
    await vi.advanceTimersByTimeAsync(MINUTE);
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(MINUTE);
    for (let minute = 0; minute < 60; minute += 1) {
      requests = [];
      await vi.advanceTimersByTimeAsync(MINUTE);
      // Named, so that a failure says who asks.
      expect(requests.slice(1), requests.join(', ')).toEqual([]);
    }
    stop();
  });
});
