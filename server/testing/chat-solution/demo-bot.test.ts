/** The bot that `npm run demo-bot` starts, at a real server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeClients, ready, signIn } from '../../gateways/chat-solution/testing/client.ts';
import { startRig } from '../../gateways/chat-solution/testing/rig.ts';
import type { Rig } from '../../gateways/chat-solution/testing/rig.ts';
import { answerTo, startBot } from '../../../e2e/demo-bot/bot.ts';
import { startCustomer } from '../../../e2e/demo-bot/customer.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => {
  closeClients();
  await rig.close();
});

describe('the demo bot', () => {
  it('greets, answers, and hands over to an agent', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const done: string[] = [];
    const bot = startBot(rig.origin, 'demo-connector', (line) => done.push(line));
    await bot.registered;
    const told: string[] = [];
    const customer = await startCustomer(rig.origin, (line) => told.push(line));
    await expect.poll(() => told.join('\n')).toContain('Demo Bot: Hello!');
    customer.write('When are you open?');
    await expect.poll(() => told.join('\n')).toContain('Demo Bot: We are open from 9 to 17');
    expect(agent.all('receiveChatRequest')).toEqual([]);
    customer.write('A person, please');
    await agent.hear('receiveChatRequest');
    await expect.poll(() => done.at(-1)).toMatch(/^handed over/);
    customer.close();
    bot.close();
  });

  it('knows two things', () => {
    expect(answerTo('How much is a seat?')).toMatch(/costs/);
    expect(answerTo('Tell me a joke')).toBeUndefined();
  });
});
