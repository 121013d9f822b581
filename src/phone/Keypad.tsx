import { Grip } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { phoneControl } from './phone-actions.ts';
import styles from './Panels.module.css';
import { PhoneRefused } from './PhoneRefused.tsx';
import type { Call } from './read-phone.ts';
import { useCallHands } from './use-phone.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** The tones of a keypad, by its keys or by the keyboard's. Each is sent after the one before. */
export function Keypad({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { blocked, may, act } = useCallHands(call);
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState('');
  const [line, setLine] = useState<Promise<unknown>>(Promise.resolve());
  if (!may('SEND_DTMF')) return null;
  const send = (digits: string) => {
    if (blocked !== null) return;
    setLine(
      line
        .then(() => act('SEND_DTMF', { digits }))
        .then((done) => {
          if (done) setSent((before) => before + digits);
        }),
    );
  };
  return (
    <Popover
      label={t('phone.keypad')}
      open={open}
      onOpenChange={(wanted) => {
        setOpen(wanted);
        if (wanted) setSent('');
      }}
      trigger={<IconButton label={t('phone.keypad')} icon={<Grip size={18} aria-hidden="true" />} />}
    >
      <div className={styles.panel}>
        <input
          className={styles.sent}
          dir="ltr"
          readOnly
          inputMode="none"
          aria-label={t('phone.tonesSent')}
          value={sent}
          onKeyDown={(event) => {
            const plain = !(event.ctrlKey || event.altKey || event.metaKey);
            if (!plain || !/^[0-9*#]$/.test(event.key)) return;
            event.preventDefault();
            send(event.key);
          }}
        />
        <div className={styles.keys} dir="ltr">
          {KEYS.map((key) => (
            <button
              key={key}
              type="button"
              className={styles.key}
              disabled={blocked !== null}
              onClick={() => {
                send(key);
              }}
            >
              {key}
            </button>
          ))}
        </div>
        {blocked !== null && <p className={styles.note}>{blocked}</p>}
        <PhoneRefused control={phoneControl.call(call.id)} />
      </div>
    </Popover>
  );
}
