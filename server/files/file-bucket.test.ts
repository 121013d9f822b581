import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFiles } from './open-files.ts';
import type { Files } from './files.ts';
import { startS3 } from './testing/s3-stand-in.ts';
import type { S3StandIn } from './testing/s3-stand-in.ts';

const LIMIT = 100;

let s3: S3StandIn;
let filesDir: string;
let files: Files;
/** Bytes that the room has given away. */
let taken: number;

const room = {
  take: (bytes: number) => Promise.resolve(((taken += bytes), true)),
  giveBack: (bytes: number) => Promise.resolve(void (taken -= bytes)),
};
const open = (change: object = {}): Files =>
  openFiles({ filesDir, filesBucket: { ...s3.address, ...change }, fileLimit: LIMIT }, 'north', room);
const bytes = (text: string) => Readable.from([Buffer.from(text)]);
const asked = (headers: Record<string, string> = {}, method = 'GET') =>
  ({ method, headers }) as unknown as IncomingMessage;
const left = (): string[] =>
  readdirSync(filesDir, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? one.name : [],
  );

beforeEach(async () => {
  s3 = await startS3();
  filesDir = mkdtempSync(join(tmpdir(), 'agent-desk-bucket-'));
  taken = 0;
  files = open();
});

afterEach(async () => {
  await s3.close();
  rmSync(filesDir, { recursive: true, force: true });
});

describe('files in a bucket', () => {
  it('are stored under the tenant, signed, and nothing of them stays here', async () => {
    const { name, type, size } = await files.take(bytes('hello there'), 'Grüße an alle.txt');
    expect({ type, size }).toEqual({ type: 'text/plain', size: 11 });
    expect([...s3.objects]).toEqual([
      [`north/${name}`, { content: Buffer.from('hello there'), type: 'text/plain' }],
    ]);
    expect(left()).toEqual([]);
    expect(taken).toBe(11);
  });

  it('are given back whole, in part, and not again when nothing has changed', async () => {
    const { name } = await files.take(bytes('hello there'), 'note.txt');
    const whole = await files.give(name, asked());
    expect(whole).toMatchObject({ statusCode: 200, shownName: 'note.txt', kind: { shown: false } });
    expect(whole?.headers['content-length']).toBe('11');
    expect(String(await buffer(whole!.stream))).toBe('hello there');

    const part = await files.give(name, asked({ range: 'bytes=6-' }));
    expect(part).toMatchObject({ statusCode: 206, headers: { 'content-range': 'bytes 6-10/11' } });
    expect(String(await buffer(part!.stream))).toBe('there');

    const beyond = await files.give(name, asked({ range: 'bytes=50-' }));
    expect(beyond?.statusCode).toBe(416);
    expect(String(await buffer(beyond!.stream))).toBe('');

    const again = await files.give(name, asked({ 'if-none-match': whole!.headers.etag! }));
    expect(again?.statusCode).toBe(304);
    const head = await files.give(name, asked({}, 'HEAD'));
    expect(String(await buffer(head!.stream))).toBe('');
  });

  it('are not there under names that are none of ours or nobody’s', async () => {
    expect(await files.give('../secret', asked())).toBeNull();
    expect(await files.give('0f8fad5b-d9cb-469f-a165-70867728950e-x.txt', asked())).toBeNull();
    expect(await files.has('0f8fad5b-d9cb-469f-a165-70867728950e-x.txt')).toBe(false);
  });

  it('are counted over all pages, for their tenant alone, and removed with their room', async () => {
    const names: string[] = [];
    for (const text of ['one', 'three', 'seventeen']) {
      names.push((await files.take(bytes(text), `${text}.txt`)).name);
    }
    s3.objects.set('south/other.txt', { content: Buffer.alloc(1_000), type: 'text/plain' });
    expect(await files.count()).toBe(17);
    expect(await files.has(names[0]!)).toBe(true);
    expect(await files.remove([names[0]!, names[0]!, '../x', names[2]!])).toBe(2);
    expect(await files.count()).toBe(5);
    expect(taken).toBe(5);
  });

  it('are refused by what is in them before anything is sent', async () => {
    await expect(files.take(bytes('<svg onload="x"/>'), 'a.svg')).rejects.toMatchObject({ reason: 'KIND' });
    await expect(files.take(bytes('x'.repeat(LIMIT + 1)), 'a.txt')).rejects.toMatchObject({
      reason: 'TOO_LARGE',
    });
    expect(s3.objects.size).toBe(0);
  });

  it('cost no room, and leave nothing, when the service fails or refuses', async () => {
    const { name } = await files.take(bytes('kept'), 'kept.txt');
    s3.fail(500);
    await expect(files.take(bytes('hello'), 'a.txt')).rejects.toThrow('The bucket refuses (PUT): 500');
    // Who asks for it is told that it is not there now, not that it never was.
    await expect(files.give(name, asked())).rejects.toMatchObject({ statusCode: 503 });
    expect(await files.has(name)).toBe(false);
    await expect(files.remove([name])).rejects.toThrow('The bucket refuses');
    s3.fail(null);
    await expect(open({ secret: 'another' }).take(bytes('hello'), 'a.txt')).rejects.toThrow(
      'SignatureDoesNotMatch',
    );
    await s3.close();
    await expect(files.take(bytes('hello'), 'a.txt')).rejects.toThrow('The bucket does not answer');
    expect(taken).toBe(4);
    expect(left()).toEqual([]);
  });

  it.each([
    ['ENDLESS', 'has no end'],
    ['SAME_PAGE', 'does not go on'],
  ] as const)('are not counted for ever by a list that is %s', async (how, said) => {
    s3.mislead(how);
    await expect(files.count()).rejects.toThrow(said);
  });
});
