/** An agent's state commands, in both forms. */
import { randomUUID } from 'node:crypto';
import type { AgentStateName } from '../../../../protocol/chat-solution/names.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { isOn } from '../../../core/mrd-state.ts';
import type { Command } from '../../../core/commands.ts';
import type { State } from '../../../core/state.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { submit } from '../../../wire/submit.ts';
import type { ChatContext } from '../chat-context.ts';
import type { Afterwards } from '../visitor.ts';
import type { AgentDesk, Form } from './agent-desks.ts';
import { standing, tellState } from './agent-state.ts';

export type StateWish = { state: AgentStateName; mrdId: string; reasonCode: string | number | null };

/** Puts an agent into a state; the agent is told it in any case, in the form in which it was asked for. */
export async function changeState(
  context: ChatContext,
  desk: AgentDesk,
  form: Form,
  wish: StateWish,
): Promise<Afterwards> {
  const { agentId, principal } = desk;
  if (wish.state !== 'LOGOUT') requirePermission(principal, 'state-change', 'manage_state_change');
  const reasonId = reasonOf(context, wish);
  const commands = await context.engine.read(({ world }) => commandsFor(world.state, desk, wish, reasonId));
  const { form: formBefore, tellings } = desk;
  desk.form = form;
  try {
    for (const command of commands) await submit(context.engine, { ...command, id: randomUUID() });
  } catch (error) {
    desk.form = formBefore;
    throw error;
  }
  if (wish.state === 'LOGOUT')
    await context.connections.endSignIn(principal.sid, { reason: 'sign-out', userId: agentId });
  if (desk.tellings > tellings) return undefined;
  const { found, now } = await context.engine.read((view) => ({
    found: standing(view.world.state, desk, context.directory()),
    now: view.now,
  }));
  return () => tellState(desk, found, context.directory(), now);
}

type NewCommand = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

/** This wire has one level of states: who is to be READY in an MRD is READY as an agent as well. */
function commandsFor(
  { agents }: State,
  { agentId, principal }: AgentDesk,
  { state, mrdId }: StateWish,
  reasonId: string | null,
): NewCommand[] {
  const agent = lookup(agents, agentId);
  const mrd = lookup(agent?.mrds ?? {}, mrdId);
  const own = { type: 'agent.setState', agentId } as const;
  switch (state) {
    case 'LOGOUT':
      return [{ type: 'agent.logout', agentId, sid: principal.sid, reasonId }];
    case 'READY':
      return [
        ...(agent?.state === 'READY' ? [] : [{ ...own, state, reasonId: null }]),
        ...(mrd === undefined ? [] : [{ type: 'agent.setMrdState', agentId, mrdId, state } as const]),
      ];
    case 'NOT_READY': {
      const others = Object.values(agent?.mrds ?? {}).some((one) => one.mrdId !== mrdId && isOn(one.state));
      return others && mrd !== undefined && reasonId === null
        ? [{ type: 'agent.setMrdState', agentId, mrdId, state }]
        : [{ ...own, state, reasonId }];
    }
  }
}

/** -1, 0 and nothing mean that there is no reason; another number is that of a configured one. */
function reasonOf({ configuration }: ChatContext, { state, reasonCode }: StateWish): string | null {
  const code = reasonCode === null || reasonCode === '' ? -1 : Number(reasonCode);
  if (state === 'READY' || code === -1 || code === 0) return null;
  const { reasons } = configuration.current();
  const found = Object.values(reasons).find((reason) => reason.type === state && reason.code === code);
  if (found === undefined) throw new ProtocolError('REASON_NOT_FOUND');
  return found.id;
}
