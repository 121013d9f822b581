import { ChevronDown, LogOut, Undo2 } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import { Elapsed } from './Elapsed.tsx';
import { phoneActions, phoneControl } from './phone-actions.ts';
import styles from './Phone.module.css';
import type { Phone } from './read-phone.ts';
import { shownCalls, useBlocked, useStateName } from './use-phone.ts';

/** The desk's marks for Finesse's states. */
const MARKS: Readonly<Record<string, string>> = {
  READY: 'READY',
  RESERVED: 'ACTIVE',
  RESERVED_OUTBOUND: 'ACTIVE',
  RESERVED_OUTBOUND_PREVIEW: 'ACTIVE',
  TALKING: 'BUSY',
  HOLD: 'INTERRUPTED',
  WORK: 'PENDING_NOT_READY',
  WORK_READY: 'PENDING_NOT_READY',
};

function Face({ phone, ...rest }: { phone: Phone } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  const stateName = useStateName();
  const blocked = useBlocked();
  return (
    <button
      {...rest}
      type="button"
      className={styles.state}
      data-phone-state={phone.state}
      data-unsure={blocked !== null || undefined}
      id="phone-state"
    >
      <StateDot state={MARKS[phone.state ?? ''] ?? 'NOT_READY'} />
      <span className="sr-only">{t('phone.title')}</span>
      <span className={styles.stateWord}>{stateName(phone.state)}</span>
      {phone.reason !== null && <bdi className={styles.stateReason}>{phone.reason}</bdi>}
      <Elapsed at={phone.since} />
      <ChevronDown size={14} aria-hidden="true" />
    </button>
  );
}

/** What has been asked for and comes after the call; one click takes it back. */
function Pending({ phone, pending }: { phone: Phone; pending: string }) {
  const { t } = useTranslation();
  const { setState } = useSlice(phoneActions);
  const stateName = useStateName();
  const asking = useAsking(phoneControl.phone);
  const blocked = useBlocked();
  const back = pending === 'READY' ? 'NOT_READY' : 'READY';
  return (
    <span className={styles.pending} role="status">
      <StateDot state="PENDING_NOT_READY" />
      <span>{t('phone.afterCall', { state: stateName(pending) })}</span>
      <Button
        size="small"
        look="quiet"
        icon={<Undo2 className="mirror" size={14} aria-hidden="true" />}
        pending={asking !== null}
        disabled={blocked !== null}
        onClick={() => void setState(phone.mrdId, back, null)}
      >
        {t('phone.takeBack')}
      </Button>
    </span>
  );
}

/** The state of the phone that is signed in, and the menu by which it is changed. */
export function PhoneState({ phone }: { phone: Phone }) {
  const { t } = useTranslation();
  const { setState, signOut } = useSlice(phoneActions);
  const asking = useAsking(phoneControl.phone);
  const blocked = useBlocked();
  const onCall = shownCalls(phone).length > 0;
  const disabled = blocked !== null || asking !== null;
  const { mrdId, notReadyReasons, logoutReasons, pendingState } = phone;
  // Finesse of UCCE signs out from not ready alone.
  const mayLeave = phone.state === 'NOT_READY' || phone.flavour === 'UCCX';
  return (
    <>
      <Menu label={t('phone.menu')} trigger={<Face phone={phone} />}>
        {blocked !== null && <MenuLabel>{blocked}</MenuLabel>}
        {onCall && <MenuLabel>{t('phone.takesEffectAfter')}</MenuLabel>}
        <MenuItem
          icon={<StateDot state="READY" />}
          chosen={phone.state === 'READY'}
          disabled={disabled}
          onSelect={() => void setState(mrdId, 'READY', null)}
        >
          {t('phone.state.READY')}
        </MenuItem>
        {notReadyReasons.length === 0 ? (
          <MenuItem
            icon={<StateDot state="NOT_READY" />}
            chosen={phone.state === 'NOT_READY'}
            disabled={disabled}
            onSelect={() => void setState(mrdId, 'NOT_READY', null)}
          >
            {t('phone.state.NOT_READY')}
          </MenuItem>
        ) : (
          <>
            <MenuLabel>{t('phone.state.NOT_READY')}</MenuLabel>
            {notReadyReasons.map((reason) => (
              <MenuItem
                key={reason.id}
                icon={<StateDot state="NOT_READY" />}
                chosen={phone.state === 'NOT_READY' && phone.reason === reason.label}
                disabled={disabled}
                onSelect={() => void setState(mrdId, 'NOT_READY', reason)}
              >
                {reason.label}
              </MenuItem>
            ))}
          </>
        )}
        <MenuSeparator />
        {!mayLeave && <MenuLabel>{t('phone.signOutFirst')}</MenuLabel>}
        {logoutReasons.length === 0 ? (
          <MenuItem
            icon={<LogOut className="mirror" size={16} />}
            disabled={disabled || !mayLeave}
            onSelect={() => void signOut(null)}
          >
            {t('phone.signOut')}
          </MenuItem>
        ) : (
          <>
            <MenuLabel>{t('phone.signOut')}</MenuLabel>
            {logoutReasons.map((reason) => (
              <MenuItem
                key={reason.id}
                icon={<LogOut className="mirror" size={16} />}
                disabled={disabled || !mayLeave}
                onSelect={() => void signOut(reason.id)}
              >
                {reason.label}
              </MenuItem>
            ))}
          </>
        )}
      </Menu>
      {pendingState !== null && <Pending phone={phone} pending={pendingState} />}
    </>
  );
}
