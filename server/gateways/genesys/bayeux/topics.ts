/** What may be listened to, and on which topics a listener is told something. */
import { KNOWN_TOPICS, OWN_TOPICS, TOPICS } from '../../../../protocol/genesys/names.ts';

/** Whether a topic may be subscribed to: the agent's own ones, and nothing of anybody else. */
export function maySubscribe(topic: string): boolean {
  return KNOWN_TOPICS.has(topic);
}

/** Something to say in each generation of the interface; `chat` null: the second one does not know it. */
export type Notification = { topic: (typeof TOPICS)[keyof typeof TOPICS]; data: object; chat: object | null };

/** What a listener is told, with its topics: each generation at most once. */
export function heardOn(
  topics: ReadonlySet<string>,
  { topic, data, chat }: Notification,
): { channel: string; data: object }[] {
  const heard: { channel: string; data: object }[] = [];
  if (topics.has(topic) || topics.has(OWN_TOPICS)) heard.push({ channel: topic, data });
  // Whoever listens to everything is told in the first generation alone.
  if (chat !== null && topics.has(TOPICS.chats)) heard.push({ channel: TOPICS.chats, data: chat });
  return heard;
}
