/** How urgent a customer is by what agents have labelled them (Q1). */
import type { CustomerCare } from '../store/customer-care.ts';
import type { CustomerRecord } from '../store/records.ts';

/** What a request has for its priority: what it asks for, or the highest of the customer's labels if that is more. */
export async function priorityWithLabels(
  { customerCare }: { customerCare: Pick<CustomerCare, 'priorityOf'> },
  { attributes: { labels } }: CustomerRecord,
  asked: number,
): Promise<number> {
  const ids = Array.isArray(labels) ? labels.filter((id) => typeof id === 'string') : [];
  return ids.length === 0 ? asked : Math.max(asked, await customerCare.priorityOf(ids));
}
