import { PhoneForwarded } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import styles from './Panels.module.css';
import { NumberPicker, toDial } from './NumberPicker.tsx';
import { phoneControl } from './phone-actions.ts';
import { PhoneRefused } from './PhoneRefused.tsx';
import type { Call } from './read-phone.ts';
import { useCallHands, useOtherEnd } from './use-phone.ts';
import phoneStyles from './Phone.module.css';

/**
 * Asks somebody else, or hands the call on. What was typed stays until one of both has been accepted, also when the
 * panel is closed meanwhile.
 */
export function HandOver({ call }: { call: Call }) {
  const { t } = useTranslation();
  const otherEnd = useOtherEnd();
  const { asking, blocked, may, act } = useCallHands(call);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const toAddress = toDial(typed);
  const consult = may('CONSULT_CALL');
  const blind = may('TRANSFER_SST');
  const go = (action: 'CONSULT_CALL' | 'TRANSFER_SST') => {
    if (toAddress === '' || blocked !== null || asking !== null) return;
    void act(action, { toAddress }).then((done) => {
      if (!done) return;
      setOpen(false);
      setTyped('');
    });
  };
  if (!consult && !blind) return null;
  const unusable = toAddress === '' || blocked !== null;
  return (
    <Popover
      label={t('phone.handOver', { name: otherEnd(call) })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          size="small"
          className={phoneStyles.act}
          data-hand-over
          aria-label={t('phone.handOverShort')}
          data-tip={t('phone.handOverShort')}
          icon={<PhoneForwarded size={16} aria-hidden="true" />}
        >
          {t('phone.handOverShort')}
        </Button>
      }
    >
      <NumberPicker
        typed={typed}
        onType={setTyped}
        onEnter={() => {
          go(consult ? 'CONSULT_CALL' : 'TRANSFER_SST');
        }}
      >
        <PhoneRefused control={phoneControl.call(call.id)} />
        {blocked !== null && <p className={styles.note}>{blocked}</p>}
        {consult && (
          <Button
            look="primary"
            submit
            className={styles.way}
            pending={asking === 'CONSULT_CALL'}
            disabled={unusable}
            aria-describedby="phone-consult-note"
          >
            {t('phone.consult')}
          </Button>
        )}
        {consult && (
          <p id="phone-consult-note" className={styles.note}>
            {t('phone.consultNote')}
          </p>
        )}
        {blind && (
          <Button
            className={styles.way}
            pending={asking === 'TRANSFER_SST'}
            disabled={unusable}
            aria-describedby="phone-blind-note"
            onClick={() => {
              go('TRANSFER_SST');
            }}
          >
            {t('phone.blind')}
          </Button>
        )}
        {blind && (
          <p id="phone-blind-note" className={styles.note}>
            {t('phone.blindNote')}
          </p>
        )}
      </NumberPicker>
    </Popover>
  );
}
