/** What is written, marked and typed. */
import type { MarkMessage } from '../core/commands.ts';
import type { Act } from './moods.ts';
import { taskWho, anyConversation, messageOf, somebodyIn, botWho, send } from './picks.ts';
import type { Scene, Wish } from './scene.ts';

function agentMessage(scene: Scene): Wish | null {
  const task = scene.random.chance(0.8) ? taskWho(scene, 'ACTIVE') : taskWho(scene, 'WRAP_UP');
  const conversation = task && scene.state.conversations[task.conversationId];
  if (conversation === undefined || task?.agentId == null) return null;
  return send(scene, conversation, { kind: 'AGENT', agentId: task.agentId });
}

function customerMessage(scene: Scene): Wish | null {
  const session = scene.random.pick(Object.values(scene.state.sessions));
  const conversation = session && scene.state.conversations[session.conversationId];
  if (conversation === undefined || session === undefined) return null;
  const wish = send(scene, conversation, { kind: 'CUSTOMER', sessionId: session.id });
  // Mostly what a page can send; now and then what only a forger would.
  return scene.random.chance(0.95) ? { ...wish, kind: 'MESSAGE' } : wish;
}

function mark(scene: Scene): Wish | null {
  const conversation = anyConversation(scene);
  const messageId = conversation && messageOf(scene, conversation);
  const by: MarkMessage['by'] | null =
    conversation === undefined
      ? null
      : scene.random.chance(0.2)
        ? { kind: 'SYSTEM' }
        : somebodyIn(scene, conversation);
  if (conversation === undefined || messageId == null || by === null) return null;
  return {
    type: 'message.mark',
    conversationId: conversation.id,
    messageId,
    status: scene.random.weighted({ DELIVERED: 5, READ: 5, FAILED: 1 }),
    by,
    reason: null,
  };
}

export const MESSAGE_WISHES = {
  agentMessage,
  customerMessage,
  botMessage: (scene) => {
    const place = botWho(scene);
    return place === null ? null : send(scene, place.conversation, place.by);
  },
  mark,
  typing: (scene) => {
    const conversation = anyConversation(scene);
    const by = conversation && somebodyIn(scene, conversation);
    if (conversation === undefined || by == null) return null;
    return { type: 'typing.indicate', conversationId: conversation.id, by, on: scene.random.chance(0.5) };
  },
} satisfies Partial<Record<Act, (scene: Scene) => Wish | null>>;
