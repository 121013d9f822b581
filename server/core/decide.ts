/**
 * The core's interface: `decide` carries out a command, `evolve` applies an event to the state.
 *
 * `decide` works on a `World` that its caller owns and advances it in place, event by event, so that a decision
 * with many steps (an agent goes READY, three waiting requests are offered) sees each step's outcome and costs
 * no copy. A refused command leaves the world untouched. Replaying the events through `evolve` gives the same
 * world: there is no other way for it to change.
 */
import type { Command } from './commands.ts';
import type { DomainEvent, Signal } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';
import { connectAgent, disconnectAgent, setAgentState } from './agent.ts';
import { resetResponse } from './answering.ts';
import { handOverByBot } from './bot.ts';
import { endCallLeg, holdCall, startCallLeg } from './call.ts';
import { endCallMonitoring, monitorCall } from './call-monitoring.ts';
import { changeMessage } from './changing.ts';
import { configure } from './configure.ts';
import { linkCustomer, updateCustomer } from './customer.ts';
import { endConversation, leaveConversation } from './conversation.ts';
import { logoutAgent } from './disconnect.ts';
import { raiseHand } from './hand.ts';
import { showActivity } from './idle.ts';
import { endListed, subscribeList } from './lists.ts';
import { indicateTyping, markMessage, sendMessage } from './message.ts';
import { setMrdState } from './mrd.ts';
import { changeOwner, promoteHelper, removeAgent } from './company.ts';
import { beginConversation } from './outbound.ts';
import { pauseConversation, resumeConversation } from './pausing.ts';
import { cancelRequest, requestAgent } from './request.ts';
import { settle } from './routing.ts';
import { connectSession, disconnectSession, endSession, startSession } from './session.ts';
import { joinConversation, superviseConversation } from './start-task.ts';
import { flushQueue, steerConversation } from './steering.ts';
import { changeSupervision } from './supervising.ts';
import { acceptTask, rejectTask } from './task.ts';
import { tick } from './tick.ts';
import { beginTurn, refuse } from './turn.ts';
import { closeWrapup, enterWrapup, extendWrapup } from './wrapup.ts';

export { evolve } from './evolve.ts';

/** The result of a command: its events and signals in order, or why it was refused. */
export type Decision =
  { ok: true; events: DomainEvent[]; signals: Signal[] } | { ok: false; rejection: Rejection };

/** Every handler refuses before its first event, or not at all. */
function handle(turn: Turn, command: Command): Rejection | null {
  switch (command.type) {
    case 'configure':
      return configure(turn, command);
    case 'tick':
      tick(turn);
      return null;
    case 'agent.connect':
      return connectAgent(turn, command);
    case 'agent.disconnect':
      return disconnectAgent(turn, command);
    case 'agent.setState':
      return setAgentState(turn, command);
    case 'agent.setMrdState':
      return setMrdState(turn, command);
    case 'agent.logout':
      return logoutAgent(turn, command);
    case 'task.accept':
      return acceptTask(turn, command);
    case 'task.reject':
      return rejectTask(turn, command);
    case 'session.start':
      return startSession(turn, command);
    case 'session.end':
      return endSession(turn, command);
    case 'session.connect':
      return connectSession(turn, command);
    case 'session.disconnect':
      return disconnectSession(turn, command);
    case 'call.startLeg':
      return startCallLeg(turn, command);
    case 'call.endLeg':
      return endCallLeg(turn, command);
    case 'call.hold':
      return holdCall(turn, command);
    case 'call.monitor':
      return monitorCall(turn, command);
    case 'call.endMonitoring':
      return endCallMonitoring(turn, command);
    case 'message.send':
      return sendMessage(turn, command);
    case 'message.mark':
      return markMessage(turn, command);
    case 'typing.indicate':
      return indicateTyping(turn, command);
    case 'conversation.leave':
      return leaveConversation(turn, command);
    case 'conversation.end':
      return endConversation(turn, command);
    case 'bot.handOver':
      return handOverByBot(turn, command);
    case 'owner.change':
      return changeOwner(turn, command);
    case 'conversation.join':
      return joinConversation(turn, command);
    case 'conversation.begin':
      return beginConversation(turn, command);
    case 'list.subscribe':
      return subscribeList(turn, command);
    case 'conversation.endListed':
      return endListed(turn, command);
    case 'conversation.supervise':
      return superviseConversation(turn, command);
    case 'supervision.change':
      return changeSupervision(turn, command);
    case 'conversation.steer':
      return steerConversation(turn, command);
    case 'queue.flush':
      return flushQueue(turn, command);
    case 'agent.request':
      return requestAgent(turn, command);
    case 'agent.cancelRequest':
      return cancelRequest(turn, command);
    case 'helper.promote':
      return promoteHelper(turn, command);
    case 'agent.remove':
      return removeAgent(turn, command);
    case 'hand.raise':
      return raiseHand(turn, command);
    case 'conversation.pause':
      return pauseConversation(turn, command);
    case 'conversation.resume':
      return resumeConversation(turn, command);
    case 'agent.active':
      return showActivity(turn, command);
    case 'response.reset':
      return resetResponse(turn, command);
    case 'customer.link':
      return linkCustomer(turn, command);
    case 'customer.update':
      return updateCustomer(turn, command);
    case 'message.edit':
    case 'message.delete':
      return changeMessage(turn, command);
    case 'wrapup.close':
      return closeWrapup(turn, command);
    case 'wrapup.enter':
      return enterWrapup(turn, command);
    case 'wrapup.extend':
      return extendWrapup(turn, command);
    default:
      // Typed callers cannot get here; a command read from elsewhere can.
      return refuse('VALIDATION');
  }
}

/** Decides at `now` (epoch ms); a clock that went back is taken to stand still. */
export function decide(world: World, command: Command, now: number): Decision {
  const turn = beginTurn(world, command.id, now);
  const rejection = handle(turn, command);
  if (rejection !== null) return { ok: false, rejection };
  settle(turn);
  return { ok: true, events: turn.events, signals: turn.signals };
}
