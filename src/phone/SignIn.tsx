import { LogIn } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import { Choices } from '../ui/Choices.tsx';
import { Popover } from '../ui/Popover.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Panels.module.css';
import { phoneActions, phoneControl } from './phone-actions.ts';
import { PhoneRefused } from './PhoneRefused.tsx';
import type { Phone } from './read-phone.ts';
import { useBlocked } from './use-phone.ts';

type Where = 'desk' | 'CALL_BY_CALL' | 'NAILED_CONNECTION';

/**
 * Signs the phone in: with the extension, with name and password where the desk's own sign-in is none of Finesse's, and
 * with a number that Finesse calls for agents whose phone stands elsewhere.
 */
export function SignIn({ phone }: { phone: Phone }) {
  const { t } = useTranslation();
  const { signIn } = useSlice(phoneActions);
  const asking = useAsking(phoneControl.phone);
  const blocked = useBlocked();
  const [open, setOpen] = useState(false);
  const [loginId, setLoginId] = useState(phone.loginId ?? '');
  const [password, setPassword] = useState('');
  const [extension, setExtension] = useState(phone.extension ?? '');
  const [where, setWhere] = useState<Where>('desk');
  const [number, setNumber] = useState('');
  const whole =
    extension.trim() !== '' &&
    (phone.knowsSignIn || (loginId.trim() !== '' && password !== '')) &&
    (where === 'desk' || number.trim() !== '');
  const ask = () => {
    if (!whole || blocked !== null) return;
    void signIn({
      loginId: phone.knowsSignIn ? null : loginId.trim(),
      password: phone.knowsSignIn ? null : password,
      extension: extension.trim(),
      mobile: where === 'desk' ? null : { number: number.trim(), mode: where },
    }).then((done) => {
      if (!done) return;
      setPassword('');
      setOpen(false);
    });
  };
  return (
    <Popover
      label={t('phone.signIn')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" icon={<LogIn className="mirror" size={15} aria-hidden="true" />}>
          {t('phone.signIn')}
        </Button>
      }
    >
      <form
        className={styles.panel}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        {!phone.knowsSignIn && (
          <>
            <TextField
              label={t('phone.loginId')}
              autoComplete="username"
              maxLength={512}
              value={loginId}
              onChange={setLoginId}
            />
            <TextField
              label={t('phone.password')}
              type="password"
              autoComplete="current-password"
              maxLength={512}
              value={password}
              onChange={setPassword}
            />
          </>
        )}
        <TextField
          label={t('phone.extension')}
          inputMode="tel"
          autoComplete="off"
          maxLength={128}
          value={extension}
          onChange={setExtension}
        />
        {phone.flavour === 'UCCE' && (
          <Choices<Where>
            label={t('phone.where')}
            value={where}
            choices={[
              { value: 'desk', name: t('phone.deskPhone') },
              { value: 'CALL_BY_CALL', name: t('phone.callByCall') },
              { value: 'NAILED_CONNECTION', name: t('phone.nailed') },
            ]}
            onChange={setWhere}
          />
        )}
        {where !== 'desk' && (
          <TextField
            label={t('phone.mobileNumber')}
            hint={t(where === 'CALL_BY_CALL' ? 'phone.callByCallHint' : 'phone.nailedHint')}
            inputMode="tel"
            autoComplete="off"
            maxLength={128}
            value={number}
            onChange={setNumber}
          />
        )}
        <PhoneRefused control={phoneControl.phone} />
        {blocked !== null && <p className={styles.note}>{blocked}</p>}
        <Button look="primary" submit pending={asking !== null} disabled={!whole || blocked !== null}>
          {t('phone.signIn')}
        </Button>
      </form>
    </Popover>
  );
}
