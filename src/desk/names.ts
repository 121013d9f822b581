/** What to call a customer: by name, by telephone number, or as one who has not said it. */
import { useTranslation } from 'react-i18next';
import type { Customer } from '../store/events.ts';

/** Channels on which customers are known by their number. */
const BY_NUMBER: ReadonlySet<string> = new Set(['CISCO_CC', 'CX_VOICE', 'SMS', 'WHATSAPP']);

const NUMBER = /^\+?\d[\d ()/-]{2,}$/;

/** The name of a customer, else the number they call or write from; empty: neither is known. */
export function nameOf({ name, identities }: Pick<Customer, 'name' | 'identities'>): string {
  if (name !== '') return name;
  const known = identities.find(
    ({ channelType, value }) => BY_NUMBER.has(channelType.toUpperCase()) && NUMBER.test(value),
  );
  return known?.value ?? '';
}

/** Gives the name that is shown for a customer. */
export function useCustomerName(): (customer: Customer) => string {
  const { t } = useTranslation();
  return (customer) => nameOf(customer) || t('customer.unnamed');
}
