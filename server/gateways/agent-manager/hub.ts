/**
 * Who listens, and in which order they hear (D5, D16).
 *
 * A socket that connects is first "joining": what happens meanwhile waits in its own queue, in order, until it
 * has been sent what was there before. A conversation whose `onTopicData` is still being read is "held": what
 * happens in it meanwhile waits, so that nothing live comes before the whole.
 */
import type { ServerEventName } from '../../../protocol/agent-manager/event-maps.ts';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Principal } from '../../identity/principal.ts';
import type { DeskFrame } from './turn-frames.ts';
import { takenOff } from './pull-lists.ts';
import { emitTo, type AgentServer, type AgentSocket } from './sockets.ts';
import type { TopicSnapshot } from './topic.ts';

/** What can wait: everything but the reading of a conversation. */
type LiveFrame = Extract<DeskFrame, { kind: 'tell' | 'cim' }>;

type Joining = { socket: AgentSocket; since: number; queue: LiveFrame[] };

type Hold = { queue: { frame: LiveFrame; epoch: number }[]; snapshot: TopicSnapshot };

type Listener = {
  principal: Principal;
  sockets: Set<AgentSocket>;
  joining: Map<AgentSocket, Joining>;
};

/** What the hub asks of the gateway. */
type HubDuties = {
  /** Whose desks these are: tenants share the server of Socket.IO, and no room. */
  tenant: string;
  /** Reads what was said and completes the snapshot. Never rejects. */
  load: (snapshot: TopicSnapshot) => Promise<OnTopicData>;
  /** A payload as readers of a language get it; null is the default one. */
  inLanguage: <T>(payload: T, language: string | null) => T;
};

/** What sockets of one agent may get alike. */
type Reading = Pick<AgentSocket['data'], 'wire' | 'language' | 'masked'>;

export class Hub {
  readonly #io: AgentServer;
  readonly #duties: HubDuties;
  readonly #listeners = new Map<string, Listener>();
  readonly #holds = new Map<string, Hold>();
  #epoch = 0;

  constructor(io: AgentServer, duties: HubDuties) {
    this.#io = io;
    this.#duties = duties;
  }

  /** The principal of an agent with at least one socket. */
  listening(agentId: string): Principal | undefined {
    return this.#listeners.get(agentId)?.principal;
  }

  /** Agents with at least one socket. */
  listeners(): Iterable<string> {
    return this.#listeners.keys();
  }

