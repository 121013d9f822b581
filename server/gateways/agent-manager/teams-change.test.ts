/** Changes of teams and roles hold at once, without a new sign-in: on the floor, in the middle of listening, in acting. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FloorSnapshot } from '../../../protocol/agent-manager/floor.ts';
import type { Config } from '../../core/config.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 }, gateway: { floorEveryMs: 20 } });
});

afterEach(async () => {
  await configure((config) => config);
});

afterAll(() => rig.close());

async function configure(change: (config: Config) => Config): Promise<void> {
  const config = change(rig.configuration.core);
  expect(await rig.engine.submit({ id: randomUUID(), type: 'configure', config })).toMatchObject({
    ok: true,
  });
}

/** The person with other teams or roles. */
const having = (username: string, rest: Partial<Config['agents'][string]>) => (config: Config) => {
  const id = rig.agentId(username);
  return { ...config, agents: { ...config.agents, [id]: { ...config.agents[id]!, ...rest } } };
};

const teamsTold = (desk: Desk) =>
  desk.all<FloorSnapshot>('floorSnapshot').map(({ teams }) => teams.map(({ name }) => name).join());

describe('teams that change', () => {
  it('change the floor of who looks at it', async () => {
    const boss = await open('supervisor1');
    await boss.ask('watchFloor', { on: true });
    await boss.hear('floorSnapshot');
    await configure(having('supervisor1', { supervises: [rig.idOf('teams', 'South')] }));
    const floor = await boss.hear<FloorSnapshot>(
      'floorSnapshot',
      ({ teams }) => teams[0]?.id === rig.idOf('teams', 'South'),
    );
    expect(floor.agents.some(({ id }) => id === rig.agentId('agent1'))).toBe(false);
    await configure(having('supervisor1', { supervises: [] }));
    await boss.hear<FloorSnapshot>('floorSnapshot', ({ teams }) => teams.length === 0);
    expect(teamsTold(boss)).toEqual(['North', 'South', '']);
    boss.clear();
    const agent = await open('agent1');
    await goReady(agent);
    await configure((config) => config);
    const again = await boss.hear<FloorSnapshot>('floorSnapshot');
    expect(again.agents.find(({ id }) => id === rig.agentId('agent1'))?.state).toBe('READY');
    expect(boss.all('floorChanges')).toEqual([]);
  });

  it.each(['SILENT_MONITOR', 'WHISPER'] as const)('end a %s of who has the team no more', async (role) => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const agentId = rig.agentId('supervisor1');
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId });
    if (role === 'WHISPER') await boss.ask('joinAsWhisper', { conversationId, participantId: agentId });
    await configure((config) => config);
    expect(boss.all('topicUnsubscription')).toEqual([]);
    await configure(having('supervisor1', { supervises: [] }));
    expect(await boss.hear('topicUnsubscription')).toMatchObject({ conversationId });
    expect(await boss.ask('JoinAsSilentMonitor', { conversationId, agentId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await boss.ask('steerConversation', { conversationId, action: 'END' })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('leave who talks to the customer with them', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const agentId = rig.agentId('supervisor1');
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId });
    await boss.ask('JoinAsBargin', { conversationId, participantId: agentId });
    await configure(having('supervisor1', { supervises: [] }));
    await boss.ask('topicEvents', { conversationId, afterSeq: 0 });
    expect(boss.all('topicUnsubscription')).toEqual([]);
  });

  it('follow the role: who is made a supervisor acts at once, who is none any more does not', async () => {
    const [agent, colleague] = [await open('agent1'), await open('agent2')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const agentId = rig.agentId('agent2');
    const listen = () => colleague.ask('JoinAsSilentMonitor', { conversationId, agentId });
    expect(await listen()).toMatchObject({ code: 'FORBIDDEN' });
    const supervises = [rig.idOf('teams', 'North')];
    await configure(having('agent2', { supervises, roles: ['agent', 'supervisor'] }));
    expect(await listen()).toEqual({ status: 'ok' });
    await configure((config) => config);
    await colleague.hear('topicUnsubscription');
    expect(await listen()).toMatchObject({ code: 'FORBIDDEN' });
  });
});
