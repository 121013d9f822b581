/** The name of a reason: a configured one as it is, one that the system gave in our words. */
import { useTranslation } from 'react-i18next';

/** Reasons that the system itself gives (decisions 11, 21). */
const SYSTEM_REASONS: ReadonlySet<string> = new Set([
  'RONA',
  'NETWORK',
  'REPLACED',
  'FORCED_LOGOUT_BY_SUPERVISOR',
]);

/** Gives the name of a reason. */
export function useReasonName(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => (SYSTEM_REASONS.has(reason) ? t(`reason.${reason}`) : reason);
}
