/** Texts that agents use again: shared ones from the configuration, own ones kept for them alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRig, type Rig } from '../testing/rig.ts';

type Answer = { status: number; body: unknown };

let rig: Rig;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  rig = await startRig();
  for (const name of ['agent1', 'agent2']) tokens[name] = (await rig.signIn(name)).token;
});

afterAll(() => rig.close());

async function ask(as: string, method: string, id = '', body?: unknown): Promise<Answer> {
  const response = await fetch(`${rig.origin}/agent-manager/canned-messages${id}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[as] ?? ''}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('canned messages', () => {
  it('are those of the demo, in their languages, and the own ones beside them', async () => {
    const before = (await ask('agent1', 'GET')).body as { scope: string; shortcut: string }[];
    expect(before.map(({ scope }) => scope)).toContain('SHARED');
    const text = { title: 'Bye', shortcut: 'bye', text: 'Good bye, {customer.firstName}!' };
    const made = await ask('agent1', 'POST', '', text);
    expect(made).toMatchObject({ status: 200, body: { ...text, scope: 'PERSONAL' } });
    expect((await ask('agent1', 'GET')).body).toEqual([...before, made.body]);
    expect((await ask('agent2', 'GET')).body).toEqual(before);
  });

  it('are changed and removed by whose they are', async () => {
    const made = await ask('agent1', 'POST', '', { title: 'One', text: 'first' });
    const id = `/${(made.body as { id: string }).id}`;
    expect((await ask('agent2', 'PUT', id, { title: 'Mine', text: 'now' })).status).toBe(404);
    expect((await ask('agent2', 'DELETE', id)).status).toBe(404);
    expect((await ask('agent1', 'PUT', id, { title: 'Two', text: 'second' })).body).toMatchObject({
      title: 'Two',
      text: 'second',
    });
    expect((await ask('agent1', 'DELETE', id)).status).toBe(200);
    expect((await ask('agent1', 'DELETE', id)).status).toBe(404);
    expect((await ask('agent1', 'POST', '', { title: ' ', text: 'x' })).status).toBe(400);
  });
});
