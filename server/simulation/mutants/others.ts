/** Broken rules about routing, numbering, replay, tenants, visibility and what desks are told (I3, I6–I11). */
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

export const OTHER_MUTANTS: readonly Mutant[] = [
  {
    name: 'writes-first-from-outside',
    story: 'an agent has written to a customer first and takes no part in the conversation',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) =>
          command.type === 'conversation.begin'
            ? renumber(
                events,
                events.filter(
                  (event) => event.type !== 'participant.joined' || event.participant.kind !== 'AGENT',
                ),
              )
            : events,
      }),
  },
  {
    name: 'offer-to-lost-session',
    story: 'an agent whose connection is lost is still offered work',
    found: ['I3'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type.startsWith('agent.')) return;
          for (const agent of Object.values(state.agents))
            if (agent.state !== 'LOGOUT') agent.connected = true;
        },
      }),
  },
  {
    name: 'offer-to-not-ready',
    story: 'an agent who is not ready is offered work',
    found: ['I3'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'session.start') return;
          for (const agent of Object.values(state.agents)) {
            if (agent.state !== 'NOT_READY') continue;
            agent.state = 'READY';
            for (const mrd of Object.values(agent.mrds)) if (mrd.state === 'NOT_READY') mrd.state = 'READY';
          }
        },
      }),
  },
  {
    name: 'calls-interrupt-nothing',
    story: 'an agent in a call is offered chats',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misread: (state) => {
          const mrds = Object.entries(state.config.mrds).map(([id, mrd]) => [
            id,
            { ...mrd, interruptible: true },
          ]);
          state.config = { ...state.config, mrds: Object.fromEntries(mrds) as typeof state.config.mrds };
        },
      }),
  },
  {
    name: 'asked-again',
    story: 'who missed a request is asked again at once, though others are there',
    found: ['I6'],
    breaks: (core) =>
      broken(core, {
        misread: (state) => {
          for (const task of Object.values(state.tasks)) if (task.state === 'QUEUED') task.tried = {};
        },
      }),
  },
  {
    name: 'last-come-first-served',
    story: 'newer requests jump older ones',
    found: ['I6'],
    breaks: (core) =>
      broken(core, {
        misread: (state) => {
          for (const task of Object.values(state.tasks)) {
            if (task.state !== 'QUEUED') continue;
            task.enqueuedAt = -task.enqueuedAt;
            task.arrival = -task.arrival;
          }
        },
      }),
  },
  {
    name: 'nobody-looks',
    story: 'an agent goes ready and nothing is offered, though requests wait',
    found: ['I6'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) =>
          command.type === 'agent.setState'
            ? renumber(
                events,
                events.filter(({ type }) => type !== 'task.offered'),
              )
            : events,
      }),
  },
  {
    name: 'sequence-gap',
    story: 'now and then a number is left out',
    found: ['I7'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, _command, world) =>
          world.state.seq > 200 ? events.map((event) => ({ ...event, seq: event.seq + 1 })) : events,
      }),
  },
  {
    name: 'hidden-change',
    story: 'a command changes the state without a fact in the journal',
    found: ['I8'],
    breaks: (core) => ({
      ...core,
      decide: (world, command, now) => {
        const decision = core.decide(world, command, now);
        const agent = command.type === 'agent.setState' ? world.state.agents[command.agentId] : undefined;
        if (agent !== undefined) agent.since += 1;
        return decision;
      },
    }),
  },
  {
    name: 'timers-start-anew',
    story: 'offers ring for longer after a restart',
    found: ['I8'],
    breaks: (core) => ({
      ...core,
      loadWorld: (state) => {
        for (const task of Object.values(state.tasks)) {
          if (task.offerEndsAt !== null) task.offerEndsAt += 5000;
        }
        return core.loadWorld(state);
      },
    }),
  },
  {
    name: 'a-fact-changes',
    story: 'events share objects with the state and change with it before they are written',
    found: ['I8'],
    breaks: (core) => ({
      ...core,
      decide: (world, command, now) => {
        const decision = core.decide(world, command, now);
        for (const event of decision.ok ? decision.events : []) {
          if (event.type !== 'participant.joined') continue;
          const { participants } = world.state.conversations[event.conversationId] ?? { participants: [] };
          event.participant = participants.find(({ id }) => id === event.participant.id) ?? event.participant;
        }
        return decision;
      },
    }),
  },
  {
    name: 'last-agent-of-another-tenant',
    story: "one tenant's last agent is asked first in the other",
    found: ['I9'],
    breaks: (core) => {
      let lastAgentId: string | null = null;
      return broken(core, {
        misstate: (events) =>
          events.map((event) => {
            if (event.type === 'task.accepted') lastAgentId = event.agentId;
            if (event.type !== 'task.queued') return event;
            return { ...event, task: { ...event.task, preferredAgentId: lastAgentId } };
          }),
      });
    },
  },
  {
    name: 'whisper-to-customer',
    story: 'the customer reads what agents whisper',
    found: ['I10'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          events.map((event) => (event.type === 'message.sent' ? { ...event, visibility: 'ALL' } : event)),
      }),
  },
  {
    name: 'supervising-takes-a-place',
    story: 'a supervisor who talks to the customer has one chat less',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          const mrd = event.type === 'task.started' ? Object.keys(world.state.config.mrds)[0] : undefined;
          if (event.type === 'task.started' && event.task.direction === 'SILENT_MONITOR' && mrd !== undefined)
            evolve(world, { ...event, task: { ...event.task, mrdId: mrd } });
          else evolve(world, event);
        },
      }),
  },
  {
    name: 'everybody-is-told',
    story: 'what is for agents only is delivered to the customer all the same',
    found: ['I10'],
    breaks: (core) => ({
      ...core,
      audiences: (state, events) =>
        core.audiences(state, events).map((to, index) => {
          const event = events[index];
          const id = event !== undefined && 'conversationId' in event ? event.conversationId : '';
          return { ...to, sessionIds: state.conversations[id]?.sessionIds ?? [] };
        }),
    }),
  },
  {
    name: 'role-change-untold',
    story: 'an agent begins to wrap up, and other desks still show them talking to the customer',
    found: ['I11'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          renumber(
            events,
            events.filter(({ type }) => type !== 'participant.roleChanged'),
          ),
        misremember: (world, event, evolve) => {
          evolve(world, event);
          if (event.type !== 'task.wrapupStarted') return;
          const task = world.state.tasks[event.taskId];
          const conversation = task && world.state.conversations[task.conversationId];
          const participant = conversation?.participants.find(({ taskId }) => taskId === event.taskId);
          if (participant !== undefined) participant.role = 'WRAP_UP';
        },
      }),
  },
  {
    name: 'throws',
    story: 'an id that every object has brings the core down',
    found: ['CRASH'],
    breaks: (core) => ({
      ...core,
      decide: (world, command, now) => {
        if ('conversationId' in command && command.conversationId in {})
          throw new TypeError('not a function');
        return core.decide(world, command, now);
      },
    }),
  },
];
