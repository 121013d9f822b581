import { describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { coreConfig } from './core-config.ts';
import { buildDirectory } from './directory.ts';
import { idOf } from './ids.ts';
import { parseConfiguration } from './parse.ts';

const file = parseConfiguration(demo);
const core = coreConfig(file);
const id = idOf.bind(undefined, 'demo');

describe('what the core is told', () => {
  it('has ids for names and milliseconds for seconds', () => {
    expect(core.rules.ronaMs).toBe(20_000);
    expect(core.disconnectGraceMs).toBe(60_000);
    const sales = core.queues[id('queue', 'Sales')];
    expect(sales).toMatchObject({
      mrdId: id('mrd', 'CHAT'),
      memberIds: ['agent1', 'agent2', 'agent4'].map((name) => id('user', name)),
      steps: [{ expressions: [], timeoutMs: 0 }],
    });
    expect(core.queues[id('queue', 'Support')]?.memberIds).toBeNull();
    expect(core.channels[id('channel', 'Messenger')]).toMatchObject({
      serviceIdentifier: '0900',
      entry: { kind: 'QUEUE', queueId: id('queue', 'Support') },
      mrdId: id('mrd', 'CHAT'),
    });
  });

  it('leads customers of a channel to a queue, a list or a bot', () => {
    const base = { type: 'WEB' as const };
    const { channels } = coreConfig(
      parseConfiguration({
        ...demo,
        lists: [{ name: 'Later' }],
        bots: [{ name: 'Helper' }],
        channels: [
          { ...base, name: 'Slow', serviceIdentifier: 'slow', list: 'Later' },
          { ...base, name: 'Clever', serviceIdentifier: 'clever', bot: 'Helper' },
        ],
      }),
    );
    expect(channels[id('channel', 'Slow')]).toMatchObject({
      entry: { kind: 'LIST', listId: id('list', 'Later') },
      // The first of its type: there is no queue to say which.
      mrdId: id('mrd', 'CHAT'),
    });
    expect(channels[id('channel', 'Clever')]?.entry).toEqual({ kind: 'BOT', botId: id('bot', 'Helper') });
  });

  it('hands the conversations on by the reasons that say so, or are called so (A14)', () => {
    const handing = (...reasons: object[]) =>
      Object.values(coreConfig(parseConfiguration({ ...demo, reasons })).reasons)
        .filter(({ callback }) => callback === true)
        .map(({ name }) => name);
    const named = { name: 'Callback', type: 'NOT_READY' };
    const told = { name: 'Ring back', type: 'NOT_READY', callback: true };
    expect(handing(named, told, { name: 'Lunch', type: 'NOT_READY' })).toEqual(['Callback', 'Ring back']);
    expect(handing({ ...named, callback: false }, { ...named, type: 'LOGOUT' })).toEqual([]);
  });

  it("knows agents by what rules need, and nobody's name", () => {
    const agent = core.agents[id('user', 'agent1')];
    expect(agent).toEqual({
      id: id('user', 'agent1'),
      teamId: id('team', 'North'),
      supervises: [],
      roles: ['agent'],
      attributes: { [id('attribute', 'English')]: 9, [id('attribute', 'Sales')]: 1 },
      maxTasks: { [id('mrd', 'CHAT')]: 5, [id('mrd', 'VOICE')]: 1 },
    });
    expect(JSON.stringify(core)).not.toContain('Amina');
    expect(JSON.stringify(core)).not.toContain('agent1');
  });

  it('gives supervisors no MRD and leaves administrators out', () => {
    expect(core.agents[id('user', 'supervisor1')]?.maxTasks).toEqual({});
    expect(core.agents[id('user', 'admin1')]).toBeUndefined();
  });

  it('lets queues, MRDs, channels and users differ from the defaults', () => {
    const changed = coreConfig(
      parseConfiguration({
        ...demo,
        mrds: [{ ...demo.mrds[0], ronaSeconds: 1.5 }, demo.mrds[1]],
        queues: [{ ...demo.queues[0], wrapupSeconds: 0, ronaAgentState: 'READY' }],
        channels: [{ ...demo.channels[0], customerInactivitySeconds: 7, maxTextLength: 10 }],
        users: [{ username: 'agent1', roles: ['agent'], mrds: { CHAT: 2, VOICE: 0 } }],
      }),
    );
    expect(changed.mrds[id('mrd', 'CHAT')]?.rules).toEqual({ ronaMs: 1500 });
    expect(changed.queues[id('queue', 'Support')]?.rules).toEqual({ wrapupMs: 0, ronaAgentState: 'READY' });
    expect(changed.channels[id('channel', 'Web support')]?.rules).toEqual({
      customerInactivityMs: 7000,
      maxTextLength: 10,
    });
    expect(changed.agents[id('user', 'agent1')]?.maxTasks).toEqual({ [id('mrd', 'CHAT')]: 2 });
  });
});

describe('ids', () => {
  it('are UUIDs that depend on tenant, kind and name alone', () => {
    expect(idOf('demo', 'user', 'agent1')).toBe('73275442-bece-5da1-9c6b-ed6339cdc1c2');
    expect(idOf('demo', 'user', 'AGENT1')).toBe(idOf('demo', 'user', 'agent1'));
    const others = [
      idOf('other', 'user', 'agent1'),
      idOf('demo', 'team', 'agent1'),
      idOf('demo', 'user', 'agent2'),
    ];
    expect(new Set([idOf('demo', 'user', 'agent1'), ...others]).size).toBe(4);
  });
});

describe('the directory', () => {
  const directory = buildDirectory(file);

  it('finds people, channels and forms', () => {
    expect(directory.userByName('AGENT1')).toMatchObject({ firstName: 'Amina', teamId: id('team', 'North') });
    expect(directory.user(id('user', 'admin1'))).toMatchObject({ roles: ['admin'], teamId: null });
    const channel = directory.channelByServiceIdentifier('demo-web');
    expect(directory.form(channel?.preChatFormId ?? '')).toMatchObject({ kind: 'PRE_CHAT' });
    expect(directory.wrapUpForm()).toMatchObject({ kind: 'WRAP_UP', multiple: true });
    expect(directory.userByName('__proto__')).toBeUndefined();
    expect(directory.user('constructor')).toBeUndefined();
  });

  it('knows every channel type that desks of the family look for, each with an icon', () => {
    const names = directory.channelTypes.map(({ name }) => name);
    for (const name of ['WEB', 'SMS', 'WHATSAPP', 'CX_VOICE', 'CISCO_CC']) expect(names).toContain(name);
    expect(directory.channelTypes.find(({ name }) => name === 'WEB')).toMatchObject({
      logo: '_WEB.svg',
      mrdId: id('mrd', 'CHAT'),
    });
  });
});
