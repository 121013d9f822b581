import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { Refused } from '../desk/Refused.tsx';

/** Codes that have words of their own in `phone.refusal.`. */
const isKnown = oneOf(
  'PHONE_NOT_CONFIGURED',
  'PHONE_CREDENTIALS',
  'PHONE_REFUSED',
  'PHONE_UNREACHABLE',
  'PHONE_ACTION_NOT_ALLOWED',
  'CALL_NOT_FOUND',
);

/** Why something with the phone was refused, beside the control where it was asked: with Finesse's own words. */
export function PhoneRefused({ control }: { control: string }) {
  const { t } = useTranslation();
  return (
    <Refused
      control={control}
      words={({ code, msg }) => (isKnown(code) ? t(`phone.refusal.${code}`, { words: msg }) : null)}
    />
  );
}
