/** A conversation with two agents, for tests about who owns and who ends it. */
import type { Rules } from '../config.ts';
import { Centre } from './centre.ts';
import { testAgent, testConfig, testQueue } from './config.ts';

/** `ada` talks to zoe and has asked `ben` to do so as well. */
export function twoAgents(rules: Partial<Rules>): Centre {
  const centre = new Centre(
    testConfig({
      rules: { maxAgents: 3, ...rules },
      agents: ['ada', 'ben'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })),
      queues: [testQueue('support', { memberIds: ['ada', 'ben'] })],
    }),
  );
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  centre.ready('ben');
  centre.do({
    type: 'agent.request',
    conversationId: 'talk-zoe',
    by: { kind: 'AGENT', agentId: 'ada' },
    direction: 'DIRECT_CONFERENCE',
    target: { kind: 'AGENT', agentId: 'ben' },
    noteId: null,
    noteLength: 0,
    fallback: null,
    priority: null,
  });
  centre.accept('ben', 'zoe');
  return centre;
}
