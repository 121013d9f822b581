/** An agent whose line was lost for too long comes back with the same token and is told what happened (D7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPresenceEvent, EndedWhileAway } from '../../../protocol/agent-manager/server-events.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady } from './testing/work.ts';

describe('an agent who comes back', () => {
  let rig: Rig;
  const openAs = desksOfTests(() => rig);
  const open = (token: string) => openAs('agent1', { token });

  beforeAll(async () => {
    rig = await startRig({ settings: { disconnectGraceSeconds: 0.3, wrapupSeconds: 0 } });
  });
  afterAll(() => rig.close());

  /** Resolves once the agent is signed out of routing. */
  function signedOut(): Promise<void> {
    return new Promise((resolve) => {
      const stop = rig.engine.onTurn(({ events }) => () => {
        if (!events.some(({ type }) => type === 'agent.signedOut')) return;
        stop();
        resolve();
      });
    });
  }

  it('after the grace is NOT_READY with the same token, and reads which conversation went where', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open(token);
    await goReady(desk);
    const { conversationId } = await acceptChat(rig, desk);
    const lost = signedOut();
    desk.breakOff();
    await lost;
    const back = await open(token);
    const { agentPresence } = await back.hear<AgentPresenceEvent>('agentPresence');
    expect(agentPresence.state.name).toBe('NOT_READY');
    const told = await back.hear<EndedWhileAway>('endedWhileAway');
    expect(told.conversations).toMatchObject([
      {
        conversationId,
        reason: 'AGENT_LOGOUT',
        open: true,
        customer: { firstName: 'Jane' },
        queue: { name: 'Support' },
      },
    ]);
    await back.hear('snapshotComplete');
    const names = back.heard.map(({ event }) => event);
    expect(names.indexOf('endedWhileAway')).toBeLessThan(names.indexOf('snapshotComplete'));
    // Another tab of an agent who is there has missed nothing.
    const tab = await open(token);
    await tab.hear('snapshotComplete');
    expect(tab.all('endedWhileAway')).toEqual([]);
  });

  it('is told nothing when nothing ended, or when they had signed out themselves', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open(token);
    await goReady(desk);
    await acceptChat(rig, desk);
    await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'LOGOUT' } });
    await desk.gone();
    const back = await open((await rig.signIn('agent1')).token);
    await back.hear('snapshotComplete');
    expect(back.all('endedWhileAway')).toEqual([]);
  });
});
