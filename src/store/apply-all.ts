/** Several frames in one step. */
import { apply } from './apply.ts';
import { isKept, type KeptEvent } from './events.ts';
import type { Frame, FrameOf } from './frames.ts';
import type { DeskState } from './model.ts';
import { applyKept } from './topics.ts';

/**
 * Lets several frames happen at once. The same as one after the other, but a run of events in a conversation costs
 * one step instead of one each: what a flood needs.
 */
export function applyAll(state: DeskState, frames: readonly Frame[]): DeskState {
  let next = state;
  let run: FrameOf<'event'>[] = [];
  const close = () => {
    const byConversation = new Map<string, { fresh: KeptEvent[]; actions: readonly string[] | null }>();
    for (const frame of run) {
      if (!isKept(frame.event)) continue;
      const group = byConversation.get(frame.conversationId) ?? { fresh: [], actions: null };
      group.fresh.push(frame.event);
      group.actions = frame.actions ?? group.actions;
      byConversation.set(frame.conversationId, group);
    }
    for (const [id, { fresh, actions }] of byConversation) next = applyKept(next, id, fresh, actions);
    run = [];
  };
  for (const frame of frames) {
    if (frame.type === 'event' && isKept(frame.event)) {
      run.push(frame);
      continue;
    }
    close();
    next = apply(next, frame);
  }
  close();
  return next;
}
