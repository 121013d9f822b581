/** The agent's work as a whole: beginning and ending it, ready or not. */
import { randomUUID } from 'node:crypto';
import { CHAT_CHANNEL } from '../../../protocol/genesys/names.ts';
import { startFields, stateFields } from '../../../protocol/genesys/requests.ts';
import { STATUS } from '../../../protocol/genesys/status.ts';
import { lookup } from '../../core/lookup.ts';
import { isOn } from '../../core/mrd-state.ts';
import type { State } from '../../core/state.ts';
import { requirePermission } from '../../identity/permits.ts';
import type { Principal } from '../../identity/principal.ts';
import { submit } from '../shared/refusals.ts';
import { channelsOf, chatMrdOf, tellChannels } from './channels.ts';
import { workOf, type AgentDesk } from './desk.ts';
import { Failure } from './failures.ts';
import type { GenesysContext } from './genesys-context.ts';
import { parseFields, type Fields } from './read-request.ts';

/** The outcome of an operation that succeeded only in part. */
type PartialSuccess = {
  statusCode: typeof STATUS.partial;
  channels: { channel: string; statusCode: number; statusMessage: string }[];
};

/** Whether an agent works with this sign-in. */
export function worksBy({ agents }: State, { userId, sid }: Pick<Principal, 'userId' | 'sid'>): boolean {
  const agent = lookup(agents, userId);
  return agent !== undefined && agent.state !== 'LOGOUT' && agent.sid === workOf(sid);
}

/** Only agents work here. @throws Failure */
export function requireAgent({ roles }: Pick<Principal, 'roles'>): void {
  if (!roles.includes('agent')) throw new Failure(STATUS.notPermitted);
}

/** Begins the work on chats; another sign-in of the agent hands over what it has. */
export async function startWork(
  context: GenesysContext,
  desk: AgentDesk,
  fields: Fields,
): Promise<{ statusCode: typeof STATUS.ok } | PartialSuccess> {
  const { channels = [CHAT_CHANNEL] } = parseFields(startFields, fields);
  if (!channels.includes(CHAT_CHANNEL)) throw new Failure(STATUS.notFound, 'There is no such channel.');
  const { engine, desks } = context;
  const told = desk.channelsCount;
  desks.lend(desk);
  desks.attach(desk);
  const { agentId, workSid: sid } = desk;
  try {
    await submit(engine, { id: randomUUID(), type: 'agent.connect', agentId, sid });
  } catch (error) {
    desks.stopWork(desk);
    throw error;
  }
  await tellIfUntold(context, desk, told);
  await context.teller.tellAll(desk);
  if (channels.every((channel) => channel === CHAT_CHANNEL)) return { statusCode: STATUS.ok };
  return {
    statusCode: STATUS.partial,
    channels: [...new Set(channels)].map((channel) =>
      channel === CHAT_CHANNEL
        ? { channel, statusCode: STATUS.ok, statusMessage: 'OK' }
        : { channel, statusCode: STATUS.notFound, statusMessage: 'There is no such channel.' },
    ),
  };
}

/** Ends the work: open chats are given back at once. The sign-in stays valid. */
export async function endWork({ engine }: GenesysContext, desk: AgentDesk): Promise<void> {
  await requireWork(engine, desk);
  const { agentId, workSid: sid } = desk;
  desk.goingHome = true;
  try {
    await submit(engine, { id: randomUUID(), type: 'agent.logout', agentId, sid, reasonId: null });
  } finally {
    desk.goingHome = false;
  }
}

/** Sets the state of the channel. Any word but the two is the name of a not-ready reason. */
export async function setChannel(
  context: GenesysContext,
  desk: AgentDesk,
  operation: string,
  fields: Fields,
): Promise<void> {
  requirePermission(desk.principal, 'state-change', 'manage_state_change');
  const { engine } = context;
  await requireWork(engine, desk);
  const told = desk.channelsCount;
  const { agentId } = desk;
  if (operation === 'Ready') {
    await submit(engine, {
      id: randomUUID(),
      type: 'agent.setState',
      agentId,
      state: 'READY',
      reasonId: null,
    });
    const mrdId = await switchedOffMrd(context, agentId);
    if (mrdId !== null) {
      await submit(engine, { id: randomUUID(), type: 'agent.setMrdState', agentId, mrdId, state: 'READY' });
    }
  } else {
    const { reason = null } = parseFields(stateFields, fields);
    const name = operation === 'NotReady' ? reason : operation;
    const reasonId = name === null || name === '' ? null : reasonNamed(context, name);
    if (reasonId === undefined) throw new Failure(STATUS.invalid, 'There is no such reason.');
    await submit(engine, { id: randomUUID(), type: 'agent.setState', agentId, state: 'NOT_READY', reasonId });
  }
  await tellIfUntold(context, desk, told);
}

/** Whether a word can be asked for as a state of a channel. @throws Failure */
export function requireState(context: GenesysContext, operation: string): void {
  if (operation === 'Ready' || operation === 'NotReady') return;
  if (reasonNamed(context, operation) === undefined) {
    throw new Failure(STATUS.invalid, 'There is no such state.');
  }
}

/** The id of a reason not to be ready, by its name in any language. */
function reasonNamed({ directory, configuration }: GenesysContext, name: string): string | undefined {
  const translated = Object.entries(directory().translations.catalogue.reasons.NOT_READY).find(([, texts]) =>
    Object.values(texts).includes(name),
  );
  const wanted = translated?.[0] ?? name;
  const { reasons } = configuration.current();
  return Object.values(reasons).find((reason) => reason.type === 'NOT_READY' && reason.name === wanted)?.id;
}

async function requireWork(engine: GenesysContext['engine'], desk: AgentDesk): Promise<void> {
  const works = await engine.read(({ world }) => worksBy(world.state, desk.principal));
  if (!works) throw new Failure(STATUS.forbidden, 'The contact center session has not been started.');
}

/** The MRD of chats, where it is still off although its agent is ready. */
function switchedOffMrd({ engine }: GenesysContext, agentId: string): Promise<string | null> {
  return engine.read(({ world: { state } }) => {
    const agent = lookup(state.agents, agentId);
    const mrd = agent && chatMrdOf(state, agent);
    return mrd === undefined || isOn(mrd.state) ? null : mrd.mrdId;
  });
}

/** Whoever asks for a state is told it, also when nothing has changed. */
async function tellIfUntold({ engine }: GenesysContext, desk: AgentDesk, told: number): Promise<void> {
  if (desk.channelsCount !== told) return;
  await engine.read(({ world: { state } }) => {
    tellChannels(desk, channelsOf(state, desk.agentId, worksBy(state, desk.principal)));
  });
}
