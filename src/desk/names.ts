/** What to call a customer: by name, or as one who has not said it. */
import { useTranslation } from 'react-i18next';
import type { Customer } from '../store/events.ts';

/** Gives the name that is shown for a customer. */
export function useCustomerName(): (customer: Customer) => string {
  const { t } = useTranslation();
  return (customer) => (customer.name === '' ? t('customer.unnamed') : customer.name);
}
