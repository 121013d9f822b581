/** Signing in, polling and the agent's channel, with the libraries that programs use. */
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookup } from '../../core/lookup.ts';
import { openDesk } from '../../gateways/agent-manager/testing/work.ts';
import { closeAgents, GenesysAgent, type ClientVersion } from './agent.ts';
import { startGenesysRig, type GenesysRig } from './rig.ts';

let rig: GenesysRig;

beforeAll(async () => {
  rig = await startGenesysRig({ settings: { disconnectGraceSeconds: 0.4 } });
});
afterAll(() => rig.close());
afterEach(async () => {
  await closeAgents();
  await rig.signOutEverybody();
});

const program = (username: string | null = 'agent1', password?: string) =>
  new GenesysAgent(rig.origin, username, password);

const agentState = (username: string) =>
  rig.engine.read(({ world }) => lookup(world.state.agents, rig.agentId(username)));

async function eventually(look: () => Promise<boolean>, what: string): Promise<void> {
  const until = Date.now() + 8_000;
  while (!(await look())) {
    if (Date.now() > until) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const START = { operationName: 'StartContactCenterSession', channels: ['chat'] };
const NOT_READY = [
  {
    channel: 'chat',
    userState: {
      id: '900D55CC-2BB0-431F-8BF9-D3525B383BE6',
      state: 'NotReady',
      displayName: 'Not Ready',
    },
  },
];

describe('signing in', () => {
  it('answers name and password with the agent, a cookie and the token for changes', async () => {
    const one = program();
    const { status, body, headers } = await one.signIn();
    expect(status).toBe(200);
    const id = rig.agentId('agent1');
    expect(body).toEqual({
      statusCode: 0,
      user: {
        id,
        userName: 'agent1',
        firstName: 'Amina',
        lastName: 'Okafor',
        roles: ['ROLE_AGENT'],
        enabled: true,
        changePasswordOnFirstLogin: false,
        uri: `${rig.origin}/api/v2/users/${id}`,
        path: `/users/${id}`,
      },
    });
    expect(headers.getSetCookie()[0]).toMatch(/^JSESSIONID=[^;]+;.*HttpOnly.*SameSite=Strict/);
    expect(headers.get('x-csrf-header')).toBe('X-CSRF-TOKEN');
    const again = await one.get('/me');
    expect(again.headers.get('x-csrf-token')).toBe(headers.get('x-csrf-token'));
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  it('tells a wrong password and an unknown name alike, and leaves no cookie', async () => {
    const answers = await Promise.all([
      program('agent1', 'wrong').signIn(),
      program('nobody').signIn(),
      program(null).signIn(),
      program('agent\u00001').signIn(),
    ]);
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect(Object.keys(body).sort()).toEqual(['statusCode', 'statusMessage']);
      expect(body.statusCode).toBe(20);
      expect(body.statusMessage).toMatch(/^Access denied/);
      expect(headers.getSetCookie()).toEqual([]);
    }
  });

  it('refuses changes without the cookie or its token, before anything else', async () => {
    const one = program();
    await one.signIn();
    const { cookie, csrf } = one;
    const forged: Record<string, string>[] = [
      {},
      one.basic,
      { cookie: `JSESSIONID=${cookie}` },
      { cookie: `JSESSIONID=${cookie}`, 'x-csrf-token': 'x' },
      { cookie: 'JSESSIONID=x', 'x-csrf-token': csrf ?? '' },
      { cookie: `JSESSIONID=${cookie}`, 'x-csrf-token': csrf ?? '', origin: 'https://evil.example' },
    ];
    for (const headers of forged) {
      const { status, text } = await one.post('/me', START, headers);
      expect([status, text]).toEqual([403, 'Missing or invalid Csrf token']);
    }
    expect(await agentState('agent1')).toSatisfy((agent) => agent?.sid === undefined || agent.sid === null);
  });

  it('lets a supervisor in, who has no role and cannot begin to work', async () => {
    const one = program('supervisor1');
    expect((await one.signIn()).body.user).toMatchObject({ roles: [] });
    const { status, body } = await one.post('/me', START);
    expect([status, body.statusCode]).toEqual([403, 5]);
  });

  it('goes on by the cookie after the sign-in of another program, until that one begins to work', async () => {
    const first = await program().start();
    await first.ready();
    const second = program();
    await second.signIn();
    expect((await first.get('/me/channels')).status).toBe(200);
    await second.listen();
    expect((await second.post('/me', START)).body).toEqual({ statusCode: 0 });
    // The state has come along.
    await second.hear(({ data }) => JSON.stringify(data).includes('"state":"Ready"'));
    expect((await first.get('/me')).status).toBe(401);
    expect((await agentState('agent1'))?.state).toBe('READY');
  });
});

describe('the work as a whole', () => {
  it('begins not ready, and tells the channel at every beginning', async () => {
    const one = program();
    await one.signIn();
    await one.listen();
    const before = await one.post('/me/channels/chat', { operationName: 'Ready' });
    expect([before.status, before.body.statusCode]).toEqual([403, 3]);
    expect((await one.post('/me', START)).body).toEqual({ statusCode: 0 });
    await one.hear(({ data }) => data.messageType === 'ChannelStateChangeMessageV2');
    expect(one.heard[0]).toEqual({
      channel: '/v2/me/channels',
      data: { messageType: 'ChannelStateChangeMessageV2', channels: NOT_READY },
    });
    await one.post('/me', START);
    await one.hear(() => true, 1);
    expect((await one.get('/me/channels')).body).toEqual({ statusCode: 0, channels: NOT_READY });
  });

  it('takes what it knows of several channels, and refuses where it knows none', async () => {
    const one = program();
    await one.signIn();
    const partly = await one.post('/me', { ...START, channels: ['chat', 'fax'] });
    expect(partly.status).toBe(200);
    expect(partly.body).toMatchObject({
      statusCode: 7,
      channels: [
        { channel: 'chat', statusCode: 0 },
        { channel: 'fax', statusCode: 6 },
      ],
    });
    const none = program('agent2');
    await none.signIn();
    expect((await none.post('/me', { ...START, channels: ['fax'] })).body.statusCode).toBe(6);
    expect((await none.post('/me', { ...START, channels: 'chat' })).body.statusCode).toBe(2);
    expect((await none.post('/me', { operationName: 'startContactCenterSession' })).body.statusCode).toBe(2);
    expect((await none.post('/me', {})).body.statusCode).toBe(1);
    expect((await none.post('/me', { operationName: 7 })).body.statusCode).toBe(2);
  });

  it('ends at once, while the sign-in goes on', async () => {
    const one = await (await program().start()).ready();
    expect((await one.post('/me', { operationName: 'EndContactCenterSession' })).body).toEqual({
      statusCode: 0,
    });
    expect((await agentState('agent1'))?.state).toBe('LOGOUT');
    expect((await one.post('/me', { operationName: 'EndContactCenterSession' })).body.statusCode).toBe(3);
    expect((await one.get('/me')).status).toBe(200);
    expect((await one.post('/me', START)).body).toEqual({ statusCode: 0 });
    expect((await agentState('agent1'))?.state).toBe('NOT_READY');
  });

  it('sets the channel, with a reason, and tells it changed or not', async () => {
    const one = await (await program().start()).ready();
    const told = one.heard.length;
    expect((await one.post('/me/channels/chat', { operationName: 'Ready' })).body).toEqual({ statusCode: 0 });
    await one.hear(() => true, told);
    const reason = rig.configuration.directory.reasons.find(({ type }) => type === 'NOT_READY')!.name;
    for (const body of [{ operationName: 'NotReady', reason }, { operationName: reason }]) {
      const from = one.heard.length;
      expect((await one.post('/me/channels/chat', body)).body).toEqual({ statusCode: 0 });
      const { data } = await one.hear(() => true, from);
      expect(data.channels).toMatchObject([{ userState: { state: 'NotReady', reason } }]);
    }
    const bad = async (path: string, body: object) => (await one.post(path, body)).body.statusCode;
    expect(await bad('/me/channels/chat', { operationName: 'ready' })).toBe(2);
    expect(await bad('/me/channels/chat', { operationName: 'NotReady', reason: 'Siesta' })).toBe(2);
    expect(await bad('/me/channels/fax', { operationName: 'Ready' })).toBe(6);
  });

  it('hands over to a desk, and from it', async () => {
    const one = await (await program().start()).ready();
    const desk = await openDesk(rig, 'agent1');
    await eventually(async () => (await one.get('/me')).status === 401, 'the old sign-in is over');
    const two = program();
    await two.signIn();
    expect(desk.disconnects).toEqual([]);
    await two.post('/me', START);
    await desk.hear('socketSessionRemoved');
    expect((await agentState('agent1'))?.state).toBe('READY');
  });
});

describe.each<ClientVersion>(['9', '7', '3'])('a client with CometD %s', (version) => {
  it.each([true, false])('hears everything once, acknowledging (%s)', async (ack) => {
    const one = await program().start({ version, ack });
    const told = one.heard.length;
    for (let i = 0; i < 20; i += 1) {
      await one.post('/me/channels/chat', { operationName: i % 2 === 0 ? 'Ready' : 'NotReady' });
    }
    await one.hear(() => one.heard.length >= told + 20);
    expect(one.heard).toHaveLength(told + 20);
    const states = one.heard.slice(told).map(({ data }) => JSON.stringify(data).includes('"Ready"'));
    expect(states).toEqual(Array.from({ length: 20 }, (_, i) => i % 2 === 0));
  });

  it('falls back from WebSocket in time', async () => {
    const one = program();
    await one.signIn();
    const began = Date.now();
    const library = await one.listen(['/v2/me/*'], { version, websocket: true });
    expect(Date.now() - began).toBeLessThan(3_000);
    const transport = library.getTransport();
    expect(transport?.type ?? transport?.getType?.()).toBe('long-polling');
  });

  it('is told no by what it may not do, and its handshake is refused for good without a proof', async () => {
    const one = program();
    await one.signIn();
    const library = await one.listen(['/v2/me/*', '/v2/me', '/notifications/services'], { version });
    for (const topic of ['/v2/you', '/*', '/**', '/v2/me/**', '/v2/me/x', '/user/1/interactions']) {
      const reply = await new Promise<{ successful?: boolean }>((resolve) =>
        library.subscribe(topic, () => {}, resolve),
      );
      expect(reply.successful, topic).toBe(false);
    }
    const published = await new Promise<{ successful?: boolean }>((resolve) =>
      library.publish('/v2/me/interactions', {}, resolve),
    );
    expect(published.successful).toBe(false);
    const nobody = program(null);
    await expect(nobody.listen([], { version })).rejects.toThrow(/"reconnect":"none"/);
    await expect(
      program('agent1', 'no').listen([], { version, headers: program('agent1', 'no').basic }),
    ).rejects.toThrow(/403/);
  });

  it('needs no more than name and password, which take nothing over', async () => {
    const first = await (await program().start()).ready();
    const other = program();
    await other.listen(['/v2/me/channels'], { version, headers: other.basic });
    expect((await first.get('/me')).status).toBe(200);
    await first.post('/me/channels/chat', { operationName: 'NotReady' });
    await other.hear(() => true);
  });
});

describe('many clients', () => {
  it('of one agent are served side by side', async () => {
    const one = await program().start();
    for (let i = 0; i < 40; i += 1) await one.listen(['/v2/me/*']);
    const told = one.heard.length;
    const began = Date.now();
    await one.post('/me/channels/chat', { operationName: 'Ready' });
    await one.hear(() => one.heard.length >= told + 41);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(rig.genesys.clients()).toBe(41);
  }, 40_000);
});

describe('a lost agent', () => {
  it('is noticed, and not before the last client has gone', async () => {
    const one = await (await program().start()).ready();
    const other = program();
    other.cookie = one.cookie;
    await other.listen();
    one.vanish();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await agentState('agent1'))?.connected).toBe(true);
    other.vanish();
    await eventually(async () => (await agentState('agent1'))?.connected === false, 'the loss is noticed');
    await eventually(async () => (await agentState('agent1'))?.state === 'LOGOUT', 'the grace is over');
    expect((await one.get('/me/channels')).body).toEqual({ statusCode: 0, channels: NOT_READY });
  });

  it('goes on by the same cookie within the grace', async () => {
    const one = await (await program().start()).ready();
    const back = program();
    back.cookie = one.cookie;
    one.vanish();
    await eventually(async () => (await agentState('agent1'))?.connected === false, 'the loss is noticed');
    await back.listen();
    await eventually(async () => (await agentState('agent1'))?.connected === true, 'the agent is back');
    expect((await agentState('agent1'))?.state).toBe('READY');
  });
});

describe('what honest programs do not send', () => {
  const upgrade = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(`${rig.origin}${path}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          'sec-websocket-version': '13',
        },
      });
      asked.on('response', (response) => resolve(response.statusCode ?? 0));
      asked.on('upgrade', () => resolve(101));
      asked.on('error', reject);
      asked.end();
    });

  it('is refused, and the clients of others go on', async () => {
    const one = await program().start();
    const clientId = await one.listen().then((library) => library.getClientId());
    expect(await upgrade('/api/v2/notifications')).toBe(404);
    expect(await upgrade('/api/v2/notifications/connect')).toBe(404);
    expect((await one.get('/notifications')).status).toBe(404);

    const thief = program('agent2');
    await thief.signIn();
    for (const channel of ['/meta/connect', '/meta/subscribe', '/meta/disconnect']) {
      const { body } = await thief.bayeux({
        channel,
        clientId,
        connectionType: 'long-polling',
        subscription: '/v2/me/*',
      });
      expect(body).toMatchObject([{ successful: false, error: '402::session_unknown' }]);
      expect((await program(null).bayeux({ channel, clientId }, {})).body).toMatchObject([
        { successful: false },
      ]);
    }
    for (const body of [
      'x',
      '[',
      '{}',
      '[]',
      'null',
      '7',
      '"x"',
      '[[]]',
      '[{"channel":7}]',
      '{"channel":"/meta/handshake\\u0000"}',
      '{"__proto__":{}}',
      '{"channel":"/meta/handshake","version":{},"supportedConnectionTypes":7}',
      '{"channel":"/meta/subscribe","clientId":7,"subscription":{}}',
      JSON.stringify(Array.from({ length: 10_000 }, () => ({}))),
      JSON.stringify({ channel: 'x'.repeat(100_000) }),
    ]) {
      const { status, text } = await one.bayeux(body);
      const isRefused = status >= 400 && status < 500;
      expect(isRefused || (status === 200 && text.includes('"successful":false')), body.slice(0, 60)).toBe(
        true,
      );
      expect(status).toBeLessThan(500);
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const { status } = await one.bayeux('{"channel":"/meta/handshake"}', {
        ...one.known(),
        'content-type': type,
      });
      expect(status).toBe(415);
    }
    const told = one.heard.length;
    await one.post('/me/channels/chat', { operationName: 'Ready' });
    await one.hear(() => one.heard.length >= told + 2, 0);
  });
});
