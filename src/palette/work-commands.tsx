/** Offers, conversations and the customers in them, and what can be done with the one that is open. */
import {
  CheckCheck,
  LogOut,
  MessageSquarePlus,
  PanelRight,
  PhoneIncoming,
  Printer,
  Search,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { wrapupActions } from '../wrapup/wrapup-actions.ts';
import { useCustomerName } from '../desk/names.ts';
import { useMessageWords } from '../desk/use-message-words.ts';
import { perform } from '../desk/keys/use-shortcut.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { currentSession, isCall } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { canDo, inOrder, isWrappingUp, may, offersInOrder } from '../store/selectors.ts';
import type { Command } from './command.ts';
import { useWhyNot } from './state-commands.tsx';

/** Accepting and rejecting each offer. */
export function useOfferCommands(): Command[] {
  const { t } = useTranslation();
  const actions = useActions();
  const configured = useConfigured();
  const offers = useDesk((state) => state.offers);
  const customerName = useCustomerName();
  const why = useWhyNot();
  return offersInOrder({ offers }).flatMap((offer, index): Command[] => {
    const name = customerName(offer.customer);
    const about = {
      group: 'offers' as const,
      detail: [channelName(offer.channelType), configured.queue(offer.queue)].filter(Boolean).join(' · '),
      words: offer.preview,
      why,
      control: control.offer(offer.taskId),
    };
    return [
      {
        ...about,
        id: `accept:${offer.taskId}`,
        title: t('palette.accept', { name }),
        icon: <PhoneIncoming size={16} aria-hidden="true" />,
        ...(index === 0 && { action: 'accept' as const }),
        run: () => {
          actions.accept(offer.taskId);
        },
      },
      {
        ...about,
        id: `reject:${offer.taskId}`,
        title: t('palette.reject', { name }),
        icon: <X size={16} aria-hidden="true" />,
        ...(index === 0 && { action: 'reject' as const }),
        run: () => {
          actions.reject(offer.taskId);
        },
      },
    ];
  });
}

/** What a conversation is found by besides the customer's name. */
function wordsOf(conversation: Conversation): string {
  const session = currentSession(conversation);
  return [
    ...conversation.customer.identities.map((identity) => identity.value),
    ...(session?.form.map((field) => field.value) ?? []),
  ].join(' ');
}

/** Every conversation, in the order of the list. */
export function useConversationCommands(): Command[] {
  const actions = useActions();
  const configured = useConfigured();
  const conversations = useDesk((state) => state.conversations);
  const order = inOrder({ conversations });
  const selected = useDesk((state) => state.selected);
  const customerName = useCustomerName();
  const messageWords = useMessageWords();
  return order.flatMap((id): Command[] => {
    const conversation = conversations[id];
    if (conversation === undefined) return [];
    const channel = currentSession(conversation)?.channelType ?? '';
    const last = conversation.transcript.fold.last;
    return [
      {
        id: `open:${id}`,
        group: 'conversations',
        title: customerName(conversation.customer),
        detail: [
          channelName(channel),
          configured.queue(conversation.queue),
          last === null ? '' : messageWords(last.body),
        ]
          .filter(Boolean)
          .join(' · '),
        words: wordsOf(conversation),
        icon: <ChannelIcon type={channel} size={16} />,
        chosen: id === selected,
        why: null,
        control: null,
        run: () => {
          actions.open(id);
        },
      },
    ];
  });
}

/** What can be done with the conversation that is open, and every wrap-up that can be finished. */
export function useHereCommands(): Command[] {
  const { t } = useTranslation();
  const actions = useActions();
  const wrapup = useSlice(wrapupActions);
  const conversations = useDesk((state) => state.conversations);
  const selected = useDesk((state) => state.selected);
  const drafts = useDesk((state) => state.wrapupDrafts);
  const customerName = useCustomerName();
  const why = useWhyNot();
  const open = selected === null ? undefined : conversations[selected];
  const mayWrite = useDesk((state) => may(state, 'agent-conversation-control/view_initiate_chat'));

  const wrapups = Object.values(conversations)
    .filter(isWrappingUp)
    .map((conversation): Command => {
      const { id } = conversation;
      const draft = drafts[id];
      const filled = draft !== undefined && (draft.codes.length > 0 || draft.note !== '');
      return {
        id: `finish:${id}`,
        group: 'here',
        title: t('palette.finish', { name: customerName(conversation.customer) }),
        detail: t(filled ? 'palette.finishWith' : 'palette.finishWithout'),
        words: '',
        icon: <CheckCheck size={16} aria-hidden="true" />,
        why,
        control: control.wrapup(id),
        run: () => {
          wrapup.finish(id, filled ? draft : null);
        },
      };
    });
  if (open === undefined) return wrapups;

  const { id } = open;
  const name = customerName(open.customer);
  const here: Command[] = [
    {
      id: 'search',
      group: 'here',
      title: t('shortcuts.search'),
      detail: name,
      words: '',
      icon: <Search size={16} aria-hidden="true" />,
      action: 'search',
      why: null,
      control: null,
      run: () => {
        actions.search(id);
      },
    },
    {
      id: 'print',
      group: 'here',
      title: t('palette.print'),
      detail: name,
      words: '',
      icon: <Printer size={16} aria-hidden="true" />,
      action: 'print',
      why: null,
      control: null,
      run: () => {
        actions.print(id);
      },
    },
    {
      id: 'context',
      group: 'here',
      title: t('palette.context'),
      detail: name,
      words: '',
      icon: <PanelRight className="mirror" size={16} aria-hidden="true" />,
      action: 'context',
      why: null,
      control: null,
      run: () => {
        actions.toggleContext();
      },
    },
  ];
  if (mayWrite && open.customer.id !== '') {
    here.unshift({
      id: 'writeFirst',
      group: 'here',
      title: t('palette.writeFirst', { name }),
      words: '',
      icon: <MessageSquarePlus size={16} aria-hidden="true" />,
      why,
      control: null,
      run: () => {
        actions.show('writeFirst');
      },
    });
  }
  if (canDo(open, 'LEAVE')) {
    here.unshift({
      id: 'leave',
      group: 'here',
      title: t(isCall(open) ? 'palette.leaveCall' : 'palette.leave', { name }),
      words: '',
      icon: <LogOut className="mirror" size={16} aria-hidden="true" />,
      action: 'leave',
      why,
      // Its own button asks first where the customer would lose the chat, and shows what the server says.
      control: null,
      run: () => {
        perform('leave');
      },
    });
  }
  return [...wrapups, ...here];
}
