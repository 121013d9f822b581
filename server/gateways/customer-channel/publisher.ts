import { lookup } from '../../core/lookup.ts';
import type { DomainEvent } from '../../core/events.ts';
import { signalAudience } from '../../core/visibility.ts';
import type { Delivery, Turn } from '../../engine/contract.ts';
import { audiencesOf } from '../../engine/turn-audiences.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { Attachment, Attachments, Frame } from './attachments.ts';
import {
  endedFrame,
  messageFrame,
  noAgentFrame,
  presenceFrame,
  receiptFrame,
  typingFrame,
} from './customer-frames.ts';
import type { FramePlace } from './customer-frames.ts';

type Letter = { to: Attachment; frame: Frame; last: boolean };

/**
 * Shows customers what has happened, as far as the core lets them see it. Who gets it is settled when the turn
 * is decided and not when it is delivered: a socket that joins in between gets it with the history.
 */
export class Publisher {
  readonly #context: GatewayContext;
  readonly #attachments: Attachments;
  /** Command id → the socket that sent it: it is answered by the acknowledgement and gets no echo. */
  readonly #origins = new Map<string, string>();

  constructor(context: GatewayContext, attachments: Attachments) {
    this.#context = context;
    this.#attachments = attachments;
  }

  /** Runs `work` under a command id whose message is not sent back to this socket. */
  async withOrigin<T>(commandId: string, socketId: string | null, work: () => Promise<T>): Promise<T> {
    if (socketId === null) return work();
    this.#origins.set(commandId, socketId);
    try {
      return await work();
    } finally {
      this.#origins.delete(commandId);
    }
  }

  /** For `engine.onTurn`. */
  prepare(turn: Turn): Delivery | undefined {
    if (this.#attachments.isEmpty) return undefined;
    const letters: Letter[] = [];
    this.#events(turn, letters);
    this.#signals(turn, letters);
    if (letters.length === 0) return undefined;
    return () => {
      for (const { to, frame, last } of letters) {
        to.deliver(frame);
        if (last) this.#attachments.remove(to);
      }
    };
  }

  #events(turn: Turn, letters: Letter[]): void {
    const seen = audiencesOf(turn);
    const origin = this.#origins.get(turn.cause);
    turn.events.forEach((event, index) => {
      for (const sessionId of seen[index]?.sessionIds ?? []) {
        if (!this.#attachments.has(sessionId)) continue;
        const frame = this.#frameOf(event, sessionId, turn);
        if (frame === null) continue;
        for (const to of this.#attachments.ofSession(sessionId)) {
          if (event.type === 'message.sent' && to.socket.id === origin) continue;
          letters.push({ to, frame, last: event.type === 'session.ended' });
        }
      }
    });
  }

  #signals(turn: Turn, letters: Letter[]): void {
    for (const signal of turn.signals) {
      if (signal.type !== 'typing') continue;
      for (const sessionId of signalAudience(turn.world.state, signal).sessionIds) {
        const place = { conversationId: signal.conversationId, sessionId };
        for (const to of this.#attachments.ofSession(sessionId)) {
          letters.push({
            to,
            frame: typingFrame(signal, turn.now, place, this.#context.directory()),
            last: false,
          });
        }
      }
    }
  }

  #frameOf(event: DomainEvent, sessionId: string, turn: Turn): Frame | null {
    const directory = this.#context.directory();
    const place = (conversationId: string): FramePlace => ({ conversationId, sessionId });
    switch (event.type) {
      case 'message.sent':
        return messageFrame(
          event,
          turn.content.messages?.[event.messageId],
          place(event.conversationId),
          directory,
        );
      case 'message.marked':
        return receiptFrame(event, place(event.conversationId), directory);
      case 'participant.joined':
      case 'participant.left': {
        const { participant } = event;
        if (participant.kind !== 'AGENT') return null;
        const came = event.type === 'participant.joined';
        return presenceFrame(came, participant, event, place(event.conversationId), directory);
      }
      case 'participant.roleChanged': {
        const came = event.role === 'PRIMARY';
        const all = lookup(turn.world.state.conversations, event.conversationId)?.participants ?? [];
        const participant = all.find(({ id }) => id === event.participantId);
        if (participant?.kind !== 'AGENT' || came === (event.previousRole === 'PRIMARY')) return null;
        return presenceFrame(came, participant, event, place(event.conversationId), directory);
      }
      case 'request.expired':
        return noAgentFrame(event, place(event.conversationId));
      case 'session.ended':
        // Another session of the same customer ends without a word on this one.
        return event.sessionId === sessionId ? endedFrame(event) : null;
      case 'configured':
      case 'agent.signedIn':
      case 'agent.sessionReplaced':
      case 'agent.connected':
      case 'agent.disconnected':
      case 'agent.stateChanged':
      case 'agent.mrdStateChanged':
      case 'agent.signedOut':
      case 'task.queued':
      case 'task.started':
      case 'task.stepReached':
      case 'task.offered':
      case 'task.accepted':
      case 'task.wrapupStarted':
      case 'task.wrapupExtended':
      case 'task.wrapupEntered':
      case 'task.closed':
      case 'conversation.opened':
      case 'conversation.stateChanged':
      case 'conversation.listed':
      case 'conversation.closed':
      case 'session.started':
      case 'session.connected':
      case 'session.disconnected':
        return null;
    }
  }
}
