/** The floor as one supervisor may see it: agents of their teams, and the conversations and customers that concern these. */
import type { Config, Queue } from '../../core/config.ts';
import { listedAs } from '../../core/lists.ts';
import { lookup } from '../../core/lookup.ts';
import { primaryOfTeams } from '../../core/participant.ts';
import type { Agent, Conversation, Task } from '../../core/state.ts';
import { isSearching, TASK_MODES } from '../../core/task-modes.ts';
import { teamsServing } from '../../core/watchers.ts';
import type { View } from '../../engine/contract.ts';

/** A conversation, and the task by which the customer is served or waits. */
type OnTheFloor = { conversation: Conversation; task: Task };

export class Floor {
  readonly #view: View;
  readonly #teamIds: readonly string[];

  constructor(view: View, teamIds: readonly string[]) {
    this.#view = view;
    this.#teamIds = teamIds;
  }

  get config(): Config {
    return this.#view.world.state.config;
  }

  /** Agents of the teams who are signed in or not, by id. Who only supervises is none. */
  agents(): { id: string; agent: Agent | undefined }[] {
    const { state } = this.#view.world;
    return Object.values(state.config.agents)
      .filter(({ id, roles }) => this.isOfTeams(id) && roles.includes('agent'))
      .map(({ id }) => ({ id, agent: lookup(state.agents, id) }));
  }

  /** Queues that an agent of the teams serves. */
  queues(): Queue[] {
    return Object.values(this.config.queues).filter((queue) =>
      [...teamsServing(this.config, queue)].some((teamId) => this.#teamIds.includes(teamId)),
    );
  }

  /** Conversations in which an agent of the teams talks to the customer, each with the task of the first of them. */
  talking(): OnTheFloor[] {
    const { tasks } = this.#view.world.state;
    return this.#open().flatMap((conversation) => {
      const agent = primaryOfTeams(this.config, conversation, this.#teamIds);
      const task = lookup(tasks, agent?.taskId ?? '');
      return task === undefined ? [] : [{ conversation, task }];
    });
  }

  /** Customers who wait in a queue, or are being offered to somebody, longest first. */
  waiting(): OnTheFloor[] {
    const { state } = this.#view.world;
    const queueIds = new Set(this.queues().map(({ id }) => id));
    return Object.values(state.tasks)
      .filter((task) => isSearching(task) && task.queueId !== null && queueIds.has(task.queueId))
      .sort((a, b) => a.enqueuedAt - b.enqueuedAt || a.arrival - b.arrival)
      .flatMap((task) => {
        const conversation = lookup(state.conversations, task.conversationId);
        return conversation === undefined ? [] : [{ conversation, task }];
      });
  }

  /** Conversations that a bot leads, by the bot's id. */
  withBots(): { botId: string; conversations: Conversation[] }[] {
    const found = new Map<string, Conversation[]>();
    for (const conversation of this.#open()) {
      const bot = conversation.participants.find(({ kind, role }) => kind === 'BOT' && role === 'PRIMARY');
      if (bot === undefined) continue;
      const own = found.get(bot.ref);
      if (own === undefined) found.set(bot.ref, [conversation]);
      else own.push(conversation);
    }
    return [...found].map(([botId, conversations]) => ({ botId, conversations }));
  }

  /**
   * Conversations on pull lists that nobody is in, each with its list. A list is for the agents of all teams, so its
   * requests are everybody's who has a team.
   */
  listed(): { conversation: Conversation; listId: string }[] {
    if (this.#teamIds.length === 0) return [];
    const { state } = this.#view.world;
    return this.#open().flatMap((conversation) => {
      const listed = listedAs(state, conversation);
      return listed === null || listed.status === 'ACTIVE' ? [] : [{ conversation, listId: listed.listId }];
    });
  }

  /** Conversations that agents of the teams wrap up, each with since when. */
  wrappingUp(): (OnTheFloor & { since: number })[] {
    const { tasks, conversations } = this.#view.world.state;
    return Object.values(tasks).flatMap((task) => {
      if (task.wrapup === null || task.agentId === null || !this.isOfTeams(task.agentId)) return [];
      const conversation = lookup(conversations, task.conversationId);
      return conversation === undefined ? [] : [{ conversation, task, since: task.wrapup.startedAt }];
    });
  }

  /** Conversations that an agent has in hand, those in wrap-up among them. */
  workOf(agent: Agent | undefined): number {
    const { tasks } = this.#view.world.state;
    return (agent?.taskIds ?? []).filter((id) => {
      const task = lookup(tasks, id);
      return task !== undefined && !isSearching(task) && TASK_MODES[task.direction].role !== 'SILENT_MONITOR';
    }).length;
  }

  /** Chats that an agent has in hand now. */
  chatsOf(agent: Agent | undefined): number {
    const { tasks } = this.#view.world.state;
    return (agent?.taskIds ?? []).filter((id) => {
      const task = lookup(tasks, id);
      return task?.state === 'ACTIVE' && TASK_MODES[task.direction].role !== 'SILENT_MONITOR';
    }).length;
  }

  #open(): Conversation[] {
    const { conversations } = this.#view.world.state;
    return Object.values(conversations).filter(({ sessionIds }) => sessionIds.length > 0);
  }

  /** Whether it is an agent of the teams. */
  isOfTeams(agentId: string): boolean {
    const teamId = lookup(this.config.agents, agentId)?.teamId;
    return teamId != null && this.#teamIds.includes(teamId);
  }
}
