import { Phone as PhoneIcon, PhoneOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useShortcut } from '../desk/keys/use-shortcut.ts';
import { useSlice } from '../desk/use-slice.ts';
import { CallAnnouncer } from './CallAnnouncer.tsx';
import { CallRow } from './CallRow.tsx';
import { Dial } from './Dial.tsx';
import { phoneActions, phoneControl } from './phone-actions.ts';
import styles from './Phone.module.css';
import { PhoneRefused } from './PhoneRefused.tsx';
import { PhoneState } from './PhoneState.tsx';
import { ringingCall, type Call, type Phone } from './read-phone.ts';
import { SignIn } from './SignIn.tsx';
import { useAnswer, useScreenPop } from './use-answer.ts';
import { isSignedIn, shownCalls, useBlocked, usePhone } from './use-phone.ts';

/** Ringing first, then the talk with what belongs to it. */
function inOrder(calls: readonly Call[]): Call[] {
  const rank = ({ state, direction, associatedId }: Call) =>
    state === 'ALERTING' && direction === 'IN' ? 0 : associatedId === null ? 1 : 2;
  return [...calls].sort((a, b) => rank(a) - rank(b));
}

function useCallKeys(phone: Phone): void {
  const { act } = useSlice(phoneActions);
  const answer = useAnswer();
  useShortcut('answerCall', () => {
    const call = ringingCall(phone);
    if (call?.actions.includes('ANSWER') !== true) return false;
    answer(call);
    return true;
  });
  useShortcut('holdCall', () => {
    for (const action of ['HOLD', 'RETRIEVE']) {
      const call = phone.calls.find(({ actions }) => actions.includes(action));
      if (call === undefined) continue;
      void act(call.id, action);
      return true;
    }
    return false;
  });
}

/** What is wrong with the phone: why nothing can be done with it, or what Finesse says. */
function Problem({ phone }: { phone: Phone }) {
  const online = useDesk((state) => state.link.status === 'online');
  const blocked = useBlocked();
  const words = [online ? blocked : null, phone.problem].filter((each) => each !== null).join(' ');
  if (words === '') return null;
  return (
    <p className={styles.problem} role="status">
      <TriangleAlert size={15} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}

function Bar({ phone }: { phone: Phone }) {
  const { t } = useTranslation();
  const calls = inOrder(shownCalls(phone));
  const signedIn = isSignedIn(phone);
  useCallKeys(phone);
  useScreenPop();
  return (
    <section className={styles.bar} aria-label={t('phone.title')} data-calls={calls.length}>
      <div className={styles.own}>
        {signedIn ? (
          <PhoneState phone={phone} />
        ) : (
          <>
            <span className={styles.off}>
              <PhoneOff size={16} aria-hidden="true" />
              {t('phone.signedOut')}
            </span>
            <SignIn phone={phone} />
          </>
        )}
      </div>
      {calls.length > 0 && (
        <ul className={styles.calls} aria-label={t('phone.calls')}>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} phone={phone} />
          ))}
        </ul>
      )}
      <Problem phone={phone} />
      {signedIn && (
        <div className={styles.end}>
          {phone.extension !== null && (
            <span className={styles.extension} data-tip={t('phone.extension')}>
              <PhoneIcon size={13} aria-hidden="true" />
              <span className="sr-only">{t('phone.extension')}</span> <span dir="ltr">{phone.extension}</span>
            </span>
          )}
          <Dial />
        </div>
      )}
      {signedIn && (
        <div className={styles.refused}>
          <PhoneRefused control={phoneControl.phone} />
        </div>
      )}
      <CallAnnouncer phone={phone} />
    </section>
  );
}

/** The agent's phone, above everything else of the desk, whatever place is open. */
export function PhoneBar() {
  const phone = usePhone();
  return phone === null ? null : <Bar phone={phone} />;
}
