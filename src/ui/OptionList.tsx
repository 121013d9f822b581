import { useEffect, useRef, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './OptionList.module.css';

/** Options under one name. Without a name they stand for themselves. */
export type OptionGroup<T> = { key: string; name?: string; options: readonly T[] };

type OptionListProps<T> = {
  id: string;
  label: string;
  groups: readonly OptionGroup<T>[];
  keyOf: (option: T) => string;
  /** The key of the option that Enter takes; null: none. */
  active: string | null;
  draw: (option: T) => ReactNode;
  /** Options that can't be chosen now stay in the list. */
  disabled?: (option: T) => boolean;
  /** Pressed. */
  onChoose: (option: T) => void;
  /** The pointer has come to it. */
  onPoint?: (option: T) => void;
  className?: string | undefined;
};

/** The id of an option, for `aria-activedescendant`. */
export function optionId(listId: string, key: string): string {
  return `${listId}-${key}`;
}

/** What makes a field the one of such a list: the field keeps the focus, the list says what is pointed at. */
export function comboField(listId: string, active: string | null, expanded = true) {
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': expanded,
    'aria-controls': expanded ? listId : undefined,
    'aria-activedescendant': expanded && active !== null ? optionId(listId, active) : undefined,
  } as const;
}

function textOf(element: EventTarget): string | undefined {
  return element instanceof Element
    ? element.closest<HTMLElement>('[data-option]')?.dataset.option
    : undefined;
}

/** What can be chosen by a field that keeps the focus and the keys; here is the mouse alone. */
export function OptionList<T>({
  id,
  label,
  groups,
  keyOf,
  active,
  draw,
  disabled,
  onChoose,
  onPoint,
  className,
}: OptionListProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active === null) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const at = (element: EventTarget): T | undefined => {
    const key = textOf(element);
    return groups.flatMap(({ options }) => options).find((option) => keyOf(option) === key);
  };
  const mouse = {
    onMouseDown: (event: MouseEvent) => {
      // The focus stays in the field.
      event.preventDefault();
    },
    onClick: ({ target }: MouseEvent) => {
      const option = at(target);
      if (option !== undefined) onChoose(option);
    },
    ...(onPoint !== undefined && {
      onPointerMove: ({ target }: PointerEvent) => {
        const option = at(target);
        if (option !== undefined && keyOf(option) !== active) onPoint(option);
      },
    }),
  };
  return (
    <div
      ref={list}
      id={id}
      className={cx(styles.list, className)}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      {...mouse}
    >
      {groups.map(({ key, name, options }) => {
        const drawn = options.map((option) => (
          <div
            key={keyOf(option)}
            id={optionId(id, keyOf(option))}
            className={styles.option}
            role="option"
            aria-selected={keyOf(option) === active}
            aria-disabled={disabled?.(option) === true || undefined}
            data-option={keyOf(option)}
          >
            {draw(option)}
          </div>
        ));
        return name === undefined ? (
          drawn
        ) : (
          <div key={key} role="group" aria-label={name}>
            <p className={styles.heading} aria-hidden="true">
              <bdi>{name}</bdi>
            </p>
            {drawn}
          </div>
        );
      })}
    </div>
  );
}
