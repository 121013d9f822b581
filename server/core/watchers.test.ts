import { describe, expect, it } from 'vitest';
import type { DomainEvent } from './events.ts';
import { Centre } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';
import { audiences } from './visibility.ts';

/** `sue` supervises the team of `ada`, `tom` that of `ben`; only `ada` serves the queue. */
function centreOf(): Centre {
  const centre = new Centre(
    testConfig({
      agents: [
        testAgent('ada', { teamId: 'north' }),
        testAgent('ben', { teamId: 'south' }),
        testAgent('sue', { supervises: ['north'], maxTasks: {} }),
        testAgent('tom', { supervises: ['south'], maxTasks: {} }),
      ],
      queues: [testQueue('support', { memberIds: ['ada'] })],
    }),
  );
  return centre;
}

describe('watchers', () => {
  const watched = (centre: Centre, events: DomainEvent[]) =>
    Object.fromEntries(
      audiences(centre.world.state, events).map(({ watcherIds }, at) => [events[at]?.type ?? '', watcherIds]),
    );

  it('are the supervisors of the agents in it, and of those who serve the queue in which it waits', () => {
    const centre = centreOf();
    const { events } = centre.customer('zoe');
    expect(watched(centre, events)).toMatchObject({ 'task.queued': ['sue'], 'session.started': [] });
    centre.ready('ada');
    centre.accept('ada', 'zoe');
    const said = centre.say('zoe', 'm1');
    if (!said.ok) throw new Error('the customer may write');
    expect(watched(centre, said.events)).toEqual({ 'message.sent': ['sue'] });
  });

  it('learn that a request has gone', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const ended = centre.customerEnds('zoe');
    if (!ended.ok) throw new Error('the customer may go');
    expect(watched(centre, ended.events)).toMatchObject({ 'task.closed': ['sue'] });
  });

  it('see nothing of an agent’s own state', () => {
    const centre = centreOf();
    centre.ready('ada');
    expect(audiences(centre.world.state, centre.journal).flatMap(({ watcherIds }) => watcherIds)).toEqual([]);
  });
});
