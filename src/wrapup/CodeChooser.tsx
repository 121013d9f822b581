import { Search } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrapupForm } from './wrapup-actions.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { ChosenCodes } from './ChosenCodes.tsx';
import styles from './CodeChooser.module.css';
import { codeId, CodeList } from './CodeList.tsx';
import { indexCodes, isSameCode, matchCodes, recentFirst, type Code } from './match-codes.ts';
import { recentCodes } from './recent-codes.ts';
import { useCodePicker } from './use-code-picker.ts';

/** At most so many codes for one conversation. */
const MOST_CODES = 5;

/** Search over the codes, what was found, and what is chosen. All of it works from the search by keys alone. */
export function CodeChooser({
  form,
  agentId,
  chosen,
  onChange,
}: {
  form: WrapupForm;
  /** Whose codes of the last time stand first. */
  agentId: string;
  chosen: readonly Code[];
  onChange: (chosen: readonly Code[]) => void;
}) {
  const { t } = useTranslation();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const show = useRef<((index: number) => void) | null>(null);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const configured = useConfigured();
  const index = useMemo(() => indexCodes(form, configured), [form, configured]);
  const [used] = useState(() => recentCodes(agentId));
  const found = useMemo(() => matchCodes(index, wanted), [index, wanted]);
  const recent = useMemo(
    () => (wanted === '' ? used.filter((code) => found.some((each) => isSameCode(each, code))) : []),
    [used, found, wanted],
  );
  const codes = useMemo(() => recentFirst(recent, found), [recent, found]);
  const most = form.multiple ? MOST_CODES : 1;
  const full = chosen.length >= most && most > 1;
  const picker = useCodePicker({
    codes,
    chosen,
    most,
    searching: wanted !== '',
    found: () => {
      const text = search.trim();
      if (text === wanted) return null;
      return text === '' ? [] : matchCodes(index, text);
    },
    onChange,
    onMove: (to) => show.current?.(to),
  });

  // After leaving the conversation the focus would be nowhere. Whoever is in the middle of a sentence when the customer
  // leaves must not find the rest of it here.
  const begun = useDesk((state) => (state.drafts[state.selected ?? ''] ?? '') !== '');
  const midSentence = useRef(begun);
  useEffect(() => {
    if (document.activeElement === document.body && !midSentence.current) {
      field.current?.focus({ preventScroll: true });
    }
  }, []);

  return (
    <>
      <ChosenCodes
        codes={chosen}
        onRemove={(code) => {
          picker.toggle(code);
        }}
        onLeave={() => field.current?.focus()}
      />
      <label className={styles.search}>
        <Search size={15} aria-hidden="true" />
        <input
          ref={field}
          type="search"
          value={search}
          placeholder={t('wrapup.search')}
          aria-label={t('wrapup.search')}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={picker.active === -1 ? undefined : codeId(listId, picker.active)}
          onChange={(event) => {
            setSearch(event.target.value);
            picker.setActive(-1);
            show.current?.(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault();
              setSearch('');
              return;
            }
            picker.onKeyDown(event, 'search');
            // The next word takes the place of this one.
            if (event.key === 'Enter') event.currentTarget.select();
          }}
        />
        <span className={styles.count}>{t('wrapup.count', { count: chosen.length, most })}</span>
      </label>
      <p className={styles.full} role="status">
        {full && t('wrapup.full', { most })}
        {wanted !== '' && !full && (
          <span className="sr-only">
            {codes.length === 0 ? t('wrapup.noMatch') : t('wrapup.results', { count: codes.length })}
          </span>
        )}
      </p>
      {codes.length === 0 && (
        <p className={styles.none} aria-hidden="true">
          {t('wrapup.noMatch')}
        </p>
      )}
      <CodeList
        id={listId}
        codes={codes}
        recent={recent.length}
        grouped={wanted === ''}
        full={full}
        picker={picker}
        show={show}
      />
    </>
  );
}
