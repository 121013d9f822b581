import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { useCustomerName } from '../../desk/names.ts';
import type { Customer } from '../../store/events.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Addition.module.css';
import { isEmail, type Values } from './addition.ts';
import type { FieldsProps } from './fields.ts';

/** What is known of a customer, as far as a card has a place for it. */
function cardOf(customer: Customer): Values {
  const values = customer.identities.map(({ value }) => value.trim());
  return {
    name: customer.name,
    phone: values.find((value) => /^\+?[\d\s().-]{5,24}$/.test(value)) ?? '',
    email: values.find(isEmail) ?? '',
  };
}

/** A person's card: typed, or begun with what is known of the agent or of the customer. */
export function ContactFields({ conversation: { customer }, values, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const own = useDesk((state) => state.me?.name ?? '');
  const [left, setLeft] = useState(false);
  const email = values.email ?? '';
  const field = (name: 'name' | 'phone' | 'company') => ({
    label: t(`composer.add.contact.${name}`),
    maxLength: 100,
    value: values[name] ?? '',
    onChange: (next: string) => {
      onChange({ [name]: next });
    },
  });
  return (
    <>
      <div className={styles.offers}>
        <Button
          size="small"
          onClick={() => {
            onChange({ name: own });
          }}
        >
          {t('composer.add.contact.mine')}
        </Button>
        {customer.name !== '' && (
          <Button
            size="small"
            onClick={() => {
              onChange(cardOf(customer));
            }}
          >
            {t('composer.add.contact.theirs', { name: customerName(customer) })}
          </Button>
        )}
      </div>
      <div className={styles.pair}>
        <TextField {...field('name')} />
        <TextField {...field('phone')} inputMode="tel" />
        <TextField
          label={t('composer.add.contact.email')}
          inputMode="email"
          maxLength={200}
          value={email}
          problem={left && email.trim() !== '' && !isEmail(email) && t('composer.add.contact.wrong')}
          onBlur={() => {
            setLeft(true);
          }}
          onChange={(next) => {
            onChange({ email: next });
          }}
        />
        <TextField {...field('company')} />
      </div>
      <p className={styles.hint}>{t('composer.add.contact.hint')}</p>
    </>
  );
}
