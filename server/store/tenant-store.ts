/** What the store offers to those who write no SQL: the questions of one tenant. */
import type { Kysely } from 'kysely';
import { openAgentDrafts } from './agent-drafts.ts';
import type { AgentDrafts } from './agent-drafts.ts';
import { openAgentHistory } from './agent-history.ts';
import type { AgentHistory } from './agent-history.ts';
import { openStoredAgentSettings } from './agent-settings.ts';
import type { StoredAgentSettings } from './agent-settings.ts';
import { openAnnouncements } from './announcements.ts';
import type { Announcements } from './announcements.ts';
import { openCannedMessages } from './canned-messages.ts';
import type { CannedMessages } from './canned-messages.ts';
import { openCustomerCare } from './customer-care.ts';
import type { CustomerCare } from './customer-care.ts';
import { openHistoryReader } from './history-reader.ts';
import type { HistoryReader } from './history-reader.ts';
import { openJournalReader } from './journal-reader.ts';
import type { JournalReader } from './journal-reader.ts';
import { openOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { openPeople } from './people.ts';
import type { People } from './people.ts';
import { openPushAddresses } from './push-addresses.ts';
import type { PushAddresses } from './push-addresses.ts';
import { openRatings } from './ratings.ts';
import type { Ratings } from './ratings.ts';
import type { Schema } from './schema.ts';
import { openSupervisions } from './supervisions.ts';
import type { Supervisions } from './supervisions.ts';
import { openSessionTokenHashes } from './session-token-hashes.ts';
import type { SessionTokenHashes } from './session-token-hashes.ts';

export type TenantStore = {
  /** What has happened. */
  readonly journal: JournalReader;
  /** Customers and sessions, open and past. */
  readonly people: People;
  /** What became of conversations and tasks. */
  readonly pastWork: HistoryReader;
  /** What agents did. */
  readonly agentHistory: AgentHistory;
  readonly ratings: Ratings;
  readonly announcements: Announcements;
  /** Who monitored whom. */
  readonly supervisions: Supervisions;
  readonly drafts: AgentDrafts;
  readonly agentSettings: StoredAgentSettings;
  /** Further tokens of customers' sessions. */
  readonly tokenHashes: SessionTokenHashes;
  readonly outbox: Outbox;
  /** What agents do with customers. */
  readonly customerCare: CustomerCare;
  readonly cannedMessages: CannedMessages;
  /** Where agents are reached while their desk is not connected. */
  readonly pushAddresses: PushAddresses;
};

/** The store of one tenant. `now` is the engine's time, by which the history says when conversations ended. */
export function openTenantStore(
  db: Kysely<Schema>,
  { tenant, now }: { tenant: string; now: () => number },
): TenantStore {
  return {
    journal: openJournalReader(db, tenant),
    people: openPeople(db, tenant),
    pastWork: openHistoryReader(db, tenant),
    agentHistory: openAgentHistory(db, tenant),
    ratings: openRatings(db, tenant),
    announcements: openAnnouncements(db, tenant),
    supervisions: openSupervisions(db, tenant),
    drafts: openAgentDrafts(db, tenant, now),
    agentSettings: openStoredAgentSettings(db, tenant),
    tokenHashes: openSessionTokenHashes(db, tenant),
    outbox: openOutbox(db, tenant),
    customerCare: openCustomerCare(db, tenant),
    cannedMessages: openCannedMessages(db, tenant),
    pushAddresses: openPushAddresses(db, tenant),
  };
}
