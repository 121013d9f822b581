/** The same work makes the same facts, whatever protocol the programs of its people speak. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../core/events.ts';
import { closeClients } from '../../gateways/chat-solution/testing/client.ts';
import { closeCustomers } from '../../gateways/customer-channel/testing/customer.ts';
import { openCentre } from './centre.ts';
import type { Centre } from './centre.ts';
import { ChatSolutionAgent } from './chat-solution-agent.ts';
import { ChatSolutionCustomer, WebCustomer } from './customers.ts';
import { DeskAgent } from './desk-agent.ts';
import { GenesysAgent } from './genesys-agent.ts';
import { until } from './people.ts';
import type { AgentProgram, CustomerProgram } from './people.ts';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterEach(async () => {
  closeClients();
  closeCustomers();
  await centre.rig.signOutEverybody();
});
afterAll(() => centre.rig.close());

const AGENTS: Record<string, () => AgentProgram> = {
  'a desk of the family': () => new DeskAgent(centre.rig, 'agent1', 'family'),
  'Chat Solution, amq': () => new ChatSolutionAgent(centre.rig, 'agent1', '2.5', true),
  'Chat Solution 3.0': () => new ChatSolutionAgent(centre.rig, 'agent1', '4.8', false),
  Genesys: () => new GenesysAgent(centre.rig, 'agent1'),
};

const CUSTOMERS: Record<string, () => Promise<CustomerProgram>> = {
  'on the web': () => new WebCustomer(centre.rig.origin).come(),
  'of Chat Solution': () => new ChatSolutionCustomer(centre.rig.origin, '2.5').come(),
};

/** What of a fact is neither an id nor a time. */
const SAYS = ['type', 'state', 'kind', 'visibility', 'previousRole', 'role'] as const;

function essence(event: DomainEvent): string {
  const fact = event as Partial<Record<(typeof SAYS)[number], unknown>>;
  const words: unknown[] = SAYS.map((key) => fact[key]);
  if ('sender' in event) words.push(event.sender.kind);
  if ('participant' in event) words.push(event.participant.kind, event.participant.role);
  // Some protocols wrap up with words alone: then the wrap-up has been applied.
  if ('reason' in event && typeof event.reason === 'string')
    words.push(event.reason.replace('WRAP_UP_NOT_APPLIED', 'WRAP_UP_APPLIED'));
  return words.filter((word) => typeof word === 'string').join(' ');
}

/** A chat from the sign-in to the wrap-up, and what has happened by it. */
async function facts(agent: AgentProgram, come: () => Promise<CustomerProgram>): Promise<string[]> {
  const happened: string[] = [];
  const stop = centre.rig.engine.onTurn(({ events }) => () => {
    for (const event of events) if (event.type !== 'agent.active') happened.push(essence(event));
  });
  try {
    await agent.come();
    const customer = await come();
    const { conversationId } = customer;
    await until(() => agent.isOffered(conversationId), 'an offer');
    await agent.accept(conversationId);
    await customer.say(conversationId, '#1 Hello');
    await agent.say(conversationId, '#2 Hello');
    await customer.say(conversationId, '#3 Thank you');
    await customer.end();
    await agent.wrapUp(conversationId);
    await agent.signOut();
  } finally {
    stop();
  }
  return happened;
}

describe('a chat from sign-in to wrap-up', () => {
  it.each(Object.entries(CUSTOMERS))(
    'makes the facts of our desk, with a customer %s',
    async (_name, come) => {
      const ours = await facts(new DeskAgent(centre.rig, 'agent1', 'ours'), come);
      expect(ours).toContain('message.sent MESSAGE ALL AGENT');
      for (const [name, program] of Object.entries(AGENTS)) {
        const theirs = await facts(program(), come);
        // A word to wrap up with is a message of its own where the protocol cannot do without one.
        const isSame = (fact: string): boolean => !fact.startsWith('message.sent WRAPUP');
        expect(theirs.filter(isSame), name).toEqual(ours);
      }
    },
  );
});
