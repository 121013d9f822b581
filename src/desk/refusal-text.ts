/** A refusal in words for the agent: ours where we know the code, else the server's sentence. */
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import type { Refusal } from '../store/model.ts';

/** Codes that have words of their own in `refusal.`. */
const isKnown = oneOf(
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
  'QUOTA_MESSAGES',
  'UNAVAILABLE',
  'INTERNAL',
  'DELIVERY_FAILED',
);

/** Gives the words of a refusal. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation();
  return ({ code, msg }) => {
    if (isKnown(code)) return t(`refusal.${code}`);
    return msg === '' ? t('refusal.INTERNAL') : msg;
  };
}
