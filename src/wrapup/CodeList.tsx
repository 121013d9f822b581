import { Check } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrapupForm } from '../desk/actions.ts';
import type { WrapupDraft } from '../store/model.ts';
import { cx } from '../ui/class-names.ts';
import styles from './CodeList.module.css';

type Code = WrapupDraft['codes'][number];

/** Categories with the codes that match every word of a search; a category's name matches for all its codes. */
export function matching(form: WrapupForm, search: string): WrapupForm['categories'] {
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return form.categories;
  return form.categories.flatMap((category) => {
    const values = category.values.filter((value) => {
      const text = `${category.name} ${value}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
    return values.length === 0 ? [] : [{ name: category.name, values }];
  });
}

function roam(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const codes = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="checkbox"]')];
  const at = codes.findIndex((code) => code === document.activeElement);
  event.preventDefault();
  codes[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

/** The codes to choose from, by category. Arrows move, Space or Enter chooses. */
export function CodeList({
  form,
  search,
  codes,
  full,
  onToggle,
}: {
  form: WrapupForm;
  search: string;
  codes: readonly Code[];
  full: boolean;
  onToggle: (code: Code) => void;
}) {
  const { t } = useTranslation();
  const categories = useMemo(() => matching(form, search), [form, search]);
  if (categories.length === 0) return <p className={styles.none}>{t('wrapup.noMatch')}</p>;
  let first = true;
  return (
    <div className={styles.list} onKeyDown={roam}>
      {categories.map((category) => (
        <div key={category.name} role="group" aria-label={category.name}>
          <p className={styles.category} dir="auto">
            {category.name}
          </p>
          {category.values.map((value) => {
            const chosen = codes.some((code) => code.value === value && code.categoryName === category.name);
            const stop = first;
            first = false;
            return (
              <button
                key={value}
                type="button"
                role="checkbox"
                aria-checked={chosen}
                aria-disabled={(full && !chosen) || undefined}
                tabIndex={stop ? 0 : -1}
                className={cx(styles.code, chosen && styles.chosen)}
                onClick={() => {
                  onToggle({ categoryName: category.name, value });
                }}
              >
                <span className={styles.box} aria-hidden="true">
                  {chosen && <Check size={12} strokeWidth={3} />}
                </span>
                <span dir="auto">{value}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
