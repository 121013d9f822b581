/** What agents write about a customer: labels, a note, and whom somebody turned out to be. */
import { fields, list } from '../base/fields.ts';
import { readCustomer } from '../connection/read-parties.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { Customer } from '../store/events.ts';

/** So many are found at once: whoever sees more writes more of the name. */
const MOST_FOUND = 8;

export type CustomerActions = {
  /** Each resolves with whether the server said yes; what is known of the customer then comes by itself. */
  setLabels: (customerId: string, labels: readonly string[]) => Promise<boolean>;
  setNote: (customerId: string, note: string) => Promise<boolean>;
  /** Known customers by name, number or address. */
  find: (words: string) => Promise<readonly Customer[]>;
  /** The conversation is about this customer from now on; naming who came takes it back. */
  link: (conversationId: string, customerId: string) => Promise<boolean>;
};

/** Where a refusal of these is shown. */
export const customerControl = (id: string): string => `customer:${id}`;

export function customerActions({ rest, attempt }: ActionTools): CustomerActions {
  const change = (customerId: string, what: string, body: object) =>
    attempt(customerControl(customerId), what, () =>
      rest.put(`/cim-customer/customers/${encodeURIComponent(customerId)}`, body),
    );
  return {
    setLabels: (id, labels) => change(id, 'labels', { labels }),
    setNote: (id, note) => change(id, 'note', { note: note === '' ? null : note }),
    find: async (words) => {
      const query = new URLSearchParams({ limit: String(MOST_FOUND), paginateQuery: `all:${words}` });
      const answer = fields(await rest.get(`/cim-customer/customers?${query.toString()}`));
      return list(answer.docs)
        .map(readCustomer)
        .filter(({ anonymous }) => !anonymous);
    },
    link: (conversationId, customerId) =>
      attempt(customerControl(conversationId), 'link', () =>
        rest.put(
          `/conversation-manager/customer-topics/${encodeURIComponent(conversationId)}/update-customer`,
          {
            _id: customerId,
          },
        ),
      ),
  };
}
