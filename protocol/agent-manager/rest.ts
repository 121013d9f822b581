/** The Agent Manager's REST, and the small services a desk keeps its own things in. */
import * as z from 'zod/mini';
import type { CimEvent } from '../cim/event.ts';
import type { KeycloakUser } from '../cim/parties.ts';
import { id, maybe, timestamp } from '../cim/primitives.ts';
import { SOUNDS } from './sounds.ts';
import { textCatalogue, type TextCatalogue } from './texts.ts';

/** The longest draft that is kept. */
const MAX_DRAFT_LENGTH = 65_536;
/** How many actions may have keys of the agent's own. */
const MAX_SHORTCUTS = 100;
/** How much of settings is kept for an agent, in characters of JSON. */
export const MAX_SETTINGS_LENGTH = 16_384;

/**
 * A text that the agent has begun and not sent: kept on the server so that a reload, another browser or a
 * crash does not lose it. `updatedAt` is the writer's clock; an older one does not replace a newer.
 */
export const draftInput = z.object({
  text: z.string().check(z.maxLength(MAX_DRAFT_LENGTH)),
  updatedAt: timestamp,
});
export type Draft = { conversationId: string; text: string; updatedAt: number };
export const draft = z.object({ conversationId: z.string(), text: z.string(), updatedAt: z.number() });
export const drafts = z.array(draft);

export const conversationParams = z.object({ conversationId: id });
export const idParams = z.object({ id });
/** `user_Id` may only be one's own. */
export const agentSettingQuery = z.looseObject({ user_Id: z.optional(z.string()) });
/** `agentId` may only be one's own. */
export const tasksQuery = z.looseObject({ agentId: z.optional(z.string()) });
export const fileQuery = z.looseObject({ filename: z.string() });
/** What became of a file that was sent: its new name, what it is, and its bytes. */
export const storedFile = z.object({ name: z.string(), type: z.string(), size: z.number() });
/** The conversation for which another agent is wanted: whoever is in it is left out. */
export const availableAgentsQuery = z.looseObject({
  conversationId: z.optional(z.string()),
  agentId: z.optional(z.string()),
});

/** Action → keys, such as `Alt+ArrowDown`; an empty text takes the keys away. */
const shortcuts = z
  .record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(60)))
  .check(
    z.refine((record) => Object.keys(record).length <= MAX_SHORTCUTS, `at most ${MAX_SHORTCUTS} shortcuts`),
  );

/** Width of a pane in CSS pixels. */
const paneWidth = z.int().check(z.minimum(200), z.maximum(1000));

const soundByMrd = z.record(z.string().check(z.maxLength(64)), z.enum(SOUNDS));

/**
 * How an agent likes the desk. Every field is optional: a desk sends what has changed, and null takes a choice
 * back. `theme` and `language` are those of the family's desks; `preferences` is free for a desk's own. In all it
 * may be `MAX_SETTINGS_LENGTH` characters of JSON.
 */
export const agentSettingInput = z.looseObject({
  theme: maybe(z.enum(['light', 'dark', 'system'])),
  language: maybe(z.string().check(z.maxLength(20))),
  density: maybe(z.enum(['comfortable', 'compact'])),
  sounds: maybe(z.boolean()),
  soundVolume: maybe(z.number().check(z.minimum(0), z.maximum(1))),
  notifications: maybe(z.boolean()),
  reducedMotion: maybe(z.boolean()),
  /** Seconds that an offer sounds at most; 0 means until it is answered or ends. */
  ringSeconds: maybe(z.number().check(z.minimum(0), z.maximum(300))),
  /** MRD id → what is heard when work of it is offered, and when a customer writes in it. */
  offerSounds: maybe(soundByMrd),
  messageSounds: maybe(soundByMrd),
  shortcuts: maybe(shortcuts),
  panes: maybe(z.object({ list: maybe(paneWidth), context: maybe(paneWidth) })),
  /** The first steps have been shown, or waved away. */
  guideSeen: maybe(z.boolean()),
  /** The desk opens the customer who waits longest when a wrap-up has been finished. */
  openNext: maybe(z.boolean()),
  /** How a supervisor looks at the floor: the view, saved views and alarms, in the desk's own form. */
  teamView: maybe(z.record(z.string(), z.unknown())),
  preferences: maybe(z.record(z.string(), z.unknown())),
});
export type AgentSettingInput = z.output<typeof agentSettingInput>;

/** What the server answers: the two fields that every desk of the family reads are always there. */
export type AgentSetting = AgentSettingInput & { theme: string; language: string };
export const agentSetting = z.looseObject({ theme: z.string(), language: z.string() });

/** `GET /agent-manager/me`: what a desk needs to start. */
export type Me = {
  keycloak_User: KeycloakUser;
  tenant: string;
  settings: AgentSetting;
  /** The agent's own language; null when none was chosen and a desk may follow the browser. */
  chosenLanguage: string | null;
  /** Epoch ms, to run timers by. */
  serverTime: number;
  /** The longest text of one message. */
  maxTextLength: number;
  /** Within how many seconds a customer's message should be answered; desks warn as it comes near. */
  responseSeconds: number;
  /** For how many seconds a conversation may rest (`pauseConversation`): what desks offer. */
  pauseSeconds: number[];
  /** The largest file that may be sent to a customer, in bytes; 0: none at all. */
  maxFileBytes: number;
  /** After how many seconds without a sign of life the agent is signed out (`agentActive`); 0: never. */
  inactivitySeconds: number;
  /** Whether customers are ever offered to this person; false for supervisors who are no agents. */
  servesCustomers: boolean;
  /** Whether the contact centre has lists from which agents take conversations. */
  hasPullLists: boolean;
  /** Configured texts in all languages, for a desk that changes its language by itself. */
  texts: TextCatalogue;
};
export const me = z.looseObject({
  keycloak_User: z.looseObject({ id: z.string(), username: z.string(), roles: z.array(z.string()) }),
  tenant: z.string(),
  settings: agentSetting,
  chosenLanguage: z.nullable(z.string()),
  serverTime: z.number(),
  maxTextLength: z.number(),
  responseSeconds: z.number(),
  pauseSeconds: z.array(z.number()),
  maxFileBytes: z.number(),
  inactivitySeconds: z.number(),
  servesCustomers: z.boolean(),
  hasPullLists: z.boolean(),
  texts: textCatalogue,
});

/** Of one team, or (empty) of all that the supervisor has; `queues`: ids or names, none for all. */
export const floorQuery = z.looseObject({
  teamId: z._default(z.string(), ''),
  queues: z._default(z.array(z.string()), []),
});
/** Of these teams, or (none) of all that the supervisor has. */
export const teamsQuery = z.looseObject({ teams: z._default(z.array(z.string()), []) });

/** `GET /conversation-manager/conversations/:id/events?before=<seq>&limit=100`: older events, oldest first. */
export const eventsQuery = z.object({
  before: z.optional(z.pipe(z.coerce.number(), z.number().check(z.int(), z.positive()))),
  limit: z.optional(z.pipe(z.coerce.number(), z.number().check(z.int(), z.positive(), z.maximum(500)))),
});
export type EventsPage = {
  conversationId: string;
  events: CimEvent[];
  /** Even older ones exist. */
  earlier: boolean;
};
