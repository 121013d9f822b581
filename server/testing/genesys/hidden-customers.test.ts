/** An agent of Genesys' interface without `customer`/`view_pii` is told no name, no address and no answer of a form. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startChat } from '../../gateways/agent-manager/testing/customer.ts';
import { closeAgents, GenesysAgent, type Heard } from './agent.ts';
import { startGenesysRig, type GenesysRig } from './rig.ts';

const WITHOUT = {
  'state-change': ['manage_state_change'],
  'agent-conversation-control': ['view_leave_chat', 'view_wrap_up'],
  customer: ['view', 'view_in_conversation'],
};

/** Words that stand in nothing but a name, an address, and an answer to a form. */
const SECRET = /Xaveria|\bDoe\b|entered before the chat/;

let rig: GenesysRig;

beforeAll(async () => {
  rig = await startGenesysRig({ permissions: { agent: WITHOUT, supervisor: WITHOUT } });
});
afterAll(() => rig.close());
afterEach(() => closeAgents());

type Interaction = { id: string; state: string; userData: object };

const interactionIn = ({ data }: Heard) => data.interaction as Interaction | undefined;

it('hides who customers are in notifications and in what is read, and shows what they write and what the agent chose', async () => {
  const agent = await (await new GenesysAgent(rig.origin, 'agent1').start()).ready();
  const customer = await startChat(rig, 'Xaveria');
  const offer = await agent.hear((heard) => interactionIn(heard)?.state === 'Invited');
  const id = interactionIn(offer)?.id ?? '';
  expect(interactionIn(offer)?.userData).toMatchObject({ FirstName: '•••••', formData: '•••••' });
  const act = (operationName: string, more: object = {}) =>
    agent.post(`/me/interactions/${id}`, { operationName, ...more });
  await customer.say('the words of a customer are told');
  expect((await act('Accept', { nickname: 'Marat' })).body).toEqual({ statusCode: 0 });
  await agent.hear(({ data }) => JSON.stringify(data).includes('the words of a customer are told'));
  expect((await act('SetDisposition', { disposition: 'Sold' })).body).toEqual({ statusCode: 0 });
  const chosen = await agent.hear(({ data }) => data.notificationType === 'PropertiesUpdated');
  expect(interactionIn(chosen)?.userData).toMatchObject({ LastName: '•••••', DispositionCode: 'Sold' });
  const read = await Promise.all(
    [`/me/interactions/${id}`, `/me/chats/${id}/messages`, '/me/interactions?fields=*'].map((path) =>
      agent.get(path),
    ),
  );
  const answers = [...read.map(({ text }) => text), JSON.stringify(agent.heard)];
  for (const answer of answers) {
    expect(answer).not.toMatch(SECRET);
    expect(answer).toContain('•••••');
    expect(answer).toContain('Marat');
  }
});
