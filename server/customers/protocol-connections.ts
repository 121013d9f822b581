import { CustomerConnection } from './customer-connection.ts';
import type { Place } from './customer-connection.ts';
import type { CustomerTranslation } from './customer-translation.ts';

/** What is told to all protocols. */
type Shared = {
  /** A connection has joined a session that was there before. */
  arrived: (sessionId: string) => void;
  /** A connection has gone. */
  left: (sessionId: string) => void;
  /** Who is connected has changed without a word. */
  compare: () => void;
};

/** A frame that was made for a connection, to be delivered after the commit. */
type Prepared = { connectionId: string; deliver: () => void };

/** The connections of one protocol, whatever its frames are. */
export type AnyConnections = Pick<
  ProtocolConnections<unknown>,
  'has' | 'isEmpty' | 'event' | 'typing' | 'wait'
>;

/** Which connections of one protocol take part in which session. */
export class ProtocolConnections<Frame> {
  readonly #translation: CustomerTranslation<Frame>;
  readonly #shared: Shared;
  readonly #bySession = new Map<string, Set<CustomerConnection<Frame>>>();
  readonly #byId = new Map<string, CustomerConnection<Frame>>();

  constructor(translation: CustomerTranslation<Frame>, shared: Shared) {
    this.#translation = translation;
    this.#shared = shared;
  }

  /** Makes a connection take part; it leaves what it took part in before. */
  add(id: string, place: Place, send: (frame: Frame) => void): CustomerConnection<Frame> {
    const before = this.#byId.get(id);
    if (before !== undefined) this.#remove(before);
    const connection = new CustomerConnection(id, place, send);
    this.#byId.set(id, connection);
    const all = this.#bySession.get(place.sessionId) ?? new Set();
    this.#bySession.set(place.sessionId, all.add(connection));
    if (before !== undefined && before.place.sessionId !== place.sessionId) {
      this.#shared.left(before.place.sessionId);
    }
    return connection;
  }

  /** The connection has joined a session that had begun before. */
  arrived({ place }: CustomerConnection<Frame>): void {
    this.#shared.arrived(place.sessionId);
  }

  /** The connection is gone. With the last one of a session, the customer counts as away (G5). */
  leave(id: string): void {
    const connection = this.#byId.get(id);
    if (connection === undefined) return;
    this.#remove(connection);
    this.#shared.left(connection.place.sessionId);
  }

  /** A connection that could not join takes part in nothing. The session may have begun all the same. */
  giveUp(connection: CustomerConnection<Frame>): void {
    this.#remove(connection);
    this.#shared.compare();
  }

  of(id: string): CustomerConnection<Frame> | undefined {
    return this.#byId.get(id);
  }

  has(sessionId: string): boolean {
    return this.#bySession.has(sessionId);
  }

  get isEmpty(): boolean {
    return this.#bySession.size === 0;
  }

  /** What the connections of a session are sent about an event. To be delivered after the commit. */
  event(...[event, sessionId, turn]: Parameters<CustomerTranslation<Frame>['event']>): Prepared[] {
    if (!this.has(sessionId)) return [];
    const frame = this.#translation.event(event, sessionId, turn);
    return this.#prepared(sessionId, frame, event.type === 'session.ended');
  }

  typing(...[signal, at, place]: Parameters<CustomerTranslation<Frame>['typing']>): Prepared[] {
    if (!this.has(place.sessionId)) return [];
    return this.#prepared(place.sessionId, this.#translation.typing(signal, at, place));
  }

  /** `isNew` says whether a connection has not been told the same before. */
  wait(
    isNew: (connection: object) => boolean,
    ...[wait, at, place]: Parameters<CustomerTranslation<Frame>['wait']>
  ): Prepared[] {
    if (!this.has(place.sessionId)) return [];
    return this.#prepared(place.sessionId, this.#translation.wait(wait, at, place), false, isNew);
  }

  #prepared(
    sessionId: string,
    frame: Frame | null,
    last = false,
    isFor: (connection: object) => boolean = () => true,
  ): Prepared[] {
    if (frame === null) return [];
    return [...(this.#bySession.get(sessionId) ?? [])].filter(isFor).map((connection) => ({
      connectionId: connection.id,
      deliver: () => {
        connection.deliver(frame);
        if (last) this.#remove(connection);
      },
    }));
  }

  #remove(connection: CustomerConnection<Frame>): void {
    const { sessionId } = connection.place;
    connection.detach();
    if (this.#byId.get(connection.id) === connection) this.#byId.delete(connection.id);
    const all = this.#bySession.get(sessionId);
    all?.delete(connection);
    if (all?.size === 0) this.#bySession.delete(sessionId);
  }
}
