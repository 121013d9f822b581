import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WordKey } from '../i18n/keys.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './CustomerProfile.module.css';
import { problemOf, type ProfileField, type ProfileValues } from './profile.ts';

/** Fields that every customer has: the desk has words for them; others are called as the server calls them. */
const NAMED: Readonly<Record<string, WordKey>> = {
  firstName: 'customer.profile.firstName',
  lastName: 'customer.profile.lastName',
  phoneNumber: 'customer.profile.phoneNumber',
};

/** A choice from the browser's own list, with its label above it. */
function Chosen({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly { value: string; name: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.chosen}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} choices={choices} value={value} onChange={onChange} />
    </div>
  );
}

/** One field of the profile, by its kind. */
function OneField({
  field,
  value,
  theirs,
  onChange,
}: {
  field: ProfileField;
  value: string;
  /** What somebody else has entered meanwhile; undefined: nobody has. */
  theirs: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const named = NAMED[field.key];
  const name = named === undefined ? field.label : t(named);
  const label = field.required ? t('customer.profile.required', { name }) : name;
  if (field.kind === 'boolean') {
    const choices = [
      { value: '', name: t('customer.profile.unknown') },
      { value: 'true', name: t('customer.profile.yes') },
      { value: 'false', name: t('customer.profile.no') },
    ];
    return <Chosen label={label} choices={choices} value={value} onChange={onChange} />;
  }
  if (field.kind === 'choice') {
    // A value that is no longer among the options can still be chosen.
    const all = [...new Set(['', ...field.options, value])];
    return (
      <Chosen
        label={label}
        choices={all.map((each) => ({
          value: each,
          name: each === '' ? t('customer.profile.unknown') : each,
        }))}
        value={value}
        onChange={onChange}
      />
    );
  }
  const problem = problemOf(field, value);
  const common = {
    label,
    value,
    maxLength: field.several ? field.longest * 5 : field.longest,
    required: field.required,
    problem: problem !== null && problem !== 'required' && t(`customer.profile.problem.${problem}`),
    hint: theirs === undefined ? undefined : t('customer.profile.theirs', { value: theirs || '–' }),
    onChange,
  };
  if (field.kind === 'longText' || field.several) {
    return <TextField {...common} lines={field.several ? 2 : 3} />;
  }
  return (
    <TextField
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      {...(field.kind === 'number' && { inputMode: 'decimal' as const })}
    />
  );
}

/** The fields of a customer's profile. */
export function ProfileFields({
  fields,
  values,
  theirs,
  onChange,
}: {
  fields: readonly ProfileField[];
  values: ProfileValues;
  theirs: ProfileValues;
  onChange: (key: string, value: string) => void;
}) {
  return fields.map((field) => (
    <OneField
      key={field.key}
      field={field}
      value={values[field.key] ?? ''}
      theirs={theirs[field.key]}
      onChange={(value) => {
        onChange(field.key, value);
      }}
    />
  ));
}
