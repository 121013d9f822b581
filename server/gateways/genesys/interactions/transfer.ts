/** Handing an interaction over in one step: to an agent, to a queue, or to whoever has a skill. */
import { randomUUID } from 'node:crypto';
import { transferFields, type TransferFields } from '../../../../protocol/genesys/requests.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import type { RequestAgent } from '../../../core/commands.ts';
import type { Config, Queue } from '../../../core/config.ts';
import { lookup } from '../../../core/lookup.ts';
import { isRoutable } from '../../../core/mrd-state.ts';
import type { State } from '../../../core/state.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { submit } from '../../shared/refusals.ts';
import { userIn } from '../addresses.ts';
import { chatMrdOf } from '../channels.ts';
import { Failure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { parseFields } from '../read-request.ts';
import type { Asked } from './asked.ts';

const TARGETS = ['agentId', 'targetUri', 'targetPath', 'queueName', 'skill', 'skillId'] as const;

export async function transfer(
  context: GenesysContext,
  { principal, agentId, conversationId, fields }: Asked,
): Promise<void> {
  const given = parseFields(transferFields, fields);
  const named = TARGETS.filter((key) => given[key] !== undefined);
  if (named.length === 0) throw new Failure(STATUS.missing, `One of ${TARGETS.join(', ')} is missing.`);
  if (named.length > 1) throw new Failure(STATUS.invalid, `Only one of ${named.join(', ')} is possible.`);
  requirePermission(principal, 'agent-conversation-control', 'view_direct_transfer');
  const target = await context.engine.read(({ world: { state } }) =>
    targetOf(given, context, state, agentId),
  );
  if (target.kind === 'AGENT' && target.agentId === agentId) {
    throw new Failure(STATUS.forbidden, 'You have the conversation.');
  }
  await submit(context.engine, {
    id: randomUUID(),
    type: 'agent.request',
    conversationId,
    by: { kind: 'AGENT', agentId },
    direction: 'DIRECT_TRANSFER',
    target,
    noteId: null,
    noteLength: 0,
    // An agent who does not want it leaves it to the others.
    fallback: target.kind === 'AGENT' ? 'QUEUE' : null,
    priority: null,
  });
}

function targetOf(
  { agentId, targetUri, targetPath, queueName, skill, skillId }: TransferFields,
  context: GenesysContext,
  state: State,
  askerId: string,
): RequestAgent['target'] {
  const address = targetUri ?? targetPath;
  const userId = agentId ?? (address === undefined ? undefined : (userIn(address) ?? ''));
  if (userId !== undefined) return { kind: 'AGENT', agentId: userId };
  const { config } = state;
  const wanted = queueName ?? skill ?? skillId ?? '';
  const queue = queueNamed(context, config, wanted);
  if (queue !== undefined) return { kind: 'QUEUE', queueId: queue.id };
  if (queueName !== undefined) throw new Failure(STATUS.notFound, 'There is no such queue.');
  return skilled(config, state, wanted, askerId);
}

/** A queue by its id, or its name in any language. */
function queueNamed({ directory }: GenesysContext, { queues }: Config, wanted: string): Queue | undefined {
  const translated = Object.entries(directory().translations.catalogue.queues).find(([, texts]) =>
    Object.values(texts).includes(wanted),
  );
  const name = translated?.[0] ?? wanted;
  return lookup(queues, wanted) ?? Object.values(queues).find((queue) => queue.name === name);
}

/** The queue that asks for a routing attribute; where none does, the available agent who has most of it. */
function skilled(config: Config, state: State, wanted: string, askerId: string): RequestAgent['target'] {
  const attribute = Object.values(config.attributes).find(({ id, name }) => id === wanted || name === wanted);
  if (attribute === undefined) throw new Failure(STATUS.notFound, 'There is no such skill.');
  const queue = Object.values(config.queues).find(({ steps }) =>
    steps.some(({ expressions }) =>
      expressions.some(({ terms }) => terms.some(({ attributeId }) => attributeId === attribute.id)),
    ),
  );
  if (queue !== undefined) return { kind: 'QUEUE', queueId: queue.id };
  const able = Object.values(state.agents)
    .filter((agent) => {
      const mrd = chatMrdOf(state, agent);
      return agent.id !== askerId && mrd !== undefined && isRoutable(config, agent, mrd);
    })
    .map(({ id }) => ({
      id,
      value: lookup(config.agents, id)?.attributes[attribute.id] ?? attribute.defaultValue,
    }))
    .filter(({ value }) => value > 0)
    .sort((one, other) => other.value - one.value);
  const [best] = able;
  if (best === undefined) throw new Failure(STATUS.forbidden, 'Nobody with this skill is available.');
  return { kind: 'AGENT', agentId: best.id };
}
