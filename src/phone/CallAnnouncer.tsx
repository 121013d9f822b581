import { useTranslation } from 'react-i18next';
import { useKeys } from '../desk/keys/use-keys.ts';
import { ringingCall, type Phone } from './read-phone.ts';
import { useOtherEnd } from './use-phone.ts';

/** Says to screen readers that the phone rings, who it is, and by which key it is answered. The focus stays. */
export function CallAnnouncer({ phone }: { phone: Phone }) {
  const { t } = useTranslation();
  const otherEnd = useOtherEnd();
  const key = useKeys('answerCall') ?? '';
  const call = ringingCall(phone);
  return (
    <p className="sr-only" role="alert">
      {call === undefined ? '' : t('phone.announce', { name: otherEnd(call), queue: call.queue ?? '', key })}
    </p>
  );
}
