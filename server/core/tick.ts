/** Time passes: every deadline that is due is carried out, in the order in which they fell due. */
import type { Deadline } from './index/types.ts';
import type { Turn } from './turn.ts';
import { scheduleReoffer, unschedule } from './index/deadlines.ts';
import { loseAgent } from './disconnect.ts';
import { idleDue } from './lifeless.ts';
import { lookup } from './lookup.ts';
import { endHold } from './pausing.ts';
import { reachNextStep } from './queue.ts';
import { reminderDue } from './reminding.ts';
import { answerDue } from './unanswered.ts';
import { settle } from './routing.ts';
import { endInactive, loseSession } from './session.ts';
import { expireRequest, missOffer } from './task.ts';
import { endWrapup } from './wrapup.ts';

/** A task's next deadline is for whatever the task is in at that moment (I5). */
function taskDue(turn: Turn, taskId: string): void {
  const { state } = turn.world;
  const task = lookup(state.tasks, taskId);
  if (task === undefined) return;
  switch (task.state) {
    case 'QUEUED':
      if (task.ttlAt <= turn.now) expireRequest(turn, task);
      else reachNextStep(turn, task);
      return;
    case 'OFFERED':
      // The end of the whole search goes before the end of one offer.
      if (task.ttlAt <= turn.now) expireRequest(turn, task);
      else missOffer(turn, task);
      return;
    case 'WRAP_UP': {
      const conversation = lookup(state.conversations, task.conversationId);
      if (conversation !== undefined) endWrapup(turn, conversation, task, 'WRAP_UP_EXPIRED');
      return;
    }
    case 'ACTIVE':
      return;
  }
}

/** D11: somebody who let the request go may have it again, if nobody else came. */
function reofferDue(turn: Turn, { id, at }: Deadline): void {
  const { state, index } = turn.world;
  const task = lookup(state.tasks, id);
  if (task === undefined) return;
  scheduleReoffer(index.deadlines, state, task, at);
  turn.unplaced.push(id);
}

function fire(turn: Turn, deadline: Deadline): void {
  switch (deadline.kind) {
    case 'agent.grace':
      loseAgent(turn, deadline.id);
      return;
    case 'agent.idle':
      idleDue(turn, deadline.id);
      return;
    case 'conversation.answer':
      answerDue(turn, deadline.id);
      return;
    case 'conversation.reminder':
      reminderDue(turn, deadline.id);
      return;
    case 'session.reconnect':
      loseSession(turn, deadline.id);
      return;
    case 'conversation.inactivity':
      endInactive(turn, deadline.id);
      return;
    case 'conversation.hold':
      endHold(turn, deadline.id);
      return;
    case 'task':
      taskDue(turn, deadline.id);
      return;
    case 'task.reoffer':
      reofferDue(turn, deadline);
      return;
  }
}

/** Carries out everything due at `turn.now`. */
export function tick(turn: Turn): void {
  const { ordered } = turn.world.index.deadlines;
  for (;;) {
    const next = ordered.first();
    if (next === undefined || next.at > turn.now) return;
    fire(turn, next);
    // Whatever it was about has moved on or is gone; a deadline that still stands would be found for ever.
    if (ordered.first() === next) unschedule(turn.world.index.deadlines, next.kind, next.id);
    // Each deadline finds the world as the one before has left it, offers made.
    settle(turn);
  }
}
