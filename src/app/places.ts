/** The places of the desk, in the order of the rail. A new place is an entry here, and nothing else. */
import { MessagesSquare, Settings as Gear, Users } from 'lucide-react';
import { atOnce, type Place } from '../desk/places.ts';
import { lateFigures } from '../home/late-figures.ts';
import { lateEnding } from '../offers/late-ending.ts';
import { unreadInAll } from '../store/selectors.ts';
import {
  lateContext,
  lateConversation,
  lateGuide,
  latePrint,
  lateSettings,
  lateSplitter,
  lateTeam,
  lateWhileAway,
} from './late-parts.ts';
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
      lateEnding,
      lateWhileAway,
      lateSplitter,
      lateFigures,
      lateConversation,
      lateContext,
      lateGuide,
      latePrint,
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
    id: 'team',
    path: 'team',
    permission: ({ roles }) => roles.includes('supervisor'),
    begins: ({ roles }) => !roles.includes('agent'),
    icon: Users,
    page: lateTeam,
  },
  {
    id: 'settings',
    path: 'settings',
    permission: null,
    icon: Gear,
    atEnd: true,
    action: 'settings',
    page: lateSettings,
  },
];
