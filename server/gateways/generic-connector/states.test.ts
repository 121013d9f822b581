/** Signing in and out, states and reasons, on a real ActiveMQ. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MISSING, Rig } from './testing/rig.ts';
import { PASSWORD } from './testing/stand-in.ts';

describe.skipIf(MISSING !== null)(`an agent’s state${MISSING ?? ''}`, () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.start();
  }, 90_000);
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  it('Hello and Beat are answered once, with the state of the system', async () => {
    const client = await rig.client();
    client.send(`Hello#${client.topic}`);
    await client.hear('System', { status: 'IN_SERVICE' });
    client.send(`BEAT# ${client.topic} `);
    await expect
      .poll(() => client.events)
      .toEqual([
        { type: 'System', status: 'IN_SERVICE' },
        { type: 'System', status: 'IN_SERVICE' },
      ]);
    const [first] = client.messages;
    expect(first?.headers).toMatchObject({ type: 'System' });
    expect(first?.headers).not.toHaveProperty('content-length');
    expect(first?.headers.persistent).not.toBe('true');
  });

  it('Connect is not answered; Login tells one State and one AgentInfo', async () => {
    const client = await rig.client();
    client.send('Connect#1001001', `${client.topic},${PASSWORD}`, { category: 'agent_info' });
    client.send('Login#1001001', `${PASSWORD}, 4001`, { category: 'agent_state' });
    await client.hear('AgentInfo');
    expect(client.events).toEqual([
      {
        type: 'State',
        agentId: '1001001',
        state: 'NOT_READY',
        reasonCode: '',
        stateChangeTimeString: '',
        pendingState: '',
        stateChangeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      },
      {
        type: 'AgentInfo',
        firstName: 'Alice',
        lastName: 'Agent',
        supervisor: false,
        wrapUpOnIncoming: 'OPTIONAL',
        teams: [],
        team: { id: '1', name: 'Support' },
        agentId: '1001001',
      },
    ]);
  });

  it('a command may come as bytes', async () => {
    const client = await rig.client();
    const body = `${client.topic},${PASSWORD}`;
    client.send('Connect#1001001', body, { 'content-length': String(body.length) });
    const login = `${PASSWORD},4001`;
    client.send('Login#1001001', login, { 'content-length': String(login.length) });
    await client.hear('AgentInfo');
  });

  it('MobileAgentLogin signs in with an outside telephone', async () => {
    const client = await rig.client();
    client.send('Connect#1001001', `${client.topic},${PASSWORD}`);
    client.send('MobileAgentLogin#1001001', `${PASSWORD},4001,18005550123,true`);
    await client.hear('State', { state: 'NOT_READY' });
    await client.hear('AgentInfo');
    expect(await rig.finesse.read('1001001', 'User/1001001')).toMatch(/CALL_BY_CALL[\s\S]*18005550123/);
  });

  it('a supervisor is told the teams', async () => {
    const client = await rig.signIn('1001003', '4003');
    expect(client.all('AgentInfo')).toMatchObject([
      { supervisor: true, teams: [{ id: '1', name: 'Support' }] },
    ]);
  });

  it('goes with MakeReady, MakeNotReady and MakeNotReadyWithReason, one State each', async () => {
    const client = await rig.signIn('1001001', '4001');
    await client.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    await client.ask('MakeNotReady#1001001', '', 'State', { state: 'NOT_READY', reasonCode: '' });
    await client.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    // By the code, and by Finesse's id.
    await client.ask('MakeNotReadyWithReason#1001001', '10', 'State', {
      state: 'NOT_READY',
      reasonCode: '10',
    });
    await client.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    await client.ask('MakeNotReadyWithReason#1001001', '2', 'State', {
      state: 'NOT_READY',
      reasonCode: '11',
    });
    expect(client.events).toHaveLength(1);
    await client.ask('GetState#1001001', '', 'State', { state: 'NOT_READY', reasonCode: '11' });
    await client.ask('MakeNotReadyWithReason#1001001', '99', 'Error', {
      command: 'MakeNotReadyWithReason',
      code: 'UNKNOWN_REASON',
    });
  });

  it('lists the reasons by what commands name them by', async () => {
    const client = await rig.signIn('1001001', '4001');
    expect(await client.ask('reasoncodenotready#1001001', '', 'ReasonCodes')).toEqual({
      type: 'ReasonCodes',
      category: 'NOT_READY',
      reasonCodes: [{ 10: 'Lunch' }, { 11: 'Meeting' }],
      agentId: '1001001',
    });
    expect(await client.ask('reasoncodelogout#1001001', '', 'ReasonCodes')).toMatchObject({
      category: 'LOGOUT',
      reasonCodes: [{ 20: 'End of shift' }],
    });
    const wrapUp = await client.ask('wrapupreasoncode#1001001', '', 'ReasonCodes', { category: 'WrapUp' });
    expect((wrapUp.reasonCodes as object[]).flatMap((one) => Object.values(one) as unknown[])).toEqual([
      'Complaint',
      'Billing',
    ]);
  });

  it('ends with Logout, logoutwithreason and force_logout; then Login alone suffices', async () => {
    const client = await rig.signIn('1001001', '4001');
    await client.ask('Logout#1001001', '', 'State', { state: 'LOGOUT' });
    await client.ask('MakeReady#1001001', '', 'Error', { code: 'NOT_LOGGED_IN', command: 'MakeReady' });
    await client.ask('Login#1001001', `${PASSWORD},4001`, 'AgentInfo');
    await client.ask('logoutwithreason#1001001', '20', 'State', { state: 'LOGOUT', reasonCode: '20' });
    await client.ask('Login#1001001', `${PASSWORD},4001`, 'AgentInfo');
    await client.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    // Finesse signs out nobody who is ready.
    const refused = await client.ask('Logout#1001001', '', 'Error', {
      command: 'Logout',
      code: 'FINESSE_REFUSED',
    });
    expect(refused).toMatchObject({ agentId: '1001001', errorType: expect.any(String) as string });
    await client.ask('force_logout#1001001', '', 'State', { state: 'LOGOUT' });
    expect(client.events.map(({ state }) => state)).toEqual(['NOT_READY', 'LOGOUT']);
    await expect.poll(() => rig.finesse.links()).toEqual([]);
  });

  it('a second Login tells the present state', async () => {
    const client = await rig.signIn('1001001', '4001');
    await client.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    await client.ask('Login#1001001', `${PASSWORD},4001`, 'AgentInfo');
    expect(client.events.map(({ type, state }) => [type, state])).toEqual([
      ['State', 'READY'],
      ['AgentInfo', undefined],
    ]);
    // A wrong password changes nothing.
    const refused = await client.ask('Login#1001001', 'wrong-one,4001', 'Error');
    expect(refused).toMatchObject({ command: 'Login', code: 'FINESSE_REFUSED' });
    await client.ask('MakeNotReady#1001001', '', 'State', { state: 'NOT_READY' });
  });

  it('goes to the destination of the last Connect, for who knows the password', async () => {
    const first = await rig.signIn('1001001', '4001');
    const second = await rig.client();
    const refused = await second.ask('Connect#1001001', `${second.topic},guess`, 'Error');
    expect(refused).toMatchObject({ command: 'Connect', agentId: '1001001' });
    second.send('Connect#1001001', `${second.topic},${PASSWORD}`);
    await second.ask('MakeReady#1001001', '', 'State', { state: 'READY' });
    expect(first.all('State')).toHaveLength(1);
  });

  it('is told to nobody before Connect; then reply-to is where the refusal goes', async () => {
    const client = await rig.client();
    client.send('MakeReady#1001002', '', { 'reply-to': `/topic/${client.topic}` });
    await client.hear('Error', { code: 'NOT_CONNECTED', agentId: '1001002', command: 'MakeReady' });
    client.send('Fly#1001002', '', { 'reply-to': `/topic/${client.topic}` });
    await client.hear('Error', { code: 'UNKNOWN_COMMAND', command: 'Fly' });
  });

  it('has figures: what was asked and refused, who is signed in, and what is there', async () => {
    const client = await rig.signIn('1001001', '4001');
    await client.ask('Fly#1001001', '', 'Error', { code: 'UNKNOWN_COMMAND' });
    const figures = await rig.registry.metrics();
    for (const line of [
      'desk_connector_commands_total{command="Connect"} 1',
      'desk_connector_commands_total{command="Login"} 1',
      'desk_connector_refusals_total{code="UNKNOWN_COMMAND"} 1',
      'desk_connector_agents 1',
      'desk_connector_waiting_commands 0',
      'desk_connector_finesse_up 1',
      'desk_connector_broker_up 1',
    ])
      expect(figures.split('\n')).toContain(line);
  });

  it('a command that has waited for longer than 30 s is refused', async () => {
    const client = await rig.signIn('1001001', '4001');
    client.forget();
    client.send('MakeReady#1001001', '', { timestamp: String(Date.now() - 31_000) });
    await client.hear('Error', { code: 'EXPIRED', command: 'MakeReady' });
  });
});
