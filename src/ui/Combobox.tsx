import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { optionByKey } from './list-keys.ts';
import { comboField, OptionList, type OptionGroup } from './OptionList.tsx';
import { TextField } from './TextField.tsx';
import styles from './Combobox.module.css';

type ComboboxProps<T> = {
  label: string;
  /** The label is for screen readers alone, and stands in the empty field. */
  quiet?: boolean;
  /** What has been typed. */
  value: string;
  onType: (value: string) => void;
  /** What was found for it. Without any there is no list. */
  groups: readonly OptionGroup<T>[];
  keyOf: (option: T) => string;
  draw: (option: T) => ReactNode;
  /** The key of the option that is pointed at; null: none, and Enter is left to the form around. */
  active: string | null;
  onPoint: (option: T) => void;
  /** Pressed in the list. */
  onChoose: (option: T) => void;
  /** Called by Enter, with the option that is pointed at. */
  onEnter: (option: T) => void;
  /** Shown where nothing was found. */
  empty?: ReactNode;
  /** Stands between the field and the list. */
  children?: ReactNode;
  inputMode?: 'text' | 'tel';
  maxLength?: number;
  /** The name of what was found, for screen readers. */
  found: string;
};

/** A field that finds, and what was found: type, arrows, Enter. The focus stays in the field. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { label, quiet = false, value, onType, groups, keyOf, draw, active, onPoint, onChoose } = props;
  const { onEnter, empty, children, found, inputMode, maxLength } = props;
  const id = useId();
  const options = groups.flatMap((group) => group.options);
  const at = options.findIndex((option) => keyOf(option) === active);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const enter = event.key === 'Enter';
    const to = enter ? at : optionByKey(event.key, at, options.length);
    const option = to === null ? undefined : options[to];
    if (option === undefined) return;
    event.preventDefault();
    if (enter) onEnter(option);
    else onPoint(option);
  };
  return (
    <>
      <TextField
        label={label}
        quiet={quiet}
        {...(quiet && { placeholder: label })}
        autoComplete="off"
        spellCheck={false}
        {...(inputMode !== undefined && { inputMode })}
        {...(maxLength !== undefined && { maxLength })}
        value={value}
        onChange={onType}
        onKeyDown={onKeyDown}
        {...comboField(id, at === -1 ? null : active, options.length > 0)}
      />
      {children}
      {options.length === 0 ? (
        empty !== undefined && (
          <p className={styles.empty} role="status">
            {empty}
          </p>
        )
      ) : (
        <OptionList
          id={id}
          className={styles.list}
          label={found}
          groups={groups}
          keyOf={keyOf}
          active={active}
          draw={draw}
          onChoose={onChoose}
        />
      )}
    </>
  );
}