  /** How many sockets there are. */
  get size(): number {
    let count = 0;
    for (const { sockets } of this.#listeners.values()) count += sockets.size;
    return count;
  }

  /** A socket is there; it hears nothing yet. */
  add(socket: AgentSocket): void {
    const { principal } = socket.data;
    const listener = this.#listeners.get(principal.userId);
    if (listener === undefined) {
      this.#listeners.set(principal.userId, { principal, sockets: new Set([socket]), joining: new Map() });
    } else {
      listener.principal = principal;
      listener.sockets.add(socket);
    }
  }

  /** From here on everything for the agent waits in the socket's queue. Called between two turns. */
  startJoining(socket: AgentSocket): void {
    const listener = this.#listeners.get(socket.data.principal.userId);
    listener?.joining.set(socket, { socket, since: ++this.#epoch, queue: [] });
  }

  /** The socket has been sent all there was: what waited follows, then it hears live. */
  finishJoining(socket: AgentSocket): void {
    const { principal } = socket.data;
    const listener = this.#listeners.get(principal.userId);
    const joining = listener?.joining.get(socket);
    if (listener === undefined || joining === undefined) return;
    listener.joining.delete(socket);
    for (const frame of joining.queue) this.#toSocket(socket, frame);
    void socket.join(this.#roomOf(socket.data, principal.userId));
  }

  /** The socket is gone. */
  remove(socket: AgentSocket): void {
    const { userId } = socket.data.principal;
    const listener = this.#listeners.get(userId);
    if (listener?.sockets.delete(socket) !== true) return;
    listener.joining.delete(socket);
    if (listener.sockets.size === 0) this.#listeners.delete(userId);
  }

  /** A renewed proof, for what is derived from it. */
  renew(socket: AgentSocket, principal: Principal): void {
    socket.data.principal = principal;
    const listener = this.#listeners.get(principal.userId);
    if (listener !== undefined) listener.principal = principal;
  }

  /** To be asked when frames are made: whoever begins to join later has them in what it is sent. */
  epoch(): number {
    return this.#epoch;
  }

  /** Sends the frames of one turn, in order. */
  deliver(frames: readonly DeskFrame[], epoch: number): void {
    for (const frame of frames) {
      switch (frame.kind) {
        case 'tell':
        case 'cim':
          this.#tell(frame, epoch);
          break;
        case 'topic':
          this.#present(frame.snapshot, epoch);
          break;
      }
    }
  }

  #tell(frame: LiveFrame, epoch: number): void {
    const { conversationId } = frame;
    const agentIds = frame.kind === 'tell' ? [frame.agentId] : frame.agentIds;
    const free = agentIds.filter((agentId) => {
      const hold = conversationId === null ? undefined : this.#holds.get(holdKey(agentId, conversationId));
      hold?.queue.push({ frame: only(frame, agentId), epoch });
      return hold === undefined;
    });
    if (free.length > 0) this.#send(frame, free, epoch);
  }

  #send(frame: LiveFrame, agentIds: readonly string[], epoch: number): void {
    const readers = new Map<string, { reading: Reading; rooms: Set<string> }>();
    for (const agentId of agentIds) {
      const listener = this.#listeners.get(agentId);
      if (listener === undefined) continue;
      for (const joining of listener.joining.values()) {
        if (joining.since <= epoch) joining.queue.push(only(frame, agentId));
      }
      for (const { data } of listener.sockets) {
        const key = this.#roomOf(data, '');
        const group = readers.get(key) ?? { reading: data, rooms: new Set() };
        group.rooms.add(this.#roomOf(data, agentId));
        readers.set(key, group);
      }
    }
    for (const { reading, rooms } of readers.values()) this.#emit(this.#io.to([...rooms]), frame, reading);
  }

  #roomOf({ wire, language, masked }: Reading, agentId: string): string {
    return `${this.#duties.tenant}:${wire}:${masked ? 'masked' : ''}:${language ?? ''}:${agentId}`;
  }

  #toSocket(socket: AgentSocket, frame: LiveFrame): void {
    this.#emit(socket, frame, socket.data);
  }

  #emit(target: object, frame: LiveFrame, { wire, language, masked }: Reading): void {
    if (frame.kind === 'tell') {
      const { event, payload } = frame;
      emitTo(target, event, this.#duties.inLanguage(payload, language), masked);
      if (wire !== 'json' || event !== 'onPullModeSubscribedListRequest') return;
      const last = takenOff(payload);
      if (last !== null) emitTo(target, event, this.#duties.inLanguage(last, language), masked);
    } else {
      const event = this.#duties.inLanguage(frame.event, language);
      emitTo(target, 'onCimEvent', cimPayload({ ...frame, event }, wire), masked);
    }
  }

  /** Holds the conversation back for this agent until the whole of it is there. A newer whole replaces an older. */
  #present(snapshot: TopicSnapshot, epoch: number): void {
    const { agentId, conversationId } = snapshot;
    const key = holdKey(agentId, conversationId);
    this.#holds.set(key, { queue: [], snapshot });
    void this.#duties.load(snapshot).then((data) => {
      const hold = this.#holds.get(key);
      if (hold?.snapshot !== snapshot) return;
      this.#holds.delete(key);
      const tell = (event: ServerEventName, payload: OnTopicData | TopicSnapshot['wrapup']): void => {
        if (payload !== null)
          this.#send({ kind: 'tell', agentId, conversationId, event, payload }, [agentId], epoch);
      };
      tell('onTopicData', data);
      tell('wrapupTimerStarted', snapshot.wrapup);
      for (const held of hold.queue) this.#send(held.frame, [agentId], held.epoch);
    });
  }
}

function holdKey(agentId: string, conversationId: string): string {
  return `${agentId} ${conversationId}`;
}

/** A frame for one of its agents. */
function only(frame: LiveFrame, agentId: string): LiveFrame {
  return frame.kind === 'tell' || frame.agentIds.length === 1 ? frame : { ...frame, agentIds: [agentId] };
}

function cimPayload(frame: Extract<DeskFrame, { kind: 'cim' }>, wire: 'json' | 'object'): object {
  const { event, conversationId, skipped, actions } = frame;
  return {
    cimEvent: wire === 'json' ? JSON.stringify(event) : event,
    conversationId,
    roomInfo: event.roomInfo,
    ...(event.seq !== undefined && { seq: event.seq }),
    ...(skipped > 0 && { skipped }),
    ...(actions !== null && { actions }),
  };
}
