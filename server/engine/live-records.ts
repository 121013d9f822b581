import type { DomainEvent, EventOf } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { World } from '../core/world.ts';
import type { EnteredWrapup } from '../store/entered-wrapups.ts';
import type { StoredNote } from '../store/notes.ts';
import type { People } from '../store/people.ts';
import type { PlacedSession } from './commit-queue.ts';
import type {
  Content,
  CustomerRecord,
  EnteredRecord,
  JsonObject,
  Records,
  SessionRecord,
} from './contract.ts';

type Open = { customerId: string; sessionIds: string[]; noteIds: string[] };

type PeopleOfConversations = Pick<People, 'customers' | 'sessionsOfConversations'>;

/** Who is in conversations, as the store has it. */
type OpenPeople = {
  conversationIds: ReadonlySet<string>;
  customers: readonly CustomerRecord[];
  sessions: readonly PlacedSession[];
};

const NOBODY: OpenPeople = { conversationIds: new Set(), customers: [], sessions: [] };

/** Reads who is in the conversations that are open in `state`; more may be opened or closed meanwhile. */
export async function readOpenPeople(
  people: PeopleOfConversations,
  { conversations }: State,
): Promise<OpenPeople> {
  const open = Object.values(conversations);
  const conversationIds = new Set(open.map(({ id }) => id));
  const [customers, sessions] = await Promise.all([
    people.customers([...new Set(open.map(({ customerId }) => customerId))]),
    people.sessionsOfConversations([...conversationIds]),
  ]);
  return { conversationIds, customers, sessions };
}

/** The text of a note as it stands in its message; undefined once erased. */
function textOf(content: JsonObject | null | undefined): string | undefined {
  const body = content?.body;
  const text = typeof body === 'object' && body !== null && 'markdownText' in body ? body.markdownText : null;
  return typeof text === 'string' ? text : undefined;
}

/**
 * Personal data of the conversations that are open now. A customer and the sessions stay until the
 * conversation is closed, so that a wrap-up still knows whom it is about.
 */
export class LiveRecords implements Records {
  readonly #customers = new Map<string, CustomerRecord>();
  readonly #sessions = new Map<string, SessionRecord>();
  readonly #conversations = new Map<string, Open>();
  /** How many open conversations each customer has. */
  readonly #uses = new Map<string, number>();
  readonly #entered = new Map<string, EnteredRecord>();
  readonly #notes = new Map<string, string>();

