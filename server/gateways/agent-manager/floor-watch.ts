/**
 * The floor for the sockets of supervisors who look at it: the whole at first, then what has changed, gathered. A turn
 * only notes that something has moved; the world is looked at once for all who see the same teams.
 */
import type { FloorChanges, FloorSnapshot } from '../../../protocol/agent-manager/floor.ts';
import { lookup } from '../../core/lookup.ts';
import type { QueueDay } from '../../core/service-level.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { View } from '../../engine/contract.ts';
import type { GatewayContext } from '../shared/context.ts';
import { Floor } from './floor.ts';
import { floorRows, type FloorRows } from './floor-rows.ts';
import { LiveScope, type LiveMemory } from './live-scope.ts';
import { emitTo, type AgentSocket } from './sockets.ts';

/** How often the figures of the day are read, ms. */
const DAYS_EVERY_MS = 30_000;

/** Frequent events that do not change the floor. */
const NO_MOVE: ReadonlySet<DomainEvent['type']> = new Set([
  'message.sent',
  'message.marked',
  'agent.listSubscribed',
  'task.wrapupEntered',
  'session.connected',
  'session.disconnected',
]);

/** Those who see the same teams. */
type Group = {
  teamIds: readonly string[];
  sockets: Set<AgentSocket>;
  /** What they have been told, as JSON by kind and id. */
  told: Record<keyof FloorRows, Map<string, string>>;
  /** How many changes they have been told. */
  seq: number;
  days: ReadonlyMap<string, QueueDay>;
  daysAt: number;
};

/** The teams that a socket's supervisor has now. */
const teamsOf = ({ world }: View, { data }: AgentSocket): string[] =>
  [...(lookup(world.state.config.agents, data.principal.userId)?.supervises ?? [])].sort();

