/** How urgent a customer is by what agents have labelled them (Q1). */
import type { CustomerCare } from '../store/customer-care.ts';
import type { CustomerRecord } from '../store/records.ts';

/** The labels of a customer, by id. */
export function labelsOf({ attributes: { labels } }: Pick<CustomerRecord, 'attributes'>): string[] {
  return Array.isArray(labels) ? labels.filter((id) => typeof id === 'string') : [];
}

/** What the labels of a customer give their requests, 1 to 10; 1 where there is none. */
export async function labelPriority(
  { customerCare }: { customerCare: Pick<CustomerCare, 'priorityOf'> },
  customer: Pick<CustomerRecord, 'attributes'>,
): Promise<number> {
  const ids = labelsOf(customer);
  return ids.length === 0 ? 1 : customerCare.priorityOf(ids);
}
