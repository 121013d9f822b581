import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { control } from '../desk/actions/actions.ts';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { wrapupActions } from './wrapup-actions.ts';
import { Refused } from '../desk/Refused.tsx';
import { chordText } from '../desk/keys/chord.ts';
import type { Conversation, WrapupDraft } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { CodeChooser } from './CodeChooser.tsx';
import { rememberCodes } from './recent-codes.ts';
import { useWrapupForm } from './use-wrapup-form.ts';
import { WrapupClock } from './WrapupClock.tsx';
import { WrapupNote } from './WrapupNote.tsx';
import styles from './WrapupForm.module.css';

const EMPTY: WrapupDraft = { codes: [], note: '' };
const LONGEST_NOTE = 2000;

/** What the conversation was about: codes, a note, and the time for it. Kept as it is typed. */
export function WrapupForm({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const wrapup = useSlice(wrapupActions);
  const { id } = conversation;
  const draft = useDesk((state) => state.wrapupDrafts[id] ?? EMPTY);
  const online = useDesk((state) => state.link.status === 'online');
  const longest = useDesk((state) => Math.min(LONGEST_NOTE, state.maxTextLength));
  const me = useDesk((state) => state.me?.id ?? '');
  const asking = useAsking(control.wrapup(id));
  const [form, reload] = useWrapupForm();
  const change = (part: Partial<WrapupDraft>) => {
    const next = { ...draft, ...part };
    wrapup.draft(id, next.codes.length === 0 && next.note === '' ? null : next);
  };
  const nothing = draft.codes.length === 0 && draft.note.trim() === '';
  const ready = online && !nothing && charactersIn(draft.note) <= longest;
  const finish = () => {
    if (!ready) return;
    rememberCodes(me, draft.codes);
    wrapup.finish(id, { ...draft, note: draft.note.trim() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    finish();
  };
  return (
    <form
      className={styles.form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <WrapupClock conversation={conversation} mayExtend={canDo(conversation, 'EXTEND_WRAP_UP')} />
      <div className={styles.scroll}>
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
          <CodeChooser
            form={form}
            chosen={draft.codes}
            agentId={me}
            onChange={(codes) => {
              change({ codes });
            }}
          />
        )}
        <WrapupNote
          note={draft.note}
          longest={longest}
          onChange={(note) => {
            change({ note });
          }}
        />
      </div>
      <div className={styles.foot}>
        <Refused control={control.wrapup(id)} />
        <div className={styles.actions}>
          <Button
            submit
            look="primary"
            pending={asking === 'apply'}
            disabled={!ready}
            aria-keyshortcuts="Control+Enter Meta+Enter"
          >
            {t('wrapup.finish')}
          </Button>
          <span className={styles.keys} aria-hidden="true">
            <Kbd>{chordText('Mod+Enter')}</Kbd>
          </span>
        </div>
        <div className={styles.skip}>
          <Button
            look="quiet"
            size="small"
            pending={asking === 'skip'}
            disabled={!online}
            onClick={() => {
              wrapup.finish(id, null);
            }}
          >
            {t('wrapup.skip')}
          </Button>
        </div>
      </div>
    </form>
  );
}
