import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PROVEN_MS, prove } from './proven-tokens.ts';

let signer: CryptoKey;
let keySet: JWTVerifyGetKey;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  signer = pair.privateKey;
  keySet = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'RS256' }] });
});
afterEach(() => {
  vi.useRealTimers();
});

const OPTIONS = { algorithms: ['RS256'], clockTolerance: 0 };

function tokenFor(seconds: number): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  return new SignJWT({ sub: 'agent-1', exp }).setProtectedHeader({ alg: 'RS256' }).sign(signer);
}

/** Keys that count how often they are asked, and can be withdrawn. */
function countedKeys() {
  const counted = { asked: 0, withdrawn: false };
  const keys: JWTVerifyGetKey = (header, input) => {
    counted.asked += 1;
    if (counted.withdrawn) throw new Error('there is no such key');
    return keySet(header, input);
  };
  return { counted, keys };
}

describe('prove', () => {
  it('verifies a token that is shown again once', async () => {
    const { counted, keys } = countedKeys();
    const token = await tokenFor(60);
    await prove(token, keys, OPTIONS);
    expect((await prove(token, keys, OPTIONS)).payload.sub).toBe('agent-1');
    expect(counted.asked).toBe(1);
  });

  it('refuses a known token from the second in which it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { keys } = countedKeys();
    const token = await tokenFor(10);
    await prove(token, keys, OPTIONS);
    vi.setSystemTime(Date.now() + 10_000);
    await expect(prove(token, keys, OPTIONS)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
    expect((await prove(token, keys, { ...OPTIONS, clockTolerance: 5 })).payload.sub).toBe('agent-1');
  });

  it('remembers nothing of a token that was refused', async () => {
    const { counted, keys } = countedKeys();
    const forged = `${(await tokenFor(60)).slice(0, -8)}AAAAAAAA`;
    const wrong = { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' };
    await expect(prove(forged, keys, OPTIONS)).rejects.toMatchObject(wrong);
    await expect(prove(forged, keys, OPTIONS)).rejects.toMatchObject(wrong);
    expect(counted.asked).toBe(2);
  });

  it('asks other keys anew', async () => {
    const token = await tokenFor(60);
    const [first, second] = [countedKeys(), countedKeys()];
    await prove(token, first.keys, OPTIONS);
    second.counted.withdrawn = true;
    await expect(prove(token, second.keys, OPTIONS)).rejects.toThrow('there is no such key');
  });

  it('honours a key that was withdrawn no longer than said', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const { counted, keys } = countedKeys();
    const token = await tokenFor(3_600);
    await prove(token, keys, OPTIONS);
    counted.withdrawn = true;
    expect((await prove(token, keys, OPTIONS)).payload.sub).toBe('agent-1');
    vi.advanceTimersByTime(PROVEN_MS + 1_000);
    await expect(prove(token, keys, OPTIONS)).rejects.toThrow('there is no such key');
  });
});
