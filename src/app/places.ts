/** The places of the desk, in the order of the rail. A new place is an entry here, and nothing else. */
import { Inbox, MessagesSquare, Settings as Gear, Users } from 'lucide-react';
import { atOnce, type Place } from '../desk/places.ts';
import { deferredFigures } from '../home/deferred-figures.ts';
import { deferredEnding } from '../offers/deferred-ending.ts';
import { unreadInAll } from '../store/selectors.ts';
import {
  deferredContext,
  deferredConversation,
  deferredGuide,
  deferredLists,
  deferredPrint,
  deferredSettings,
  deferredSplitter,
  deferredTeam,
  deferredWhileAway,
} from './deferred-parts.ts';
import { Panes } from './shell/Panes.tsx';

export const PLACES: readonly Place[] = [
  {
    id: 'conversations',
    path: 'conversations',
    // A supervisor listens and helps here.
    permission: ({ roles }) => roles.includes('agent') || roles.includes('supervisor'),
    icon: MessagesSquare,
    framed: true,
    page: atOnce(Panes),
    parts: [
      deferredEnding,
      deferredWhileAway,
      deferredSplitter,
      deferredFigures,
      deferredConversation,
      deferredContext,
      deferredGuide,
      deferredPrint,
    ],
    badge: unreadInAll,
    item: {
      of: ({ selected }) => selected,
      has: ({ conversations }, id) => Object.hasOwn(conversations, id),
      open: (actions, id) => {
        actions.open(id);
      },
    },
  },
  {
    id: 'lists',
    path: 'lists',
    permission: ({ roles, permissions }) =>
      roles.includes('agent') && permissions.includes('subscribed-list/view'),
    isThere: ({ hasPullLists }) => hasPullLists,
    icon: Inbox,
    page: deferredLists,
  },
  {
    id: 'team',
    path: 'team',
    permission: ({ roles }) => roles.includes('supervisor'),
    begins: ({ roles }) => !roles.includes('agent'),
    icon: Users,
    page: deferredTeam,
  },
  {
    id: 'settings',
    path: 'settings',
    permission: null,
    icon: Gear,
    atEnd: true,
    action: 'settings',
    page: deferredSettings,
  },
];
