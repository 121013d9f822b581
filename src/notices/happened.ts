/**
 * What is worth telling of a change of the state, beyond what frames tell by themselves (`src/store/apply.ts`):
 * customers who left, colleagues who came in, messages that did not get through, and refusals. What the agent
 * could see where it happened is told as read: it is kept for later, not announced twice.
 */
import { isSpokenChannel } from '../store/conversation.ts';
import type { Entry } from '../store/fold.ts';
import type { Conversation, DeskState, Notice, Refusal } from '../store/model.ts';
import { entryNoticeId } from '../store/unsent.ts';

/** Controls at which something is asked (`src/desk/actions.ts`) that have words of their own. */
const REFUSED: ReadonlySet<string> = new Set(['agent', 'mrd', 'offer', 'leave', 'wrapup', 'signOut']);

type Sight = { visible: boolean; at: number };

function entriesAfter(conversation: Conversation, seq: number): Entry[] {
  const { entries } = conversation.transcript.fold;
  const fresh: Entry[] = [];
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    const entry = entries[i];
    if (entry === undefined || entry.seq <= seq) break;
    fresh.unshift(entry);
  }
  return fresh;
}

function tellEntry(
  entry: Entry,
  conversation: Conversation,
  me: string,
): Pick<Notice, 'text' | 'values' | 'tone'> | null {
  if (entry.kind !== 'line') return null;
  const name = conversation.customer.name;
  // Who ended it themselves knows.
  if (entry.what === 'sessionEnded' && entry.detail !== 'AGENT') {
    const silent = entry.detail === 'INACTIVITY' || entry.detail === 'NETWORK';
    const isOfCall = isSpokenChannel(entry.name);
    return {
      text: isOfCall ? 'notice.callEnded' : silent ? 'notice.customerLost' : 'notice.customerLeft',
      values: { name },
      tone: 'info',
    };
  }
  if (entry.what === 'joined' && entry.personId !== me) {
    return { text: 'notice.joined', values: { name, agent: entry.name }, tone: 'info' };
  }
  return null;
}

function inConversation(before: DeskState, after: DeskState, id: string, sight: Sight): Notice[] {
  const known = before.conversations[id];
  const now = after.conversations[id];
  if (known === undefined || now === undefined) return [];
  if (now.kind === 'watched' || !known.transcript.based || known.transcript === now.transcript) return [];
  const read = sight.visible && after.selected === id;
  const notice = (key: string, at: number, what: Pick<Notice, 'text' | 'values' | 'tone'>): Notice => ({
    id: entryNoticeId(id, key),
    at,
    conversationId: id,
    read,
    ...what,
  });

  const lines = entriesAfter(now, known.transcript.head).flatMap((entry) => {
    const what = tellEntry(entry, now, after.me?.id ?? '');
    return what === null ? [] : [notice(entry.id, entry.at - after.clockOffset, what)];
  });
  const failedBefore = known.transcript.fold.failed;
  const failures =
    failedBefore === now.transcript.fold.failed
      ? []
      : Object.keys(now.transcript.fold.failed)
          .filter((messageId) => !Object.hasOwn(failedBefore, messageId))
          .map((messageId) =>
            notice(`failed:${messageId}`, sight.at, {
              text: 'notice.notDelivered',
              values: { name: now.customer.name },
              tone: 'warn',
            }),
          );
  return [...lines, ...failures];
}

function failedMessages(before: DeskState, after: DeskState, sight: Sight): Notice[] {
  if (before.outbox === after.outbox) return [];
  return Object.values(after.outbox)
    .filter((message) => message.state === 'failed' && before.outbox[message.id]?.state !== 'failed')
    .map((message) => ({
      id: `outbox:${message.id}:${sight.at}`,
      text: 'notice.notSent',
      values: {
        name: after.conversations[message.conversationId]?.customer.name ?? '',
        ...codeOf(message.refusal),
      },
      tone: 'warn',
      at: sight.at,
      conversationId: message.conversationId,
      read: sight.visible && after.selected === message.conversationId,
    }));
}

function codeOf(refusal: Refusal | null): { code: string; msg: string } {
  return { code: refusal?.code ?? 'INTERNAL', msg: refusal?.msg ?? '' };
}

function conversationOf(state: DeskState, id: string): string | null {
  return Object.hasOwn(state.conversations, id) ? id : null;
}

function refusals(before: DeskState, after: DeskState, sight: Sight): Notice[] {
  if (before.refusals === after.refusals) return [];
  return Object.entries(after.refusals)
    .filter(([control, refusal]) => before.refusals[control] !== refusal)
    .map(([control, refusal]) => {
      const [kind = '', ...rest] = control.split(':');
      const about = rest.join(':');
      const name = after.conversations[about]?.customer.name ?? after.offers[about]?.customer.name;
      const mrd = after.presence?.mrds.find((each) => each.id === about)?.name;
      return {
        id: `refused:${control}:${sight.at}`,
        text: REFUSED.has(kind) ? `notice.refused.${kind}` : 'notice.refused.other',
        values: { name: name ?? mrd ?? '', ...codeOf(refusal) },
        tone: 'warn',
        at: sight.at,
        conversationId: conversationOf(after, about),
        // It stands at the control as well: only who looked away has to be told.
        read: sight.visible,
      };
    });
}

/** Notices of what `after` has and `before` had not. `at` is epoch ms of this machine. */
export function happened(before: DeskState, after: DeskState, sight: Sight): Notice[] {
  const talks =
    before.conversations === after.conversations
      ? []
      : Object.keys(after.conversations).flatMap((id) => inConversation(before, after, id, sight));
  return [...talks, ...failedMessages(before, after, sight), ...refusals(before, after, sight)];
}
