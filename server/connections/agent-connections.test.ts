/** An agent is there as long as one connection is, whatever it speaks. */
import { describe, expect, it } from 'vitest';
import type { PresenceCommand, PresenceSource } from '../engine/presence-source.ts';
import type { Principal } from '../identity/principal.ts';
import { AgentConnections, type AgentConnection } from './agent-connections.ts';

function open() {
  const told: PresenceCommand[] = [];
  const sources: PresenceSource[] = [];
  const connections = new AgentConnections({
    presence: {
      watch: (source) => {
        sources.push(source);
        return () => void sources.splice(sources.indexOf(source), 1);
      },
      tell: (command) => void told.push(command),
      compare: () => {},
    },
  });
  return { connections, told, sources };
}

/** A connection of Ada's, of some protocol. */
function connection(id: string, sid = 'monday'): AgentConnection {
  const principal = { userId: 'ada', sid } as Principal;
  const nothing = () => {};
  return {
    id,
    address: '192.0.2.1',
    userAgent: '',
    principal: () => principal,
    replace: nothing,
    end: nothing,
  };
}

describe('the connections of an agent', () => {
  it('keep the agent present until the last one of any protocol has gone', () => {
    const { connections, told } = open();
    const socket = connection('socket of the desk');
    const stream = connection('stream of another protocol');
    connections.add(socket);
    connections.add(stream);
    connections.remove(socket);
    expect(told).toEqual([]);
    expect(connections.has('ada', 'monday')).toBe(true);
    connections.remove(stream);
    expect(told).toMatchObject([{ type: 'agent.disconnect', agentId: 'ada', sid: 'monday' }]);
    connections.remove(stream);
    expect(told).toHaveLength(1);
  });

  it('of a newer sign-in do not stand in for those of an older one', () => {
    const { connections, told } = open();
    const old = connection('old');
    connections.add(old);
    connections.add(connection('new', 'tuesday'));
    connections.remove(old);
    expect(told).toMatchObject([{ type: 'agent.disconnect', sid: 'monday' }]);
    expect(connections.has('ada', 'tuesday')).toBe(true);
  });

  it('are what the engine compares its state with, until they are closed', () => {
    const { connections, sources } = open();
    connections.add(connection('one'));
    const [source] = sources;
    expect(source?.kind === 'agent' && source.has('ada', 'monday')).toBe(true);
    connections.close();
    expect(sources).toEqual([]);
  });
});
