import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { toDial } from './NumberPicker.tsx';
import { phoneActions } from './phone-actions.ts';
import { PhoneRefused } from './PhoneRefused.tsx';
import { isSignedIn, useBlocked, usePhone } from './use-phone.ts';

/** Calls a number that stands somewhere in the desk. Nothing while the phone is signed out. */
export function CallNumber({ number }: { number: string }) {
  const { t } = useTranslation();
  const { dial } = useSlice(phoneActions);
  const phone = usePhone();
  const blocked = useBlocked();
  const at = `phone:dial:${number}`;
  const asking = useAsking(at);
  if (phone === null || !isSignedIn(phone)) return null;
  return (
    <>
      <IconButton
        label={blocked ?? t('phone.callNumber', { number })}
        disabled={blocked !== null || asking !== null}
        icon={<Phone size={16} aria-hidden="true" />}
        onClick={() => void dial(toDial(number), at)}
      />
      <PhoneRefused control={at} />
    </>
  );
}
