/** Files as agents and customers send and fetch them, from outside. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_CALLER } from '../../identity/testing/caller.ts';
import { startServer } from '../../main.ts';
import type { RunningServer } from '../../running-server.ts';
import { readSettings } from '../../settings/settings.ts';
import { makeTestDatabase } from '../../testing/test-database.ts';
import type { TestDatabasePlace } from '../../testing/test-database.ts';

const UPLOAD = '/file-engine/api/uploadFileStream';
const LIMIT = 20_000;

/** A picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const PAGE = Buffer.from('<!doctype html><script>alert(1)</script>');

let place: TestDatabasePlace;
let filesDir: string;
let server: RunningServer;
let agent: string;
let customer: Socket;
let session: string;

beforeAll(async () => {
  place = await makeTestDatabase();
  filesDir = mkdtempSync(join(tmpdir(), 'agent-desk-files-'));
  const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = place.options;
  server = await startServer({
    settings: readSettings({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR,
      DATABASE_URL,
      FILES_DIR: filesDir,
      FILE_LIMIT: String(LIMIT),
      SESSION_BYTES: '100000',
    }),
    webDir: null,
  });
  ({ token: agent } = await server.identity.signIn('agent1', 'demo', LOCAL_CALLER));
  customer = io(server.url, {
    path: '/web-channel-manager/socket.io',
    transports: ['websocket'],
    auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: `sender-${randomUUID()}` },
  });
  const started = new Promise<{ sessionToken: string }>((resolve) => {
    customer.once('CHANNEL_SESSION_STARTED', resolve);
  });
  await customer.timeout(20_000).emitWithAck('CHAT_REQUESTED', {});
  ({ sessionToken: session } = await started);
}, 60_000);

afterAll(async () => {
  customer.disconnect();
  await server.close();
  await place.remove();
  rmSync(filesDir, { recursive: true, force: true });
});

type Answer = { name: string; type: string; size: number; error?: { code: string } };

async function post(form: FormData, token: string | null): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${server.url}${UPLOAD}`, {
    method: 'POST',
    ...(token !== null && { headers: { authorization: `Bearer ${token}` } }),
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

function upload(content: Uint8Array<ArrayBuffer>, name: string, token: string | null = agent) {
  const form = new FormData();
  // As desks of the family send it.
  form.set('roomInfo', JSON.stringify({ id: 'room', mode: 'CONTACT_CENTER' }));
  form.set('file', new Blob([content], { type: 'image/png' }), name);
  return post(form, token);
}

const fetchFile = (name: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/file-engine/api/downloadFileStream?filename=${encodeURIComponent(name)}`, { headers });

/** Names of everything that lies in the folder. */
const kept = () =>
  readdirSync(filesDir, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? entry.name : [],
  );

describe('sending', () => {
  it.each([
    ['an agent', () => agent],
    ['a customer in their session', () => session],
  ])('%s gets a name for the file, and whoever knows it gets the file', async (_who, token) => {
    const { status, body } = await upload(new Uint8Array(PNG), 'Rechnung März.PNG', token());
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        name: expect.stringMatching(/^[0-9a-f-]{36}-Rechnung-März\.png$/),
        type: 'image/png',
        size: PNG.length,
      },
    });
    const response = await fetchFile(body.name);
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename*=UTF-8''Rechnung-M%C3%A4rz.png`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  it('needs a sign-in or a session, and says so before it reads', async () => {
    for (const token of [null, 'nobody', `${session.slice(0, -2)}AA`]) {
      const { status, body } = await upload(new Uint8Array(PNG), 'a.png', token);
      expect([status, body.error?.code]).toEqual([401, 'UNAUTHORIZED']);
    }
  });

  it.each([
    ['a page that calls itself a picture', PAGE, 'holiday.png'],
    ['a page that calls itself a text', PAGE, 'page.html'],
    ['a drawing that can run', SVG, 'logo.svg'],
    ['a program', Buffer.from('MZ\u0090\u0000\u0003'), 'setup.pdf'],
    ['a text with control characters', Buffer.from('abc\u0000def'), 'notes.txt'],
  ])('%s is not taken, and nothing of it is kept', async (_what, content, name) => {
    const before = kept();
    const { status, body } = await upload(new Uint8Array(content), name);
    expect([status, body.error?.code]).toEqual([415, 'FILE_NOT_ALLOWED']);
    expect(kept()).toEqual(before);
  });

  it('too large a file, an empty one, none at all or two are refused, and nothing of them is kept', async () => {
    const before = kept();
    const large = await upload(new Uint8Array(LIMIT + 1), 'large.txt');
    expect([large.status, large.body.error?.code]).toEqual([413, 'TOO_LARGE']);
    const empty = await upload(new Uint8Array(0), 'empty.png');
    expect([empty.status, empty.body.error?.code]).toEqual([400, 'VALIDATION']);
    const none = new FormData();
    none.set('roomInfo', '{}');
    expect((await post(none, agent)).status).toBe(400);
    const json = await fetch(`${server.url}${UPLOAD}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(400);
    const two = new FormData();
    two.append('file', new Blob([new Uint8Array(PNG)]), 'one.png');
    two.append('file', new Blob([new Uint8Array(PNG)]), 'two.png');
    expect((await post(two, agent)).status).toBe(400);
    const broken = await fetch(`${server.url}${UPLOAD}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf of it',
    });
    expect(broken.status).toBe(400);
    expect(kept()).toEqual(before);
  });

  it('a customer may send so many bytes with one chat as they may write', async () => {
    const large = new Uint8Array(Buffer.from('a'.repeat(LIMIT - 100)));
    const codes: (string | undefined)[] = [];
    while (codes.length < 10 && codes.at(-1) === undefined) {
      codes.push((await upload(large, 'a.txt', session)).body.error?.code);
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect((await upload(large, 'a.txt', agent)).status).toBe(200);
  });

  it('a text is a text whatever it says it is; the older office formats are told apart by their names', async () => {
    expect((await upload(new Uint8Array(Buffer.from('Grüße ✓')), 'note.txt')).body.type).toBe('text/plain');
    const container = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await upload(new Uint8Array(container), 'old.xls')).body.type).toBe('application/vnd.ms-excel');
  });
});

describe('fetching', () => {
  it('L-X3: what a browser could run is saved and not shown', async () => {
    const { body } = await upload(new Uint8Array(Buffer.from('<script>alert(1)</script> as text')), 'a.txt');
    const { headers } = await fetchFile(body.name);
    expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''a.txt`);
  });

  it('a part is given as the part that it is', async () => {
    const { body } = await upload(new Uint8Array(PNG), 'part.png');
    const response = await fetchFile(body.name, { range: 'bytes=1-3' });
    expect([response.status, await response.text()]).toEqual([206, 'PNG']);
    expect((await fetchFile(body.name, { range: 'bytes=999-' })).status).toBe(416);
  });

  it.each([
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    `${randomUUID()}.png`,
    `${randomUUID()}/../x.png`,
    'unfinished',
    '',
    'x'.repeat(500),
  ])('%j is no file', async (name) => {
    expect((await fetchFile(name, { authorization: `Bearer ${agent}` })).status).toBe(404);
    expect((await fetchFile(name)).status).toBe(401);
  });

  it('L-X3: a channel’s icon is our own drawing and can do nothing', async () => {
    const response = await fetchFile('_WEB.svg', { authorization: `Bearer ${agent}` });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await response.text()).not.toMatch(/script|on\w+=/i);
  });
});
