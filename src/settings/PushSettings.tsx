import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../desk/use-slice.ts';
import { SettingRow } from '../ui/SettingRow.tsx';
import { Switch } from '../ui/Switch.tsx';
import { createPushActions, type PushState } from './push-subscription.ts';

/** Notifications of this browser while no desk is open in it; the browser is asked only by the agent's own click. */
export function PushSettings() {
  const { t } = useTranslation();
  const push = useSlice(createPushActions);
  /** `failed`: it could not be switched. */
  const [state, setState] = useState<PushState | 'asking' | 'failed'>('asking');
  useEffect(() => {
    let gone = false;
    push.look().then(
      (found) => {
        if (!gone) setState(found);
      },
      () => {
        if (!gone) setState('missing');
      },
    );
    return () => {
      gone = true;
    };
  }, [push]);
  const change = (on: boolean) => {
    setState('asking');
    (on ? push.switchOn() : push.switchOff()).then(setState, () => {
      setState('failed');
    });
  };
  const texts = {
    missing: t('settings.awayMissing'),
    denied: t('settings.notificationsDenied'),
    failed: t('settings.awayFailed'),
  };
  const explained = state === 'missing' || state === 'denied' || state === 'failed';
  return (
    <SettingRow name={t('settings.away')} text={explained ? texts[state] : t('settings.awayText')}>
      {(labelledBy) => (
        <Switch
          labelledBy={labelledBy}
          checked={state === 'on'}
          disabled={state === 'missing' || state === 'denied' || state === 'asking'}
          onChange={change}
        />
      )}
    </SettingRow>
  );
}
