import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { useShortcut } from '../desk/keys/use-shortcut.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { NumberPicker, toDial } from './NumberPicker.tsx';
import { phoneActions, phoneControl } from './phone-actions.ts';
import styles from './Phone.module.css';
import { PhoneRefused } from './PhoneRefused.tsx';
import { useBlocked } from './use-phone.ts';

/** Calls a number. What was typed stays until the call is on its way. */
export function Dial() {
  const { t } = useTranslation();
  const { dial } = useSlice(phoneActions);
  const asking = useAsking(phoneControl.dial);
  const blocked = useBlocked();
  const keys = useKeys('dial');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  useShortcut('dial', () => {
    setOpen(true);
    return true;
  });
  const number = toDial(typed);
  const call = () => {
    if (number === '' || blocked !== null) return;
    void dial(number).then((done) => {
      if (!done) return;
      setOpen(false);
      setTyped('');
    });
  };
  return (
    <Popover
      label={t('phone.dial')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          size="small"
          className={styles.dial}
          icon={<Phone size={15} aria-hidden="true" />}
          data-tip={keys === undefined ? undefined : t('phone.dial')}
          data-tip-key={keys}
        >
          {t('phone.dialShort')}
        </Button>
      }
    >
      <NumberPicker typed={typed} onType={setTyped} onEnter={call}>
        <PhoneRefused control={phoneControl.dial} />
        {blocked !== null && <p className={styles.why}>{blocked}</p>}
        <Button
          look="primary"
          submit
          pending={asking !== null}
          disabled={number === '' || blocked !== null}
          icon={<Phone size={16} aria-hidden="true" />}
        >
          {number === '' ? t('phone.dialShort') : t('phone.callNumber', { number })}
        </Button>
      </NumberPicker>
    </Popover>
  );
}
