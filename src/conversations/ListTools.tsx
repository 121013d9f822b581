import { ArrowDownWideNarrow, Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { ListFilter } from '../store/model.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { countsOf, FILTERS } from './list-view.ts';
import styles from './ListTools.module.css';

/** Search, filter, and the way to sort a list that stands still. */
export function ListTools({
  moved,
  onSort,
  onKeyDown,
}: {
  /** How many rows stand elsewhere than they would. */
  moved: number;
  onSort: (byKey: boolean) => void;
  /** Keys of the search that go on to the list. */
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const filter = useDesk((state) => state.list.filter);
  const search = useDesk((state) => state.list.search);
  const counts = useDesk(useShallow(countsOf));
  const choices = FILTERS.filter((each) => each === 'all' || each === filter || counts[each] > 0);
  return (
    <div className={styles.tools} role="search" aria-label={t('list.find')}>
      <span className={styles.search}>
        <Search className={styles.glass} size={15} aria-hidden="true" />
        <input
          type="text"
          className={styles.input}
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          value={search}
          autoComplete="off"
          spellCheck={false}
          data-list-search
          onChange={(event) => {
            actions.showInList({ search: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault();
              event.stopPropagation();
              actions.showInList({ search: '' });
            } else onKeyDown(event);
          }}
        />
        {search !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('list.clearSearch')}
            onClick={() => {
              actions.showInList({ search: '' });
            }}
          >
            <X size={14} aria-hidden="true" />
          </button>
        )}
      </span>
      <span className={styles.filter}>
        <Select
          aria-label={t('list.filter')}
          value={filter}
          data-filtered={filter !== 'all' || undefined}
          choices={choices.map((each) => ({
            value: each,
            name: `${t(`list.filters.${each}`)} (${format.number(counts[each])})`,
          }))}
          onChange={(value) => {
            actions.showInList({ filter: value as ListFilter });
          }}
        />
      </span>
      {moved > 0 && (
        <IconButton
          className={styles.sort}
          label={t('list.sortNow', { count: moved })}
          icon={<ArrowDownWideNarrow size={16} />}
          // The focus stays where it is: sorting must not take it out of what is being typed.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={(event) => {
            onSort(event.detail === 0);
          }}
        />
      )}
    </div>
  );
}
