import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import type { Refusal } from '../store/model.ts';

/** Codes that mean something else here than elsewhere, or that come here alone. */
const isOurs = oneOf(
  'AGENT_NOT_AVAILABLE',
  'CHANNEL_NOT_FOUND',
  'CHANNEL_NOT_REACHABLE',
  'CONFLICT',
  'CUSTOMER_ENGAGED',
  'MRD_NOT_FOUND',
  'NOT_FOUND',
  'NOT_SIGNED_IN',
  'QUOTA_CONVERSATIONS',
  'VALIDATION',
);

/** Gives the words for why a customer could not be written to; null for those that all refusals have. */
export function useWriteRefusal(): (refusal: Refusal) => string | null {
  const { t } = useTranslation();
  return ({ code }) => (isOurs(code) ? t(`writeFirst.refused.${code}`) : null);
}
