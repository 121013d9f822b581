import { expect, it } from 'vitest';
import type { Config } from '../../core/config.ts';
import { testAgent, testChannel, testConfig } from '../../core/testing/config.ts';
import type { Ask } from '../../core/testing/centre.ts';
import { REAL_CORE } from '../core.ts';
import type { Step } from '../history.ts';
import { replay } from '../simulate.ts';
import { LOST_TEAM_MUTANTS } from './lost-teams.ts';

const START = 1_750_000_000_000;
const TALK = 'talk-zoe';

/** `sue` supervises these teams; `ada` is of the first. */
function centre(supervises: string[]): Config {
  return testConfig({
    teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
    agents: [
      testAgent('ada', { teamId: 'north' }),
      testAgent('sue', { teamId: 'south', supervises, roles: ['supervisor'], maxTasks: {} }),
    ],
    channels: [testChannel('web')],
  });
}

/** Sue listens to Ada and Zoe, in `role` at the end; then the team is taken away, and she wants to listen again. */
function day(role: 'WHISPER' | 'PRIMARY'): Step[] {
  const supervision = { conversationId: TALK, agentId: 'sue' };
  const asks: readonly Ask[] = [
    { type: 'configure', config: centre(['north']) },
    { type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' },
    { type: 'agent.connect', agentId: 'sue', sid: 'sid-sue' },
    { type: 'agent.setState', agentId: 'ada', state: 'READY', reasonId: null },
    {
      type: 'session.start',
      sessionId: 'session-zoe',
      conversationId: TALK,
      customerId: 'customer-zoe',
      channelId: 'web',
      queueId: null,
      priority: 1,
      connectionBound: true,
    },
    { type: 'task.accept', agentId: 'ada', conversationId: TALK, taskId: null, participantId: null },
    { type: 'conversation.supervise', ...supervision, role: 'SILENT_MONITOR', participantId: null },
    { type: 'supervision.change', ...supervision, role },
    { type: 'configure', config: centre([]) },
    { type: 'supervision.change', ...supervision, role: 'SILENT_MONITOR' },
  ];
  return asks.map((ask, at) => ({
    do: 'command',
    tenant: 'north',
    at: START + at,
    command: { id: `command-${at}`, ...ask },
    commit: true,
  }));
}

it.each(LOST_TEAM_MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  '%s is found in a day on which a supervisor loses a team',
  (_name, mutant) => {
    const days = [day('WHISPER'), day('PRIMARY')];
    const core = mutant.breaks(REAL_CORE);
    const found = days.flatMap((steps) => replay(core, steps).failure?.violation.invariant ?? []);
    expect(found).toEqual(mutant.found);
    for (const steps of days) {
      const { failure, summary } = replay(REAL_CORE, steps);
      expect(failure).toBeNull();
      // What is refused is the last wish alone: to listen without the team.
      expect([summary.accepted, summary.refused]).toEqual([9, 1]);
    }
  },
);
