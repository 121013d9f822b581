import { Check, Search, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrapupForm as Form } from '../desk/actions.ts';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import type { Conversation, WrapupDraft } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { CodeList } from './CodeList.tsx';
import { WrapupClock } from './WrapupClock.tsx';
import styles from './WrapupForm.module.css';

/** At most so many codes for one conversation (cx-protocol §4.6). */
const MOST_CODES = 5;

const EMPTY: WrapupDraft = { codes: [], note: '' };
const LONGEST_NOTE = 2000;

type Loaded = Form | 'loading' | 'failed';

function useForm(): [Loaded, () => void] {
  const actions = useActions();
  const [form, setForm] = useState<Loaded>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    actions.wrapupForm().then(
      (loaded) => {
        if (here) setForm(loaded);
      },
      () => {
        if (here) setForm('failed');
      },
    );
    return () => {
      here = false;
    };
  }, [actions, attempt]);
  return [
    form,
    () => {
      setForm('loading');
      setAttempt(attempt + 1);
    },
  ];
}

/** What the conversation was about: codes, a note, and the time for it. Kept as it is typed. */
export function WrapupForm({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { id } = conversation;
  const draft = useDesk((state) => state.wrapupDrafts[id] ?? EMPTY);
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useAsking(control.wrapup(id));
  const [form, reload] = useForm();
  const [search, setSearch] = useState('');
  const noteId = useId();
  const most = form !== 'loading' && form !== 'failed' && !form.multiple ? 1 : MOST_CODES;
  const change = (part: Partial<WrapupDraft>) => {
    actions.draftWrapup(id, { ...draft, ...part });
  };
  const toggle = (code: WrapupDraft['codes'][number]) => {
    const chosen = draft.codes.some(
      (each) => each.value === code.value && each.categoryName === code.categoryName,
    );
    if (chosen) {
      change({
        codes: draft.codes.filter(
          (each) => each.value !== code.value || each.categoryName !== code.categoryName,
        ),
      });
    } else if (draft.codes.length < most) change({ codes: [...draft.codes, code] });
    else if (most === 1) change({ codes: [code] });
  };
  const nothing = draft.codes.length === 0 && draft.note.trim() === '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!nothing) actions.finishWrapup(id, { ...draft, note: draft.note.trim() });
      }}
    >
      <WrapupClock conversation={conversation} mayExtend={canDo(conversation, 'EXTEND_WRAP_UP')} />
      <div className={styles.scroll}>
        {draft.codes.length > 0 && (
          <ul className={styles.chosen} aria-label={t('wrapup.chosen')}>
            {draft.codes.map((code) => (
              <li key={`${code.categoryName}/${code.value}`}>
                <button
                  type="button"
                  className={styles.chip}
                  aria-label={t('wrapup.remove', { code: code.value })}
                  onClick={() => {
                    toggle(code);
                  }}
                >
                  <Check size={13} aria-hidden="true" />
                  <span dir="auto">{code.value}</span>
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <label className={styles.search}>
          <Search size={15} aria-hidden="true" />
          <input
            type="search"
            value={search}
            placeholder={t('wrapup.search')}
            aria-label={t('wrapup.search')}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
          <span className={styles.count}>{t('wrapup.count', { count: draft.codes.length, most })}</span>
        </label>
        <div className={styles.codes}>
          {form === 'loading' && <p className={styles.info}>{t('wrapup.loading')}</p>}
          {form === 'failed' && (
            <p className={styles.info}>
              {t('wrapup.failed')}{' '}
              <Button size="small" onClick={reload}>
                {t('common.retry')}
              </Button>
            </p>
          )}
          {form !== 'loading' && form !== 'failed' && (
            <CodeList
              form={form}
              search={search}
              codes={draft.codes}
              full={draft.codes.length >= most && most > 1}
              onToggle={toggle}
            />
          )}
        </div>
        <label className={styles.noteLabel} htmlFor={noteId}>
          {t('wrapup.note')}
        </label>
        <textarea
          id={noteId}
          className={styles.note}
          rows={3}
          dir="auto"
          maxLength={LONGEST_NOTE}
          value={draft.note}
          placeholder={t('wrapup.notePlaceholder')}
          onChange={(event) => {
            change({ note: event.target.value });
          }}
        />
      </div>
      <div className={styles.foot}>
        <Refused control={control.wrapup(id)} />
        <div className={styles.actions}>
          <Button submit look="primary" pending={asking === 'apply'} disabled={!online || nothing}>
            {t('wrapup.finish')}
          </Button>
          <Button
            look="quiet"
            pending={asking === 'skip'}
            disabled={!online}
            onClick={() => {
              actions.finishWrapup(id, null);
            }}
          >
            {t('wrapup.skip')}
          </Button>
        </div>
      </div>
    </form>
  );
}