/** One per gateway. */
export class FloorWatch {
  readonly #context: Pick<GatewayContext, 'engine' | 'directory' | 'logger' | 'settings' | 'pastWork'>;
  readonly #memory: LiveMemory;
  readonly #groups = new Map<string, Group>();
  readonly #stopResets: () => void;
  /** Who has asked, whether they have been told already or not. */
  readonly #wanted = new Set<AgentSocket>();
  #teamsMayDiffer = false;
  #timer: NodeJS.Timeout | undefined;
  #dayTimer: NodeJS.Timeout | undefined;
  #rounds: Promise<void> = Promise.resolve();
  #lastAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(
    context: Pick<GatewayContext, 'engine' | 'directory' | 'logger' | 'settings' | 'pastWork'>,
    memory: LiveMemory,
  ) {
    this.#context = context;
    this.#memory = memory;
    this.#stopResets = context.engine.onReset(() => {
      this.#teamsMayDiffer = true;
      this.#soon();
    });
  }

  /** The socket asks for the floor of its supervisor's teams, anew when it has asked before. */
  watch(socket: AgentSocket): void {
    this.forget(socket);
    if (!socket.connected) return;
    this.#wanted.add(socket);
    this.#rounds = this.#rounds.then(() => this.#begin(socket)).catch(() => undefined);
  }

  /** It asks for no more. */
  forget(socket: AgentSocket): void {
    this.#wanted.delete(socket);
    this.#leaveGroups(socket);
  }

  #leaveGroups(socket: AgentSocket): void {
    for (const [key, group] of this.#groups) {
      if (group.sockets.delete(socket) && group.sockets.size === 0) this.#groups.delete(key);
    }
  }

  /** What has happened, for every turn. */
  notice(events: readonly DomainEvent[]): void {
    if (this.#wanted.size === 0) return;
    if (events.some(({ type }) => type === 'configured')) this.#teamsMayDiffer = true;
    if (events.some(({ type }) => !NO_MOVE.has(type))) this.#soon();
  }

  close(): void {
    this.#closed = true;
    this.#stopResets();
    clearTimeout(this.#timer);
    clearTimeout(this.#dayTimer);
  }

  async #begin(socket: AgentSocket): Promise<void> {
    const teamIds = await this.#context.engine.read((view) => teamsOf(view, socket));
    const key = teamIds.join(' ');
    const group = this.#groups.get(key) ?? {
      teamIds,
      sockets: new Set<AgentSocket>(),
      told: { agents: new Map(), queues: new Map(), conversations: new Map() },
      seq: 0,
      days: new Map<string, QueueDay>(),
      daysAt: Number.NEGATIVE_INFINITY,
    };
    this.#groups.set(key, group);
    await this.#readDays(group);
    const { rows, now } = await this.#context.engine.read((view) => ({
      rows: this.#rowsOf(view, group),
      now: view.now,
    }));
    if (!this.#wanted.has(socket)) {
      if (group.sockets.size === 0) this.#groups.delete(key);
      return;
    }
    // Others are told the difference before this one is told the whole.
    this.#tellDifference(group, rows, now);
    group.sockets.add(socket);
    const { directory } = this.#context;
    emitTo(socket, 'floorSnapshot', {
      seq: group.seq,
      agents: [...rows.agents.values()],
      queues: [...rows.queues.values()],
      conversations: [...rows.conversations.values()],
      teams: teamIds.map((id) => ({ id, name: directory().team(id)?.name ?? id })),
      serverTime: now,
    } satisfies FloorSnapshot);
    this.#daysLater();
  }

  #rowsOf(view: View, group: Group): FloorRows {
    const scope = new LiveScope(view, this.#context.directory(), this.#memory);
    return floorRows(view, group.teamIds, scope, group.days);
  }

  #soon(): void {
    if (this.#closed || this.#timer !== undefined) return;
    const pause = Math.max(0, this.#lastAt + this.#context.settings.floorEveryMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#rounds = this.#rounds
        .then(() => this.#round())
        .catch((error: unknown) => {
          // The engine starts anew: who has heard nothing is told after that.
          this.#context.logger.debug({ err: error }, 'the floor could not be told');
        });
    }, pause);
  }

  /** Supervisors whose teams have changed are told the whole of their new ones. */
  async #regroup(): Promise<void> {
    this.#teamsMayDiffer = false;
    const moved = await this.#context.engine.read((view) =>
      [...this.#wanted].filter(
        (socket) => this.#groups.get(teamsOf(view, socket).join(' '))?.sockets.has(socket) !== true,
      ),
    );
    for (const socket of moved) {
      this.#leaveGroups(socket);
      await this.#begin(socket);
    }
  }

  async #round(): Promise<void> {
    if (this.#teamsMayDiffer) await this.#regroup();
    for (const group of [...this.#groups.values()]) {
      const { rows, now } = await this.#context.engine.read((view) => ({
        rows: this.#rowsOf(view, group),
        now: view.now,
      }));
      this.#tellDifference(group, rows, now);
    }
    this.#lastAt = performance.now();
  }

  #tellDifference(group: Group, rows: FloorRows, now: number): void {
    const agents = difference(group.told.agents, rows.agents);
    const queues = difference(group.told.queues, rows.queues);
    const conversations = difference(group.told.conversations, rows.conversations);
    const all = [agents, queues, conversations];
    if (all.every(({ changed, gone }) => changed.length === 0 && gone.length === 0)) return;
    group.seq += 1;
    const changes: FloorChanges = {
      seq: group.seq,
      agents: agents.changed,
      queues: queues.changed,
      conversations: conversations.changed,
      gone: { agents: agents.gone, queues: queues.gone, conversations: conversations.gone },
      serverTime: now,
    };
    for (const socket of group.sockets) if (socket.connected) emitTo(socket, 'floorChanges', changes);
  }

  #daysLater(): void {
    if (this.#closed || this.#dayTimer !== undefined) return;
    this.#dayTimer = setTimeout(() => {
      this.#dayTimer = undefined;
      if (this.#groups.size === 0) return;
      this.#rounds = this.#rounds
        .then(async () => {
          for (const group of this.#groups.values()) await this.#readDays(group);
          await this.#round();
        })
        .catch((error: unknown) => {
          this.#context.logger.debug({ err: error }, 'the figures of the day could not be read');
        })
        .then(() => this.#daysLater());
    }, DAYS_EVERY_MS);
    this.#dayTimer.unref();
  }

  /** Without them the floor is told all the same. */
  async #readDays(group: Group): Promise<void> {
    const age = performance.now() - group.daysAt;
    if (age < DAYS_EVERY_MS / 2) return;
    group.daysAt = performance.now();
    try {
      const asked = await this.#context.engine.read((view) => {
        const floor = new Floor(view, group.teamIds);
        return floor.queues().map(({ id }) => ({
          queueId: id,
          withinMs: lookup(floor.config.queues, id)?.serviceLevelMs ?? 0,
        }));
      });
      const since = new Date().setHours(0, 0, 0, 0);
      group.days = await this.#context.pastWork.queueDays(asked, since);
    } catch (error) {
      this.#context.logger.debug({ err: error }, 'the figures of the day could not be read');
    }
  }
}

/** What of `rows` is not as it was told; remembers it as told. */
function difference<T>(told: Map<string, string>, rows: Map<string, T>): { changed: T[]; gone: string[] } {
  const changed: T[] = [];
  for (const [id, row] of rows) {
    const json = JSON.stringify(row);
    if (told.get(id) === json) continue;
    told.set(id, json);
    changed.push(row);
  }
  const gone = [...told.keys()].filter((id) => !rows.has(id));
  for (const id of gone) told.delete(id);
  return { changed, gone };
}
