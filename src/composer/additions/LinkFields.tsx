import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Addition.module.css';
import { addressOf } from './addition.ts';
import type { FieldsProps } from './fields.ts';

/** A web address and its title. */
export function LinkFields({ values, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const address = values.address ?? '';
  const wrong = left && address.trim() !== '' && addressOf(address) === null;
  return (
    <div className={styles.pair}>
      <TextField
        label={t('composer.add.link.address')}
        inputMode="url"
        placeholder="https://"
        maxLength={2000}
        value={address}
        problem={wrong && t('composer.add.link.wrong')}
        onBlur={() => {
          setLeft(true);
        }}
        onChange={(next) => {
          onChange({ address: next });
        }}
      />
      <TextField
        label={t('composer.add.link.title')}
        maxLength={200}
        value={values.title ?? ''}
        onChange={(title) => {
          onChange({ title });
        }}
      />
    </div>
  );
}
