/** Somebody, or something, at random: whom the acts of the simulation are about. */
import type { SendMessage, Sender } from '../core/commands.ts';
import type { Agent, Conversation, Task } from '../core/state.ts';
import type { Scene } from './scene.ts';

/** Enough to go beyond every limit on the text's length. */
export const LONG = 5000;

export function agentWho(scene: Scene, fits: (agent: Agent) => boolean): Agent | undefined {
  return scene.random.pick(Object.values(scene.state.agents).filter(fits));
}

export function taskWho(scene: Scene, state: Task['state']): Task | undefined {
  return scene.random.pick(Object.values(scene.state.tasks).filter((task) => task.state === state));
}

export function anyConversation(scene: Scene): Conversation | undefined {
  return scene.random.pick(Object.values(scene.state.conversations));
}

export function messageOf(scene: Scene, conversation: Conversation): string | null {
  return scene.random.pick(Object.keys(conversation.messages)) ?? null;
}

export function somebodyIn(scene: Scene, conversation: Conversation): Sender | null {
  const who = scene.random.pick(conversation.participants);
  if (who === undefined) return null;
  switch (who.kind) {
    case 'AGENT':
      return { kind: 'AGENT', agentId: who.ref };
    case 'BOT':
      return { kind: 'BOT', botId: who.ref };
    case 'CUSTOMER':
      return { kind: 'CUSTOMER', sessionId: who.ref };
  }
}

/** A bot that takes part somewhere. */
export function botWho(
  scene: Scene,
): { conversation: Conversation; by: Extract<Sender, { kind: 'BOT' }> } | null {
  const accompanied = Object.values(scene.state.conversations).flatMap((conversation) =>
    conversation.participants
      .filter(({ kind }) => kind === 'BOT')
      .map(({ ref }) => ({ conversation, by: { kind: 'BOT' as const, botId: ref } })),
  );
  return scene.random.pick(accompanied) ?? null;
}

export function send(
  scene: Scene,
  conversation: Conversation,
  sender: Sender,
): SendMessage | Omit<SendMessage, 'id'> {
  const { random } = scene;
  return {
    type: 'message.send',
    conversationId: conversation.id,
    messageId: random.chance(0.05) ? (messageOf(scene, conversation) ?? random.uuid()) : random.uuid(),
    sender,
    kind: random.weighted({ MESSAGE: 6, WHISPER: 2, WRAPUP: 1 }),
    replyTo: random.chance(0.2) ? messageOf(scene, conversation) : null,
    textLength: random.chance(0.03) ? LONG : random.int(100),
    ...(random.chance(0.1) && { to: conversation.participants.map(({ ref }) => ref).slice(0, 2) }),
  };
}
