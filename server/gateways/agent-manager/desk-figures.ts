/**
 * `deskFigures` for the sockets that have asked for them: at once, then what has changed, at most as often as set.
 * A turn only notes that something has moved; one timer for all looks at the world, once for all who ask.
 */
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { DeskFigures as Figures } from '../../../protocol/agent-manager/server-events.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { DomainEvent } from '../../core/events.ts';
import { crewsOf, queuesOf, waitingIn, workedBy } from '../../core/outlook.ts';
import type { World } from '../../core/world.ts';
import type { GatewayContext } from '../shared/context.ts';
import { readOwnDay, type OwnDay } from './own-day.ts';
import { emitTo, type AgentSocket } from './sockets.ts';

/** So many sockets are told before others have their turn. */
const AT_ONCE = 50;

/** More names than a desk shows are nobody's business. */
const MOST_NAMES = 8;

/** What moves what waits in queues and who works for them. */
const MOVES: ReadonlySet<DomainEvent['type']> = new Set([
  'configured',
  'agent.signedIn',
  'agent.signedOut',
  'agent.connected',
  'agent.disconnected',
  'agent.stateChanged',
  'agent.mrdStateChanged',
  'task.queued',
  'task.offered',
  'task.closed',
]);

/** What moves an agent's own day. */
const MOVES_OWN: ReadonlySet<DomainEvent['type']> = new Set([
  'agent.signedIn',
  'agent.signedOut',
  'agent.stateChanged',
  'task.accepted',
  'task.wrapupStarted',
  'task.closed',
]);

type Watcher = {
  socket: AgentSocket;
  /** Start of the agent's day, epoch ms. */
  since: number;
  asking: boolean;
  /** null: has to be read. `age` tells whether it has become old while it was read. */
  today: OwnDay | null;
  age: number;
  /** The figures that were sent last, as JSON. */
  lastSent: string;
  /** When it was last looked at, by the monotonic clock. */
  lookedAt: number;
};

type Outlook = Pick<Figures, 'waiting' | 'ready'>;

type Colleague = { id: string; name: string };

/** The figures of a group of agents as the world stands: what several of them share is looked at once. */
export function outlooksOf(
  world: World,
  agentIds: Iterable<string>,
  directory: Pick<Directory, 'user'>,
): Map<string, Outlook> {
  const crews = crewsOf(world);
  const shared = new Map<string, { waiting: Figures['waiting']; count: number; some: Colleague[] }>();
  const outlooks = new Map<string, Outlook>();
  for (const agentId of agentIds) {
    const queueIds = queuesOf(world, agentId);
    const key = queueIds.join(' ');
    let found = shared.get(key);
    if (found === undefined) {
      const ids: string[] = [];
      let count = 0;
      for (const crew of crews) {
        if (!queueIds.some((id) => crew.queueIds.has(id))) continue;
        count += crew.agentIds.length;
        // One more than is told, as the agent may be among them.
        const room = MOST_NAMES + 1 - ids.length;
        if (room > 0) ids.push(...crew.agentIds.slice(0, room));
      }
      found = { waiting: waitingIn(world, queueIds), count, some: named(ids, directory) };
      shared.set(key, found);
    }
    const others = found.some.filter(({ id }) => id !== agentId).slice(0, MOST_NAMES);
    const self = workedBy(world, agentId).length > 0 ? 1 : 0;
    const ready = { count: found.count - self, names: others.map(({ name }) => name) };
    outlooks.set(agentId, { waiting: found.waiting, ready });
  }
  return outlooks;
}

