/** What a colleague does in a conversation. */
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';

const isNamed = oneOf('PRIMARY', 'ASSISTANT', 'WHISPER', 'WRAP_UP');

/** Gives the words for a role. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation();
  return (role) => t(`help.role.${isNamed(role) ? role : 'other'}`);
}
