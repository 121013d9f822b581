/** The name of a reason: a configured one in the desk's language, one that the system gave in our words. */
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useConfigured } from './use-configured.ts';

/** Reasons that the system itself gives (D11, D21). */
const isSystemReason = oneOf('RONA', 'NETWORK', 'REPLACED', 'FORCED_LOGOUT_BY_SUPERVISOR');

/** Gives the name of a reason. */
export function useReasonName(): (reason: string) => string {
  const { t } = useTranslation();
  const configured = useConfigured();
  return (reason) => (isSystemReason(reason) ? t(`reason.${reason}`) : configured.reason(reason));
}
