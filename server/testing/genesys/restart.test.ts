/** The server is started anew while an agent's program works: it goes on by the same cookie, in the same chat. */
import { afterAll, expect, it } from 'vitest';
import { startChat as ring } from '../../gateways/agent-manager/testing/customer.ts';
import { closeAgents, GenesysAgent, type Heard } from './agent.ts';
import { startGenesysRig } from './rig.ts';

afterAll(closeAgents);

const interactionIn = ({ data }: Heard) =>
  data.interaction as { id: string; state: string; userData: object } | undefined;
const textsIn = ({ data }: Heard) =>
  ((data.messages ?? []) as { text?: string }[]).flatMap(({ text }) => text ?? []);

it(
  'an agent of Genesys keeps cookie, token, channel and chat over a restart',
  { timeout: 60_000 },
  async () => {
    const settings = { disconnectGraceSeconds: 60 };
    const before = await startGenesysRig({ settings });
    const one = await (await new GenesysAgent(before.origin, 'agent1').start()).ready();
    const customer = await ring(before);
    const offer = await one.hear((heard) => interactionIn(heard)?.state === 'Invited');
    const { id } = interactionIn(offer)!;
    const act = (operationName: string, more: object = {}) =>
      one.post(`/me/interactions/${id}`, { operationName, ...more });
    expect((await act('Accept', { nickname: 'Marat' })).body).toEqual({ statusCode: 0 });
    await customer.say('before the restart');
    await one.hear((heard) => textsIn(heard).includes('before the restart'));
    const csrf = one.csrf;
    one.vanish();
    await before.stop();

    const after = await startGenesysRig({
      settings,
      place: before.place,
      port: Number(new URL(before.origin).port),
    });
    const from = one.heard.length;
    expect((await one.get('/me')).body).toMatchObject({ statusCode: 0, user: { userName: 'agent1' } });
    expect(one.csrf).toBe(csrf);
    await one.listen();
    expect((await one.get('/me/interactions?fields=*')).body).toMatchObject({
      statusCode: 0,
      interactions: [{ id, state: 'Chatting' }],
    });
    expect((await one.get('/me/channels')).body).toMatchObject({
      channels: [{ channel: 'chat', userState: { state: 'Ready' } }],
    });
    expect((await act('SendMessage', { text: 'after the restart' })).body).toEqual({ statusCode: 0 });
    await one.hear((heard) => textsIn(heard).includes('after the restart'), from);
    const { body } = await one.get(`/me/interactions/${id}/messages`);
    expect(textsIn({ channel: '', data: body })).toEqual(['before the restart', 'after the restart']);
    expect((await act('EndChatSession')).body).toEqual({ status: 'ok' });
    await one.hear((heard) => interactionIn(heard)?.state === 'LeftChat', from);
    await closeAgents();
    await after.close();
  },
);
