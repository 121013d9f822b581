/** What a CRM may ask the desk to do, and nothing else: each command is checked, done as by the agent, and answered. */
import { crmCommand } from '../../protocol/crm/messages.ts';
import type { CrmCommand, CrmResult } from '../../protocol/crm/messages.ts';
import { RefusedError, refusalOf } from '../connection/refusal.ts';
import { fetchReasons } from '../desk/actions/fetch-reasons.ts';
import { acceptance } from '../desk/actions/offers.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import * as local from '../store/local.ts';
import type { Conversation } from '../store/model.ts';

/** Commands per second on average, and at once. */
const PER_SECOND = 5;
const AT_ONCE = 20;
/** So many answers are kept: the same request again is answered again, and not done again. */
const MOST_KEPT = 100;

/** Does commands. @param steady ms that only grow */
export function createCrmCommands(
  tools: ActionTools,
  steady: () => number = () => performance.now(),
): (request: string, message: unknown) => Promise<CrmResult> {
  const answers = new Map<string, Promise<CrmResult>>();
  let allowed = AT_ONCE;
  let counted = steady();

  const mayAsk = () => {
    const now = steady();
    allowed = Math.min(AT_ONCE, allowed + ((now - counted) / 1000) * PER_SECOND);
    counted = now;
    if (allowed < 1) return false;
    allowed -= 1;
    return true;
  };

  return (request, message) => {
    const before = answers.get(request);
    if (before !== undefined) return before;
    const failed = (error: unknown): CrmResult => {
      const { code, msg } = refusalOf(error);
      return { type: 'agent-desk.result', request, status: 'error', code, msg };
    };
    // It is not kept: the same request may come again, later.
    if (!mayAsk()) return Promise.resolve(failed(new RefusedError('RATE_LIMITED', 'Too many commands.')));
    const answer = carryOut(tools, message).then(
      (): CrmResult => ({ type: 'agent-desk.result', request, status: 'ok' }),
      failed,
    );
    answers.set(request, answer);
    const [oldest] = answers.keys();
    if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}

async function carryOut(tools: ActionTools, message: unknown): Promise<void> {
  const parsed = crmCommand.safeParse(message);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RefusedError('VALIDATION', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const command = parsed.data;
  switch (command.command) {
    case 'setState':
      return setState(tools, command);
    case 'accept':
      return accept(tools, command.conversationId);
    case 'openConversation':
      here(tools, command.conversationId);
      tools.store.setState((state) => local.open(state, command.conversationId));
      return;
    case 'makeCall':
      await tools.connection.ask('makeCall', { toAddress: command.number });
      return;
    case 'fillComposer':
      fill(tools, here(tools, command.conversationId), command.text);
  }
}

async function setState(
  { connection, rest, get, me }: ActionTools,
  { state, reason, mrd }: Extract<CrmCommand, { command: 'setState' }>,
): Promise<void> {
  const agentId = me();
  if (mrd !== undefined) {
    const found = get().presence?.mrds.find(({ id, name }) => id === mrd || name === mrd);
    if (found === undefined) throw new RefusedError('MRD_NOT_FOUND', 'The agent has no such MRD.');
    await connection.ask('changeAgentState', { agentId, action: 'agentMRDState', state, mrdId: found.id });
    return;
  }
  let reasonCode = null;
  if (reason !== undefined) {
    const reasons = await fetchReasons(rest);
    reasonCode = reasons.find(({ id, name, type }) => type === state && (id === reason || name === reason));
    if (reasonCode === undefined) throw new RefusedError('REASON_NOT_FOUND', 'There is no such reason.');
  }
  await connection.ask('changeAgentState', {
    agentId,
    action: 'agentState',
    state: { name: state, reasonCode },
  });
}

async function accept(tools: ActionTools, conversationId: string): Promise<void> {
  const offer = Object.values(tools.get().offers).find((one) => one.conversationId === conversationId);
  if (offer === undefined) throw new RefusedError('TASK_NOT_FOUND', 'Nothing rings for this conversation.');
  await tools.connection.ask('topicSubscription', acceptance(offer, tools));
  tools.store.setState((state) => local.open(state, conversationId));
}

/** The conversation at this desk. */
function here({ conversation }: ActionTools, conversationId: string): Conversation {
  const found = conversation(conversationId);
  if (found === undefined) {
    throw new RefusedError('CONVERSATION_NOT_FOUND', 'The agent has no such conversation open.');
  }
  return found;
}

/** The words stand after what the agent has begun, and are sent by the agent alone. */
function fill({ store, get }: ActionTools, { id, gone, kind, role }: Conversation, text: string): void {
  if (gone !== null || role === 'WRAP_UP')
    throw new RefusedError('TOPIC_CLOSED', 'The conversation is over.');
  if (kind === 'watched') throw new RefusedError('ROLE_NOT_ALLOWED', 'The agent only listens here.');
  const begun = get().drafts[id] ?? '';
  store.setState((state) => local.draft(state, id, begun === '' ? text : `${begun}\n${text}`));
}