  /**
   * Reads what the open conversations of `world` need; `entered` is what was entered for its wrap-ups, `notes` the
   * messages that came with its requests, `before` what was read already.
   */
  static async load(
    people: PeopleOfConversations,
    world: World,
    entered: readonly EnteredWrapup[] = [],
    notes: readonly StoredNote[] = [],
    before: OpenPeople = NOBODY,
  ): Promise<LiveRecords> {
    const records = new LiveRecords();
    const conversations = Object.values(world.state.conversations);
    for (const { id, customerId } of conversations) records.#open(id, customerId);
    const known = new Set(before.customers.map(({ id }) => id));
    const [customers, sessions] = await Promise.all([
      people.customers([...records.#uses.keys()].filter((id) => !known.has(id))),
      people.sessionsOfConversations(
        conversations.flatMap(({ id }) => (before.conversationIds.has(id) ? [] : [id])),
      ),
    ]);
    for (const found of [before.customers, customers]) {
      for (const customer of found) {
        if (records.#uses.has(customer.id)) records.#customers.set(customer.id, customer);
      }
    }
    for (const found of [before.sessions, sessions]) {
      for (const { conversationId, ...session } of found) {
        const open = conversationId === null ? undefined : records.#conversations.get(conversationId);
        if (open === undefined) continue;
        records.#sessions.set(session.id, session);
        open.sessionIds.push(session.id);
      }
    }
    for (const { taskId, messageId, content } of entered) {
      if (messageId !== null && content !== null) records.#entered.set(taskId, { messageId, content });
    }
    for (const { id, conversationId, content } of notes) records.#note(conversationId, id, content);
    return records;
  }

  customer(id: string): CustomerRecord | undefined {
    return this.#customers.get(id);
  }

  session(id: string): SessionRecord | undefined {
    return this.#sessions.get(id);
  }

  sessionsOf(conversationId: string): readonly string[] {
    return this.#conversations.get(conversationId)?.sessionIds ?? [];
  }

  note(noteId: string): string | undefined {
    return this.#notes.get(noteId);
  }

  enteredWrapup(taskId: string): EnteredRecord | undefined {
    return this.#entered.get(taskId);
  }

  /**
   * The content of a command whose facts submit what was entered before: with the bodies of those messages. Asked
   * before `end`, which lets go of them.
   */
  complete(events: readonly DomainEvent[], content: Content): Content {
    const bodies: Record<string, JsonObject> = {};
    for (const event of events) {
      if (event.type !== 'task.closed') continue;
      const entered = this.#entered.get(event.taskId);
      if (entered !== undefined) bodies[entered.messageId] = entered.content;
    }
    // A body that comes with the command is newer.
    return Object.keys(bodies).length === 0
      ? content
      : { ...content, messages: { ...bodies, ...content.messages } };
  }

  /** Takes in what a command brought and opened. */
  begin(events: readonly DomainEvent[], content: Content): void {
    for (const event of events) {
      if (event.type === 'conversation.opened') this.#open(event.conversationId, event.customerId);
      if (event.type === 'conversation.customerChanged') this.#changed(event, content);
      if (event.type === 'session.started') this.#began(event, content);
      if (event.type === 'task.wrapupEntered') this.#enter(event, content);
      if (event.type === 'task.queued' && event.task.noteId !== null) {
        const { conversationId, noteId } = event.task;
        this.#note(conversationId, noteId, content.messages?.[noteId]);
      }
    }
    // Nobody would ever let go of a customer who has no open conversation.
    for (const customer of Object.values(content.customers ?? {})) {
      if (this.#uses.has(customer.id)) this.#customers.set(customer.id, customer);
    }
  }

  /** Lets go of what a command closed, once everybody has seen it. */
  end(events: readonly DomainEvent[]): void {
    for (const event of events) {
      if (event.type === 'conversation.closed') this.#close(event.conversationId);
      if (event.type === 'task.closed') this.#entered.delete(event.taskId);
    }
  }

  /** The one before is let go of when no conversation is about them any more. */
  #changed(
    { conversationId, customerId }: EventOf<'conversation.customerChanged'>,
    { customers }: Content,
  ): void {
    const open = this.#conversations.get(conversationId);
    if (open === undefined) return;
    const record = customers?.[customerId];
    if (open.customerId !== customerId) {
      this.#uses.set(customerId, (this.#uses.get(customerId) ?? 0) + 1);
      const before = open.customerId;
      open.customerId = customerId;
      this.#release(before);
    }
    if (record !== undefined) this.#customers.set(customerId, record);
  }

  #began({ sessionId, conversationId }: EventOf<'session.started'>, { sessions }: Content): void {
    this.#conversations.get(conversationId)?.sessionIds.push(sessionId);
    const session = sessions?.[sessionId];
    if (session !== undefined) this.#sessions.set(sessionId, session);
  }

  #enter({ taskId, messageId }: EventOf<'task.wrapupEntered'>, { messages }: Content): void {
    const body = messageId === null ? undefined : messages?.[messageId];
    if (messageId === null || body === undefined) this.#entered.delete(taskId);
    else this.#entered.set(taskId, { messageId, content: body });
  }

  #note(conversationId: string, noteId: string, content: JsonObject | null | undefined): void {
    const text = textOf(content);
    if (text === undefined || this.#notes.has(noteId)) return;
    this.#notes.set(noteId, text);
    this.#conversations.get(conversationId)?.noteIds.push(noteId);
  }

  #open(conversationId: string, customerId: string): void {
    this.#conversations.set(conversationId, { customerId, sessionIds: [], noteIds: [] });
    this.#uses.set(customerId, (this.#uses.get(customerId) ?? 0) + 1);
  }

  #close(conversationId: string): void {
    const open = this.#conversations.get(conversationId);
    if (!open) return;
    this.#conversations.delete(conversationId);
    for (const id of open.sessionIds) this.#sessions.delete(id);
    for (const id of open.noteIds) this.#notes.delete(id);
    this.#release(open.customerId);
  }

  #release(customerId: string): void {
    const uses = (this.#uses.get(customerId) ?? 1) - 1;
    if (uses > 0) {
      this.#uses.set(customerId, uses);
    } else {
      this.#uses.delete(customerId);
      this.#customers.delete(customerId);
    }
  }
}
