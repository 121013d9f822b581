/** What has happened in the contact centre itself, by its own facts: whatever programs hear is held against it. */
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { GatewayEngine, Turn } from '../../engine/contract.ts';
import type { StoredMessage } from '../../wire/message-content.ts';
import { saidIn } from './book.ts';

/** By what somebody is known in a conversation: an agent or a bot by the id, its customer by this word. */
export const CUSTOMER = 'CUSTOMER';

/** `to`: who alone may read it, besides who said it; null: everybody whom it is for. */
export type Said = { text: string; forCustomers: boolean; to: readonly string[] | null };

/** Somebody's part: all that was said until they were out of it, or until now. */
export type Part = {
  until: number | null;
  /** They were not connected when it ended: they may have heard less. */
  away: boolean;
};

export type Story = { said: Said[]; parts: Map<string, Part> };

/** What the facts do not say of those whom they are about. */
export type About = {
  isOnline: (ref: string, conversationId: string) => boolean;
  /** Whether the agent's protocol shows a conversation on while it is wrapped up. */
  readsOn: (agentId: string) => boolean;
};

export class Truth {
  readonly stories = new Map<string, Story>();
  readonly #about: About;
  #stop = (): void => {};

  constructor(about: About) {
    this.#about = about;
  }

  async follow(engine: GatewayEngine): Promise<void> {
    await engine.read(() => {
      this.#stop = engine.onTurn((turn) => () => this.#take(turn));
    });
  }

  end(): void {
    this.#stop();
  }

  /** Texts that were said so far, and how often each. */
  count(): Map<string, number> {
    const found = new Map<string, number>();
    for (const { said } of this.stories.values())
      for (const { text } of said) found.set(text, (found.get(text) ?? 0) + 1);
    return found;
  }

  #take(turn: Turn): void {
    for (const event of turn.events) {
      if (!('conversationId' in event)) continue;
      const story = this.stories.get(event.conversationId) ?? { said: [], parts: new Map<string, Part>() };
      this.stories.set(event.conversationId, story);
      if (event.type === 'message.sent') say(story, event, turn);
      else this.#move(story, event, event.conversationId, turn);
    }
  }

  #move(story: Story, event: DomainEvent, conversationId: string, { world }: Turn): void {
    const leaves = (ref: string): void => {
      const part = story.parts.get(ref);
      if (part?.until !== null) return;
      part.until = story.said.length;
      part.away = !this.#about.isOnline(ref, conversationId);
    };
    if (event.type === 'participant.joined') story.parts.set(refOf(event), { until: null, away: false });
    if (event.type === 'participant.left') leaves(refOf(event));
    if (event.type === 'session.ended') leaves(CUSTOMER);
    if (event.type !== 'participant.roleChanged' || event.role !== 'WRAP_UP') return;
    const { participants = [] } = world.state.conversations[conversationId] ?? {};
    const one = participants.find(({ id }) => id === event.participantId);
    if (one !== undefined && !this.#about.readsOn(one.ref)) leaves(one.ref);
  }
}

function refOf({ participant }: EventOf<'participant.joined' | 'participant.left'>): string {
  return participant.kind === 'CUSTOMER' ? CUSTOMER : participant.ref;
}

function say(story: Story, event: EventOf<'message.sent'>, { content }: Turn): void {
  const stored = content.messages?.[event.messageId] as unknown as StoredMessage | undefined;
  const body = stored?.body as { markdownText?: unknown } | undefined;
  const text = saidIn(body?.markdownText);
  if (text !== null)
    story.said.push({ text, forCustomers: event.visibility === 'ALL', to: event.to ?? null });
}
