/** The name of a reason: a configured one in the desk's language, one that the system gave in our words. */
import { useTranslation } from 'react-i18next';
import { useConfigured } from './use-configured.ts';

/** Reasons that the system itself gives (D11, D21). */
const SYSTEM_REASONS: ReadonlySet<string> = new Set([
  'RONA',
  'NETWORK',
  'REPLACED',
  'FORCED_LOGOUT_BY_SUPERVISOR',
]);

/** Gives the name of a reason. */
export function useReasonName(): (reason: string) => string {
  const { t } = useTranslation();
  const configured = useConfigured();
  return (reason) => (SYSTEM_REASONS.has(reason) ? t(`reason.${reason}`) : configured.reason(reason));
}
