/** A refusal in words for the agent: ours where we know the code, else the server's sentence. */
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../store/model.ts';

/** Codes that have words of their own in `refusal.`. */
const KNOWN_REFUSALS: ReadonlySet<string> = new Set([
  'OFFLINE',
  'NO_ANSWER',
  'FORBIDDEN',
  'STATE_NOT_ALLOWED',
  'TASK_EXPIRED',
  'TASK_TAKEN',
  'TASK_NOT_FOUND',
  'TOPIC_CLOSED',
  'NOT_A_PARTICIPANT',
  'ROLE_NOT_ALLOWED',
  'NOT_IN_WRAP_UP',
  'WRAP_UP_LIMIT',
  'TOO_LONG',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
  'DELIVERY_FAILED',
]);

/** Gives the words of a refusal. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation();
  return (refusal) => {
    if (KNOWN_REFUSALS.has(refusal.code)) return t(`refusal.${refusal.code}`);
    return refusal.msg === '' ? t('refusal.INTERNAL') : refusal.msg;
  };
}
