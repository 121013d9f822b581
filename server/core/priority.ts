/** Q1: how urgent a request is: what it asks for, or what its customer's labels give, if that is more. */
import type { Conversation, State, Task } from './state.ts';
import { lookup } from './lookup.ts';

/** Whether a request may ask for this priority, and a label give it. */
export function isPriority(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 10;
}

/** What a request has without its customer's labels: they may be taken away again. */
export function askedPriority({ asked, priority }: { asked?: number | undefined; priority: number }): number {
  return asked ?? priority;
}

/** What a request of a conversation has that asks for `asked`. */
export function ranked(
  { conversations }: State,
  conversationId: string,
  asked: number,
): Pick<Task, 'asked' | 'priority'> {
  const given = labelPriority(lookup(conversations, conversationId));
  return given > asked ? { priority: given, asked } : { priority: asked };
}

/** What the labels of a conversation's customer give. */
function labelPriority(conversation: Conversation | undefined): number {
  return conversation?.labelPriority ?? 1;
}
