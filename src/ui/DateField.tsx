import { useState, type ReactNode } from 'react';
import { TextField } from './TextField.tsx';

const TYPES = { day: 'date', moment: 'datetime-local' } as const;

/** A time as the browser's field writes it, on the clock of this machine. */
function written(of: keyof typeof TYPES, at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, of === 'day' ? 10 : 16);
}

/** What was entered as epoch ms; the beginning of the day, where it is one. null: nothing yet, or not all of it. */
function readTime(of: keyof typeof TYPES, text: string): number | null {
  const at = new Date(of === 'day' ? `${text}T00:00` : text).getTime();
  return text === '' || !Number.isFinite(at) ? null : at;
}

/** A day or a moment, by the browser's own picker: it knows the order of day and month that people here write. */
export function DateField({
  of,
  value,
  min,
  onChange,
  ...rest
}: {
  label: string;
  quiet?: boolean;
  hint?: ReactNode;
  of: keyof typeof TYPES;
  /** Epoch ms on the clock of this machine; null: none. */
  value: number | null;
  /** The earliest that can be chosen. */
  min?: number;
  onChange: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState('');
  // While a year is being typed, its first digits are a year as well: they must not be written anew.
  const shown = readTime(of, typed) === value ? typed : value === null ? '' : written(of, value);
  return (
    <TextField
      {...rest}
      type={TYPES[of]}
      value={shown}
      {...(min !== undefined && { min: written(of, min) })}
      onChange={(text) => {
        setTyped(text);
        onChange(readTime(of, text));
      }}
    />
  );
}