/** By first names, in order; two who share theirs are told apart by an initial. */
function named(agentIds: readonly string[], directory: Pick<Directory, 'user'>): Colleague[] {
  const users = agentIds.flatMap((id) => directory.user(id) ?? []);
  const firstNames = users.map(({ firstName, username }) => firstName || username);
  return users
    .map(({ id, lastName }, at) => {
      const name = firstNames[at] ?? '';
      const shared = firstNames.indexOf(name) !== firstNames.lastIndexOf(name) && lastName !== '';
      return { id, name: shared ? `${name} ${Array.from(lastName)[0] ?? ''}.` : name };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** One per gateway. */
export class DeskFigures {
  readonly #context: Pick<GatewayContext, 'engine' | 'agentHistory' | 'directory' | 'logger' | 'settings'>;
  readonly #watchers = new Map<AgentSocket, Watcher>();
  readonly #ofAgent = new Map<string, Set<Watcher>>();
  readonly #stopResets: () => void;
  #timer: NodeJS.Timeout | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  /** One round after the other, so that the history is asked one question at a time. */
  #rounds: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    context: Pick<GatewayContext, 'engine' | 'agentHistory' | 'directory' | 'logger' | 'settings'>,
  ) {
    this.#context = context;
    this.#stopResets = context.engine.onReset(() => {
      for (const watcher of this.#watchers.values()) outdate(watcher);
      this.#soon();
    });
  }

  /** The socket asks for the figures of the day that began `since` (epoch ms), or for no more (null). */
  watch(socket: AgentSocket, since: number | null): void {
    const known = this.#watchers.get(socket);
    if (since === null || !socket.connected) {
      if (known !== undefined) known.asking = false;
      return;
    }
    const watcher = known ?? this.#add(socket, since);
    watcher.asking = true;
    if (watcher.since !== since) outdate(watcher);
    watcher.since = since;
    // Who asks again and again waits as everybody does.
    if (this.#isDue(watcher, performance.now())) this.#round([watcher]);
    else this.#soon();
  }

  /** The socket is gone. */
  forget(socket: AgentSocket): void {
    const watcher = this.#watchers.get(socket);
    if (watcher === undefined) return;
    this.#watchers.delete(socket);
    const { userId } = socket.data.principal;
    const others = this.#ofAgent.get(userId);
    others?.delete(watcher);
    if (others?.size === 0) this.#ofAgent.delete(userId);
  }

  /** What has happened, for every turn. */
  notice(events: readonly DomainEvent[]): void {
    if (this.#watchers.size === 0) return;
    let moved = false;
    for (const event of events) {
      moved ||= MOVES.has(event.type);
      if (!MOVES_OWN.has(event.type) || !('agentId' in event) || event.agentId === null) continue;
      for (const watcher of this.#ofAgent.get(event.agentId) ?? []) {
        outdate(watcher);
        moved = true;
      }
    }
    if (moved) this.#soon();
  }

  close(): void {
    this.#closed = true;
    this.#stopResets();
    clearTimeout(this.#timer);
  }

  #add(socket: AgentSocket, since: number): Watcher {
    const { userId } = socket.data.principal;
    const lookedAt = Number.NEGATIVE_INFINITY;
    const watcher = { socket, since, asking: true, today: null, age: 0, lastSent: '', lookedAt };
    this.#watchers.set(socket, watcher);
    this.#ofAgent.set(userId, (this.#ofAgent.get(userId) ?? new Set()).add(watcher));
    return watcher;
  }

  /** Looks at all who ask as soon as the first of them may be told again. */
  #soon(): void {
    if (this.#closed || this.#timer !== undefined) return;
    const asking = [...this.#watchers.values()].filter((watcher) => watcher.asking);
    if (asking.length === 0) return;
    const every = this.#context.settings.figuresEveryMs;
    const first = asking.reduce((least, { lookedAt }) => Math.min(least, lookedAt), Infinity);
    const pause = Math.max(0, Math.max(this.#lastAt, first) + every - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#beat();
    }, pause);
  }

  #beat(): void {
    const now = performance.now();
    this.#lastAt = now;
    const asking = [...this.#watchers.values()].filter((watcher) => watcher.asking);
    const due = asking.filter((watcher) => this.#isDue(watcher, now));
    if (due.length > 0) this.#round(due);
    if (due.length < asking.length) this.#soon();
  }

  #isDue({ lookedAt }: Watcher, now: number): boolean {
    // Timers and clocks differ by a little.
    return now - lookedAt >= this.#context.settings.figuresEveryMs - 5;
  }

  #round(watchers: readonly Watcher[]): void {
    const now = performance.now();
    for (const watcher of watchers) watcher.lookedAt = now;
    this.#rounds = this.#rounds
      .then(() => this.#tell(watchers))
      .catch((error: unknown) => {
        // The engine starts anew, or the store is away: who has heard nothing is not left to wait for a next move.
        this.#context.logger.debug({ err: error }, 'figures could not be told');
        this.#soon();
      });
  }

  async #tell(watchers: readonly Watcher[]): Promise<void> {
    const { engine, directory } = this.#context;
    const { outlooks, now } = await engine.read((view) => ({
      outlooks: outlooksOf(
        view.world,
        new Set(watchers.map(({ socket }) => socket.data.principal.userId)),
        directory(),
      ),
      now: view.now,
    }));
    for (const [at, watcher] of watchers.entries()) {
      if (at % AT_ONCE === AT_ONCE - 1) await turnOfOthers();
      const { socket } = watcher;
      const outlook = outlooks.get(socket.data.principal.userId);
      if (outlook === undefined || !watcher.asking || !socket.connected) continue;
      const figures = { ...outlook, today: await this.#todayOf(watcher) };
      const text = JSON.stringify(figures);
      if (text === watcher.lastSent) continue;
      watcher.lastSent = text;
      emitTo(socket, 'deskFigures', { ...figures, serverTime: now } satisfies Figures);
    }
  }

  async #todayOf(watcher: Watcher): Promise<OwnDay> {
    if (watcher.today !== null) return watcher.today;
    const { agentHistory } = this.#context;
    const { socket, since, age } = watcher;
    const today = await readOwnDay(agentHistory, socket.data.principal.userId, since);
    if (watcher.age === age) watcher.today = today;
    return today;
  }
}

function outdate(watcher: Watcher): void {
  watcher.today = null;
  watcher.age += 1;
}
