/** Calls of one and of several agents, on a real ActiveMQ. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MISSING, Rig } from './testing/rig.ts';
import type { Client, Told } from './testing/rig.ts';

const ALICE = '1001001';
const BOB = '1001002';
const SARA = '1001003';

/** An empty call variable each, and who calls. */
const variables = (ani: string, given: Record<string, string> = {}): Told[] => [
  ...Array.from({ length: 10 }, (_unused, index) => ({
    [`callVariable${index + 1}`]: given[`callVariable${index + 1}`] ?? '',
  })),
  { ani },
];

const ids = (events: readonly Told[]): unknown[] =>
  events.map(({ dialogId, assDialogId }) => dialogId ?? assDialogId);

describe.skipIf(MISSING !== null)(`calls${MISSING ?? ''}`, () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.start();
  }, 90_000);
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  /** A call from outside that rings at an agent. */
  async function ring(client: Client, extension: string, from = '1005'): Promise<string> {
    client.forget();
    await rig.finesse.hook('call', { from, to: extension, vars: { callVariable1: 'gold' } });
    const { dialogId } = await client.hear('NewInboundCall');
    return String(dialogId);
  }

  async function talk(client: Client, agent: string, extension: string): Promise<string> {
    const dialog = await ring(client, extension);
    await client.ask(`AnswerCall#${agent}`, dialog, 'InboundCall', { dialogId: dialog, state: 'ACTIVE' });
    return dialog;
  }

  const dropped = (dialogId: string, agentId: string): Told => ({
    type: 'InboundCall',
    dialogId,
    prevDialogId: null,
    state: 'DROPPED',
    agentId,
  });

  it('from outside ring once, are answered, held, retrieved and released', async () => {
    const client = await rig.signIn(ALICE, '4001');
    await client.ask(`MakeReady#${ALICE}`, '', 'State', { state: 'READY' });
    const dialog = await ring(client, '4001');
    expect(client.all('NewInboundCall')).toEqual([
      {
        type: 'NewInboundCall',
        dialogId: dialog,
        fromAddress: '1005',
        callVariables: variables('1005', { callVariable1: 'gold' }),
        agentId: ALICE,
      },
    ]);
    const answered = await client.ask(`AnswerCall#${ALICE}`, dialog, 'InboundCall', { state: 'ACTIVE' });
    expect(answered).toMatchObject({
      dialogId: dialog,
      startTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      prevDialogId: null,
      fromAddress: '1005',
      callVariables: variables('1005', { callVariable1: 'gold' }),
      participants: expect.arrayContaining([
        { mediaAddress: '4001', state: 'ACTIVE', addressType: 'AGENT_DEVICE' },
        { mediaAddress: '1005', state: 'ACTIVE', addressType: '' },
      ]) as unknown,
      agentId: ALICE,
    });
    await client.ask(`HoldCall#${ALICE}`, dialog, 'InboundCall', { state: 'HELD' });
    expect(await client.ask(`getdialogstate#${ALICE}`, dialog, 'DialogState')).toEqual({
      type: 'DialogState',
      dialogId: dialog,
      state: 'HELD',
      agentId: ALICE,
    });
    const controls = await client.ask(`getdialogstatecontrols#${ALICE}`, dialog, 'DialogControls');
    expect(controls.actions).toContain('RETRIEVE');
    const { participants } = await client.ask(`getDialogParticipants#${ALICE}`, dialog, 'DialogParticipants');
    expect(participants).toHaveLength(2);
    await client.ask(`RetrieveCall#${ALICE}`, dialog, 'InboundCall', { state: 'ACTIVE' });
    await client.ask(`update_call_variable#${ALICE}`, `${dialog},callVariable2,blue`, 'InboundCall', {
      state: 'ACTIVE',
    });
    expect(client.all('InboundCall')[0]?.callVariables).toContainEqual({ callVariable2: 'blue' });
    client.send(`wrapup#${ALICE}`, `Billing,${dialog}`);
    await client.ask(`ReleaseCall#${ALICE}`, dialog, 'InboundCall', { state: 'DROPPED' });
    await client.ask(`getdialogstate#${ALICE}`, dialog, 'DialogState', { state: 'NOT_FOUND' });
    expect(
      client.messages.map(({ json }) => json as Told).filter(({ state }) => state === 'DROPPED'),
    ).toEqual([dropped(dialog, ALICE)]);
    expect(client.all('Error')).toEqual([]);
  });

  it('that the caller ends are dropped once', async () => {
    const client = await rig.signIn(ALICE, '4001');
    const dialog = await talk(client, ALICE, '4001');
    client.forget();
    await rig.finesse.hook('hangup', { dialog });
    await client.hear('InboundCall', { state: 'DROPPED' });
    await client.ask(`GetState#${ALICE}`, '', 'State');
    const all = client.messages.map(({ json }) => json as Told);
    expect(all.filter(({ state }) => state === 'DROPPED')).toEqual([dropped(dialog, ALICE)]);
  });

  it('of the agent begin with InboundCall', async () => {
    const client = await rig.signIn(ALICE, '4001');
    await client.ask(`MakeCall#${ALICE}`, '18005550100', 'InboundCall', { state: 'ACTIVE' });
    expect(client.all('NewInboundCall')).toEqual([]);
    expect(client.all('InboundCall').every(({ fromAddress }) => fromAddress === '4001')).toBe(true);
  });

  it('are wrapped up by key or label, and an unknown reason is refused', async () => {
    const client = await rig.signIn(ALICE, '4001');
    const dialog = await talk(client, ALICE, '4001');
    const { reasonCodes } = await client.ask(`wrapupreasoncode#${ALICE}`, '', 'ReasonCodes');
    const [key = ''] = Object.keys((reasonCodes as object[])[0] ?? {});
    client.forget();
    client.send(`wrapup#${ALICE}`, `${key},${dialog}`);
    const has = async (label: string) =>
      (await rig.finesse.read(ALICE, `Dialog/${dialog}`)).includes(`<wrapUpReason>${label}<`);
    await expect.poll(() => has('Complaint')).toBe(true);
    client.send(`wrapup#${ALICE}`, `Billing,${dialog}`);
    await expect.poll(() => has('Billing')).toBe(true);
    await client.ask(`wrapup#${ALICE}`, `Nothing like it,${dialog}`, 'Error', {
      code: 'UNKNOWN_REASON',
      command: 'wrapup',
    });
  });

  it('makeworkready and makeworknotready say what comes after a call', async () => {
    const client = await rig.signIn(ALICE, '4001');
    await client.ask(`makeworkready#${ALICE}`, '', 'Error', {
      code: 'INVALID_STATE',
      command: 'makeworkready',
    });
    await talk(client, ALICE, '4001');
    await client.ask(`makeworkready#${ALICE}`, '', 'State', { pendingState: 'READY' });
    await client.ask(`makeworknotready#${ALICE}`, '', 'State', { pendingState: 'NOT_READY' });
    await client.ask(`force_logout#${ALICE}`, '', 'State', { pendingState: 'LOGOUT' });
  });

  it('are transferred at once', async () => {
    const [alice, bob] = [await rig.signIn(ALICE, '4001'), await rig.signIn(BOB, '4002')];
    const dialog = await talk(alice, ALICE, '4001');
    bob.forget();
    await alice.ask(`Transfer_sst#${ALICE}`, `4002,${dialog}`, 'InboundCall', { state: 'DROPPED' });
    await bob.hear('NewInboundCall');
    expect(alice.all('InboundCall').filter(({ state }) => state === 'DROPPED')).toEqual([
      dropped(dialog, ALICE),
    ]);
  });

  /** Alice talks with a customer and with Bob. */
  async function consult(): Promise<{ alice: Client; bob: Client; main: string; asked: string }> {
    const [alice, bob] = [await rig.signIn(ALICE, '4001'), await rig.signIn(BOB, '4002')];
    const main = await talk(alice, ALICE, '4001');
    bob.forget();
    await alice.ask(`ConsultCall#${ALICE}`, `4002,${main}`, 'ConsultCall');
    const asked = String((await bob.hear('NewInboundCall')).dialogId);
    expect(ids(alice.all('ConsultCall'))).toContain(asked);
    await bob.ask(`AnswerCall#${BOB}`, asked, 'InboundCall', { dialogId: asked, state: 'ACTIVE' });
    await alice.hear('ConsultCall', { assDialogId: asked, state: 'ACTIVE' });
    await alice.hear('InboundCall', { dialogId: main, state: 'HELD' });
    expect(alice.all('ConsultCall')[0]).toMatchObject({
      fromAddress: '4001',
      toAddress: '4002',
      callVariables: expect.any(Array) as unknown,
      participants: expect.any(Array) as unknown,
      agentId: ALICE,
    });
    return { alice, bob, main, asked };
  }

  it.each(['main', 'asked'] as const)(
    'are transferred after a consult, by the id of the %s dialog',
    async (by) => {
      const { alice, bob, ...dialogs } = await consult();
      bob.forget();
      await alice.ask(`TransferCall#${ALICE}`, `4002,${dialogs[by]}`, 'InboundCall', { state: 'DROPPED' });
      await alice.hear('ConsultCall', { state: 'DROPPED' });
      await bob.hear('InboundCall', { dialogId: dialogs.main, prevDialogId: dialogs.asked, state: 'ACTIVE' });
      await bob.ask(`GetState#${BOB}`, '', 'State');
      const toAlice = alice.messages
        .map(({ json }) => json as Told)
        .filter(({ state }) => state === 'DROPPED');
      expect(toAlice).toHaveLength(2);
      expect(toAlice).toContainEqual({
        type: 'ConsultCall',
        assDialogId: dialogs.asked,
        state: 'DROPPED',
        agentId: ALICE,
      });
      expect(toAlice).toContainEqual(dropped(dialogs.main, ALICE));
      const toBob = bob.messages.map(({ json }) => json as Told);
      expect(toBob.filter(({ type }) => type === 'NewInboundCall')).toHaveLength(1);
      expect(toBob.filter(({ state }) => state === 'DROPPED').length).toBeLessThan(2);
      expect(bob.all('Error').concat(alice.all('Error'))).toEqual([]);
    },
  );

  it('become a conference', async () => {
    const { alice, bob, main, asked } = await consult();
    bob.forget();
    alice.forget();
    alice.send(`conferencecall#${ALICE}`, `4002,${main}`);
    await alice.hear('ConsultCall', { assDialogId: asked, state: 'DROPPED' });
    await alice.hear('InboundCall', { dialogId: main, state: 'ACTIVE' });
    const last = alice.all('InboundCall').at(-1);
    expect(last?.participants).toHaveLength(3);
    await bob.hear('InboundCall', { dialogId: main, prevDialogId: asked });
    expect(bob.all('NewInboundCall')).toEqual([]);
  });

  it('are listened to and joined by supervisors, and the agent is told nothing of the first', async () => {
    const [alice, sara] = [await rig.signIn(ALICE, '4001'), await rig.signIn(SARA, '4003')];
    const main = await talk(alice, ALICE, '4001');
    alice.forget();
    const heard = await sara.ask(`silentmonitor#${SARA}`, '4001', 'InboundCall', { state: 'ACTIVE' });
    expect(heard).toMatchObject({ callType: 'SUPERVISOR_MONITOR' });
    await alice.ask(`getdialogstate#${ALICE}`, main, 'DialogState');
    expect(alice.events.filter(({ dialogId }) => dialogId === heard.dialogId)).toEqual([]);
    await sara.ask(`bargein#${SARA}`, `${ALICE},${main}`, 'InboundCall', { dialogId: main, state: 'ACTIVE' });
    await sara.hear('InboundCall', { dialogId: heard.dialogId, state: 'DROPPED' });
    expect(sara.all('InboundCall').find(({ dialogId }) => dialogId === main)?.participants).toHaveLength(3);
    await sara.ask(`dropparticipant#${SARA}`, `4001,${main}`, 'InboundCall', { dialogId: main });
    await alice.hear('InboundCall', { dialogId: main, state: 'DROPPED' });
    expect(alice.events.filter(({ dialogId }) => dialogId === heard.dialogId)).toEqual([]);
  });

  it('bargein listens first when nobody does', async () => {
    const [alice, sara] = [await rig.signIn(ALICE, '4001'), await rig.signIn(SARA, '4003')];
    const main = await talk(alice, ALICE, '4001');
    await sara.ask(`bargein#${SARA}`, `${ALICE},${main}`, 'InboundCall', { dialogId: main, state: 'ACTIVE' });
    expect(sara.all('InboundCall').some(({ callType }) => callType === 'SUPERVISOR_MONITOR')).toBe(true);
    expect(sara.all('Error')).toEqual([]);
  });

  it('are all told to a client that signs in while they go on', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    const main = await talk(alice, ALICE, '4001');
    await rig.stopConnector();
    await rig.startConnector();
    const later = await rig.signIn(ALICE, '4001');
    await later.hear('InboundCall', { dialogId: main, state: 'ACTIVE' });
    expect(later.events.map(({ type }) => type)).toEqual(['State', 'AgentInfo', 'InboundCall']);
  });

  it('supervisors see queues, teams and who is signed in; agents those of this connector', async () => {
    const [alice, sara] = [await rig.signIn(ALICE, '4001'), await rig.signIn(SARA, '4003')];
    const { queues } = await sara.ask(`getqueuelist#${SARA}`, '', 'QueueList', { agentId: SARA });
    expect(queues).toContainEqual(expect.objectContaining({ id: '10', name: 'Sales' }));
    const { users } = await sara.ask(`getteamusers#${SARA}`, '1', 'TeamUsers', { teamId: '1' });
    expect(users).toContainEqual({
      agentId: ALICE,
      firstName: 'Alice',
      lastName: 'Agent',
      extension: '4001',
      state: 'NOT_READY',
    });
    alice.forget();
    await sara.ask(`getteamuserstate#${SARA}`, ALICE, 'State', { agentId: ALICE, state: 'NOT_READY' });
    const seen = await sara.ask(`getallagents#${SARA}`, '', 'Agents');
    expect((seen.users as Told[]).map(({ extension }) => extension).sort()).toEqual(['4001', '4003']);
    expect(sara.messages.at(-1)?.json).toEqual([{ type: 'Agents', users: seen.users }]);
    const own = await alice.ask(`getallagents#${ALICE}`, '', 'Agents');
    expect(own.users).toContainEqual({ firstName: 'Alice', lastName: 'Agent', extension: '4001' });
    await alice.ask(`getteamusers#${ALICE}`, '1', 'Error', {
      command: 'getteamusers',
      code: 'FINESSE_REFUSED',
    });
    await alice.ask(`silentmonitor#${ALICE}`, '4002', 'Error', { command: 'silentmonitor' });
    expect(alice.all('State')).toEqual([]);
  });
});
