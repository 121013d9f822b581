import { useTranslation } from 'react-i18next';
import { Select } from '../ui/Select.tsx';
import styles from './Panels.module.css';
import type { Call, Phone } from './read-phone.ts';
import { useCallHands } from './use-phone.ts';

/** What the call was about, by one of Finesse's reasons. */
export function WrapUpReason({ call, phone }: { call: Call; phone: Phone }) {
  const { t } = useTranslation();
  const { asking, blocked, act } = useCallHands(call);
  const chosen = call.wrapUpReason ?? '';
  const labels = phone.wrapUpReasons.map(({ label }) => label);
  if (labels.length === 0 && chosen === '') return null;
  // One that an administrator has taken away since still stands on the call.
  const all = chosen === '' || labels.includes(chosen) ? labels : [chosen, ...labels];
  return (
    <label className={styles.wrapUp}>
      <span>{t('phone.wrapUpReason')}</span>
      <Select
        value={chosen}
        disabled={blocked !== null || asking !== null}
        choices={[
          { value: '', name: t('phone.noWrapUpReason') },
          ...all.map((label) => ({ value: label, name: label })),
        ]}
        onChange={(label) => {
          if (label !== '') void act('UPDATE_CALL_DATA', { wrapUpReason: label });
        }}
      />
    </label>
  );
}
