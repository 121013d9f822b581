import type {
  EndAck,
  MessageFrame,
  RequestAck,
  ResumeAck,
  SessionEndedFrame,
} from '../../protocol/customer-channel/frames.ts';
import { CUSTOMER_EVENTS } from '../../protocol/customer-channel/names.ts';
import { createAttention } from './attention.ts';
import type { ChatClient } from './chat-verbs.ts';
import { applyFrame } from './frames.ts';
import type { ChatMemory, Unsent } from './memory.ts';
import { createOutbox } from './outbox.ts';
import { pending } from './pending-message.ts';
import { randomId } from './random-id.ts';
import { createRating } from './rating.ts';
import { requestPayload } from './request-payload.ts';
import { INITIAL_STATE } from './state.ts';
import type { ChatMessage, ChatState } from './state.ts';
import { change, changeOf, EMPTY_TRANSCRIPT, messageOf, place, receive, update } from './transcript.ts';
import type { Transcript } from './transcript.ts';
import type { WireFactory } from './wire.ts';

type ChatClientOptions = {
  serviceIdentifier: string;
  memory: ChatMemory;
  wire: WireFactory;
  now?: () => number;
};

const TYPING_SHOWN_MS = 6_000;
const RETRY_MS = 2_000;

export function createChatClient(options: ChatClientOptions): ChatClient {
  const { memory } = options;
  const now = options.now ?? Date.now;
  const listeners = new Set<() => void>();
  let state = INITIAL_STATE;
  let transcript: Transcript = EMPTY_TRANSCRIPT;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server has this socket attached to the session: only then may anything be sent. */
  let attached = false;

  const set = (change: Partial<ChatState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const setTranscript = (next: Transcript): void => {
    if (next === transcript) return;
    transcript = next;
    set({ entries: next.entries });
  };
  const ready = (): boolean => attached && wire.isOpen();

  const wire = options.wire({
    onOpen: () => {
      set({ connection: 'online', problem: null });
      attach();
      rating.opened();
    },
    onClose: () => {
      detach();
      set({ connection: 'reconnecting', typing: null });
    },
    onRefused: (code) => {
      set({ connection: 'reconnecting', problem: code });
    },
    onEvent: (name, payload) => {
      onEvent(name, payload);
    },
  });
  const outbox = createOutbox(memory, () => wire, ready, {
    onSent: (id, answer) => {
      setTranscript(
        update(transcript, id, { status: 'sent', error: null, at: answer.timestamp, ...seqOf(answer.seq) }),
      );
    },
    onFailed: (id, code) => {
      setTranscript(update(transcript, id, { status: 'failed', error: code }));
    },
    onSessionLost: () => {
      attached = false;
      attach();
    },
  });
  const rating = createRating(
    () => wire,
    (state) => {
      if (state === 'saved') memory.saveTab({ ...memory.tab(), lastToken: null });
      set({ rating: state });
    },
  );
  const attention = createAttention(memory, () => wire, ready, now);

  const detach = (): void => {
    attached = false;
    outbox.interrupt();
    clearTimeout(retryTimer);
  };
  const attachAgain = (): void => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(attach, RETRY_MS * (0.5 + Math.random()));
  };

  /** Makes the server know this socket: resumes what is open, or repeats a request that was not confirmed. */
  const attach = (): void => {
    if (!wire.isOpen() || attached) return;
    const { sessionToken, request } = memory.identity();
    if (sessionToken !== null) resume();
    else if (request !== null) requestSession();
  };

  const requestSession = (): void => {
    const identity = memory.identity();
    if (identity.request === null) return;
    const { requestId } = identity.request;
    const payload = requestPayload(options.serviceIdentifier, identity.customer, identity.request, now());
    wire.send(CUSTOMER_EVENTS.chatRequested, payload, (acknowledgement) => {
      const current = memory.identity();
      if (current.request?.requestId !== requestId) return;
      const answer = acknowledgement as RequestAck | null;
      if (answer?.code === 200) {
        started((answer as Extract<RequestAck, { code: 200 }>).sessionToken);
      } else if (answer === null || PASSING.has('error' in answer ? answer.error : '')) {
        attachAgain();
      } else {
        const code = 'error' in answer ? answer.error : 'INTERNAL';
        memory.saveIdentity({ ...current, request: null });
        wire.close();
        if (code === 'SESSION_ENDED') set({ phase: 'ended', connection: 'off', endReason: null });
        else set({ phase: 'idle', connection: 'off', problem: code });
      }
    });
  };

  const started = (sessionToken: string): void => {
    memory.saveIdentity({ ...memory.identity(), sessionToken });
    attached = true;
    if (state.phase === 'requesting' || state.phase === 'idle') set({ phase: 'open', problem: null });
    if (memory.tab().ending) end();
    outbox.flush();
  };

  const resume = (): void => {
    const newest = transcript.entries.findLast((entry) => entry.kind === 'message' && entry.seq !== null);
    // On one socket everything comes in order, so nothing older than this is missing.
    const payload = newest === undefined ? {} : { after: newest.id };
    wire.send(CUSTOMER_EVENTS.chatResumed, payload, (acknowledgement) => {
      const answer = acknowledgement as ResumeAck | null;
      if (answer === null || (!answer.isChatAvailable && PASSING.has(answer.error ?? ''))) attachAgain();
      else if (answer.isChatAvailable) resumed(answer);
      else ended(answer.reason ?? null);
    });
  };

  const resumed = (answer: Extract<ResumeAck, { isChatAvailable: true }>): void => {
    attached = true;
    const { delivered, read } = answer.receipts;
    let next = transcript;
    if (delivered !== null) next = receive(next, 'DELIVERED', delivered);
    if (read !== null) next = receive(next, 'READ', read);
    setTranscript(next);
    set({
      agents: answer.agents,
      queue: answer.agents.length > 0 ? null : state.queue,
      phase: memory.tab().ending ? 'ending' : 'open',
      problem: null,
    });
    if (memory.tab().ending) end();
    outbox.flush();
  };

  const ended = (endReason: ChatState['endReason']): void => {
    detach();
    outbox.clear();
    attention.reset();
    const { sessionToken } = memory.identity();
    memory.saveIdentity({ ...memory.identity(), sessionToken: null, request: null });
    memory.saveTab({ ...memory.tab(), ending: false, draft: '', read: null, lastToken: sessionToken });
    const entries = transcript.entries.map((entry) =>
      entry.kind === 'message' && entry.status === 'sending'
        ? { ...entry, status: 'failed' as const, error: 'SESSION_ENDED' }
        : entry,
    );
    transcript = { ...transcript, entries };
    clearTimeout(typingTimer);
    set({ phase: 'ended', endReason, typing: null, queue: null, agents: [], entries, connection: 'off' });
    wire.close();
  };

  const onEvent = (name: string, payload: unknown): void => {
    if (name === CUSTOMER_EVENTS.message) {
      onFrame(payload as MessageFrame);
    } else if (name === CUSTOMER_EVENTS.sessionEnded || name === CUSTOMER_EVENTS.sessionExpired) {
      ended((payload as SessionEndedFrame).reason);
    }
  };

  const onFrame = (frame: MessageFrame): void => {
    const changed = changeOf(frame);
    if (changed !== null) {
      setTranscript(change(transcript, changed));
      return;
    }
    const message = messageOf(frame);
    if (message === null) {
      const step = applyFrame(state, transcript, frame);
      setTranscript(step.transcript);
      set(step.change);
      if (step.change.typing != null) {
        clearTimeout(typingTimer);
        typingTimer = setTimeout(() => {
          set({ typing: null });
        }, TYPING_SHOWN_MS);
      }
      return;
    }
    setTranscript(place(transcript, message));
    if (!message.mine) {
      set({ typing: null });
      attention.arrived(message.id);
    }
  };

  const send = (text: string): void => {
    const trimmed = text.trim();
    if (trimmed === '') return;
    write({ id: randomId(), text: trimmed, at: now() });
    attention.stopTyping();
  };
  const write = (unsent: Unsent): void => {
    setTranscript(place(transcript, pending(unsent)));
    outbox.add(unsent);
  };

  const choose = (messageId: string, option: number): void => {
    const message = transcript.entries.find(({ id }) => id === messageId);
    const choice = message?.kind === 'message' ? message.choices?.options[option] : undefined;
    if (choice?.href !== null || state.phase !== 'open') return;
    const { title, payload } = choice;
    write({ id: randomId(), text: title, at: now(), replyTo: messageId, payload });
  };

  /** A pressed button that is sent again brings the same along. */
  const answerOf = ({ replyTo, text }: ChatMessage): Partial<Unsent> => {
    if (replyTo === null) return {};
    const message = transcript.entries.find(({ id }) => id === replyTo);
    const options = message?.kind === 'message' ? (message.choices?.options ?? []) : [];
    return { replyTo, payload: options.find(({ title }) => title === text)?.payload };
  };

  const end = (): void => {
    memory.saveTab({ ...memory.tab(), ending: true });
    if (state.phase !== 'ended') set({ phase: 'ending' });
    if (!ready()) return;
    wire.send(CUSTOMER_EVENTS.chatEnded, {}, (acknowledgement) => {
      const answer = acknowledgement as EndAck | null;
      if (state.phase !== 'ending') return;
      if (answer?.code === 200) ended('CUSTOMER');
      else if (answer !== null && 'error' in answer && answer.error === 'NO_SESSION') ended(null);
      else retryTimer = setTimeout(end, RETRY_MS);
    });
  };

  const takeUp = (phase: 'requesting' | 'resuming'): void => {
    for (const unsent of memory.tab().unsent) transcript = place(transcript, pending(unsent));
    set({ phase, connection: 'connecting', entries: transcript.entries });
    wire.open();
  };

  const boot = (): void => {
    const { sessionToken, request } = memory.identity();
    if (state.phase !== 'idle') return;
    if (sessionToken !== null) takeUp('resuming');
    else if (request !== null) takeUp('requesting');
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    boot,
    otherTabActed: () => {
      if (state.phase !== 'idle') return;
      memory.lookAgain();
      boot();
    },
    request: (request) => {
      if (state.phase !== 'idle') return;
      memory.saveTab({ ...memory.tab(), lastToken: null });
      const identity = memory.lookAgain();
      if (identity.sessionToken !== null || identity.request !== null) {
        // Another tab was faster: one customer has one chat.
        boot();
        return;
      }
      memory.saveIdentity({
        ...identity,
        sessionToken: null,
        request: { ...request, requestId: randomId() },
      });
      set({ problem: null });
      takeUp('requesting');
      attach();
    },
    send,
    choose,
    rate: (stars, comment) => {
      if (state.phase === 'ended' && state.rating !== 'saved') rating.give(stars, comment);
    },
    retry: (id) => {
      const entry = transcript.entries.find((other) => other.id === id);
      if (entry?.kind !== 'message' || entry.status !== 'failed' || state.phase === 'ended') return;
      setTranscript(update(transcript, id, { status: 'sending', error: null }));
      outbox.add({
        id,
        text: entry.text,
        at: now(),
        ...answerOf(entry),
      });
    },
    typing: attention.typing,
    stopTyping: attention.stopTyping,
    setAttentive: attention.setAttentive,
    end,
    reset: () => {
      if (state.phase !== 'ended') return;
      transcript = EMPTY_TRANSCRIPT;
      rating.forget();
      wire.close();
      set({ ...INITIAL_STATE });
    },
    wake: () => {
      wire.wake();
    },
    draft: () => memory.tab().draft,
    saveDraft: (draft) => {
      memory.saveTab({ ...memory.tab(), draft });
    },
    dispose: () => {
      detach();
      rating.forget();
      attention.reset();
      clearTimeout(typingTimer);
      listeners.clear();
      wire.close();
    },
  };
}

const PASSING = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL']);

function seqOf(seq: number | null): { seq?: number } {
  return seq === null ? {} : { seq };
}
