/** A customer is there as long as one connection is, whatever it speaks. */
import { describe, expect, it } from 'vitest';
import type { PresenceCommand, PresenceSource } from '../engine/presence-source.ts';
import { CustomerConnections } from './customer-connections.ts';
import type { CustomerTranslation } from './customer-translation.ts';

const SILENT: CustomerTranslation<string> = { event: () => null, typing: () => null, wait: () => null };

function open() {
  const told: PresenceCommand[] = [];
  const sources: PresenceSource[] = [];
  const connections = new CustomerConnections({
    presence: {
      watch: (source) => {
        sources.push(source);
        return () => void sources.splice(sources.indexOf(source), 1);
      },
      tell: (command) => void told.push(command),
      compare: () => {},
    },
  });
  return { connections, told, sources, web: connections.open(SILENT), other: connections.open(SILENT) };
}

const placeOf = (sessionId: string) => ({
  sessionId,
  conversationId: 'c',
  customerId: 'eve',
  customerName: '',
});
const nothing = () => {};

describe('the connections of a customer', () => {
  it('keep the session connected until the last one of any protocol has gone', () => {
    const { connections, told, web, other } = open();
    web.add('1', placeOf('s'), nothing);
    // Ids are those of a protocol: two of them may give the same one.
    other.add('1', placeOf('s'), nothing);
    web.leave('1');
    expect(told).toEqual([]);
    expect(connections.has('s')).toBe(true);
    other.leave('1');
    expect(told).toMatchObject([{ type: 'session.disconnect', sessionId: 's' }]);
    other.leave('1');
    expect(told).toHaveLength(1);
  });

  it('that go over to another session leave the first one', () => {
    const { connections, told, web } = open();
    web.add('1', placeOf('first'), nothing);
    web.add('1', placeOf('second'), nothing);
    expect(told).toMatchObject([{ type: 'session.disconnect', sessionId: 'first' }]);
    expect(connections.has('second')).toBe(true);
    web.add('1', placeOf('second'), nothing);
    expect(told).toHaveLength(1);
  });

  it('are sent live frames after the past, and nothing once they have gone', () => {
    const { web } = open();
    const sent: string[] = [];
    const connection = web.add('1', placeOf('s'), (frame) => sent.push(frame));
    connection.deliver('live');
    connection.sendNow('past');
    connection.goLive();
    connection.deliver('later');
    web.leave('1');
    connection.deliver('too late');
    expect(sent).toEqual(['past', 'live', 'later']);
  });

  it('are what the engine compares its state with, until they are closed', () => {
    const { connections, told, sources, web } = open();
    web.add('1', placeOf('s'), nothing);
    const [source] = sources;
    expect(source?.kind === 'session' && source.has('s')).toBe(true);
    connections.close();
    expect(sources).toEqual([]);
    web.leave('1');
    expect(told).toEqual([]);
  });
});
