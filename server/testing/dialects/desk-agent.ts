/** An agent at a desk of the main protocol. */
import type { OnCimEvent, OnTopicData, TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { keycloakUser } from '../../identity/principal.ts';
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import type { DeskOptions } from '../../gateways/agent-manager/testing/desk.ts';
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { textMessage } from '../../gateways/agent-manager/testing/work.ts';
import { Book } from './book.ts';
import { until } from './people.ts';
import type { AgentProgram, Colleague } from './people.ts';

/** How a desk is connected: as ours, or as those of the family, which hand over their agent as text. */
export type DeskKind = 'ours' | 'family';

export class DeskAgent implements AgentProgram {
  readonly name: string;
  readonly agentId: string;
  readonly book = new Book();
  readonly username: string;
  readonly readsOn = true;
  readonly handsOverTo = 'SOMEBODY_NEW';
  readonly end = null;
  readonly #rig: Rig;
  readonly #kind: DeskKind;
  readonly #offers = new Map<string, string>();
  /** The last sequence of each conversation, as the desk keeps it. */
  readonly #seqs = new Map<string, number>();
  #options: DeskOptions = {};
  #desk: Desk | null = null;
  online = false;

  constructor(rig: Rig, username: string, kind: DeskKind) {
    this.#rig = rig;
    this.#kind = kind;
    this.username = username;
    this.name = `${username} (desk, ${kind})`;
    this.agentId = rig.agentId(username);
  }

  async come(): Promise<void> {
    const { token, principal } = await this.#rig.signIn(this.username);
    const isFamily = this.#kind === 'family';
    this.#options = isFamily
      ? { token, agent: JSON.stringify(keycloakUser(principal)), client: '4.4.0' }
      : { token };
    await this.back();
    await this.setReady(true);
  }

  async back(): Promise<void> {
    const desk = new Desk(this.#rig.origin, this.#options);
    this.#desk = desk;
    desk.socket.onAny((event, payload) => this.#take(event, payload));
    await desk.hear('snapshotComplete');
    this.online = true;
  }

  lose(): void {
    this.online = false;
    this.#desk?.breakOff();
    this.#desk?.close();
  }

  close(): void {
    this.online = false;
    this.#desk?.close();
  }

  setReady(isReady: boolean): Promise<void> {
    return this.#must('changeAgentState', {
      action: 'agentState',
      state: { name: isReady ? 'READY' : 'NOT_READY' },
    });
  }

  isOffered(conversationId: string): boolean {
    return this.#offers.has(conversationId);
  }

  async accept(conversationId: string): Promise<void> {
    const before = this.#seqs.get(conversationId);
    await this.#must('topicSubscription', { conversationId, taskId: this.#offers.get(conversationId) });
    this.#offers.delete(conversationId);
    await until(() => this.#seqs.get(conversationId) !== before, `onTopicData of ${conversationId}`);
  }

  say(conversationId: string, text: string): Promise<void> {
    return this.#must('publishCimEvent', textMessage(conversationId, text));
  }

  readonly whisper = (conversationId: string, text: string): Promise<void> => {
    const said = textMessage(conversationId, text);
    return this.#must('publishCimEvent', {
      ...said,
      cimEvent: { ...said.cimEvent, name: 'WHISPER_MESSAGE' },
    });
  };

  invite(conversationId: string, { agentId }: Colleague): Promise<void> {
    const request = { conversationId, mode: 'agent', requestedAgentId: agentId, offerToAgent: true };
    return this.#must('directConferenceRequest', request);
  }

  handOver(conversationId: string, { agentId }: Colleague): Promise<void> {
    const request = { conversationId, mode: 'agent', requestedAgentId: agentId, offerToAgent: true };
    return this.#must('directTransferRequest', request);
  }

  leave(conversationId: string): Promise<void> {
    return this.#must('topicUnsubscription', { conversationId });
  }

  wrapUp(conversationId: string): Promise<void> {
    return this.#must('closeWrapup', { conversationId, cimEvent: null });
  }

  async signOut(): Promise<void> {
    await this.#must('changeAgentState', { action: 'agentState', state: { name: 'LOGOUT' } });
    this.close();
  }

  async #must(event: string, payload: object): Promise<void> {
    if (this.#desk === null) throw new Error('nobody is signed in');
    const answer = await this.#desk.ask(event, payload);
    if (answer.status !== 'ok') throw new Error(`${event}: ${answer.code}`);
  }

  #take(event: string, payload: unknown): void {
    if (event === 'taskRequest') {
      const { conversationId, taskId, taskState } = payload as TaskRequest;
      if (taskState.name === 'RESERVED') this.#offers.set(conversationId, taskId);
    }
    if (event === 'revokeTask') this.#offers.delete((payload as TaskRequest).conversationId);
    if (event === 'onTopicData') {
      const { conversationId, topicData } = payload as OnTopicData;
      this.#seqs.set(conversationId, topicData.seq);
      this.book.whole(conversationId, topicData.topicEvents.map(textOf));
    }
    if (event === 'onCimEvent') this.#follow(payload as OnCimEvent);
  }

  /** A desk applies what it is told by sequence: what it has already is passed over, and a gap is a fault. */
  #follow({ cimEvent, conversationId, seq, skipped = 0 }: OnCimEvent): void {
    if (seq === undefined) return;
    const known = this.#seqs.get(conversationId);
    if (known !== undefined) {
      if (seq <= known) return;
      if (seq - skipped > known + 1)
        this.book.problems.push(`${conversationId}: ${seq} follows ${known}, with ${skipped} passed over`);
    }
    this.#seqs.set(conversationId, seq);
    const read = typeof cimEvent === 'string' ? (JSON.parse(cimEvent) as CimEvent) : cimEvent;
    this.book.heard(conversationId, textOf(read));
  }
}

/** The words of a message; undefined: it is none. */
function textOf(event: CimEvent): unknown {
  const { body } = event.data as { body?: { type?: unknown; markdownText?: unknown } };
  return body?.type === 'PLAIN' ? body.markdownText : undefined;
}
