/** A customer's socket that is lost in the moment in which nothing can be committed. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeCustomers, connectCustomer, resumeChat, startChat } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Rig } from './testing/rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});
afterEach(closeCustomers);
afterAll(() => rig.close());

it('counts as away, and as back when the customer resumes', async () => {
  const customer = await connectCustomer(rig.url);
  const { channelSessionId, sessionToken } = await startChat(customer);
  const heard = (type: string) =>
    new Promise<void>((resolve) => {
      rig.engine.onTurn(({ events }) => (events.some((event) => event.type === type) ? resolve : undefined));
    });
  const away = heard('session.disconnected');
  rig.faults.failNext('never arrives');
  customer.close();
  await away;
  const back = heard('session.connected');
  await resumeChat(await connectCustomer(rig.url, { token: sessionToken }));
  await back;
  const session = await rig.engine.read(({ world }) => world.state.sessions[channelSessionId]);
  expect(session).toMatchObject({ connected: true, reconnectUntil: null });
});
