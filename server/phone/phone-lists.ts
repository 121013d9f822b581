/** What an agent chooses from at the phone: reasons of states and of wrap-up. */
import type { FinesseClient } from '../finesse/finesse-client.ts';
import type { Reason } from '../finesse/model.ts';
import type { Credentials } from '../finesse/rest.ts';

type PhoneLists = {
  notReady: readonly Reason[];
  logout: readonly Reason[];
  wrapUps: readonly Reason[];
};

export const NO_LISTS: PhoneLists = { notReady: [], logout: [], wrapUps: [] };

/** A list that cannot be read is empty: without it the phone works. */
export async function readPhoneLists(client: FinesseClient, by: Credentials): Promise<PhoneLists> {
  const lists = await Promise.allSettled([
    client.reasons(by, 'NOT_READY'),
    client.reasons(by, 'LOGOUT'),
    client.wrapUpReasons(by),
  ]);
  const [notReady = [], logout = [], wrapUps = []] = lists.map((list) =>
    list.status === 'fulfilled' ? list.value : [],
  );
  return { notReady, logout, wrapUps };
}
