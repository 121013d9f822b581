import { SendHorizontal } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { channelName } from '../desk/ChannelIcon.tsx';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useDesk, useDeskContext } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { composerActions } from './composer-actions.ts';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { goHome, isTouch, useFocusHome } from '../ui/focus-home.ts';
import { optionId } from '../ui/OptionList.tsx';
import { AddMenu } from './additions/AddMenu.tsx';
import { additionsOf, type Addition } from './additions/addition.ts';
import { additionDrafts } from './additions/addition-drafts.ts';
import { deferredAddition } from './additions/deferred-addition.ts';
import { cleanText } from './clean-text.ts';
import { Counter } from './Counter.tsx';
import { CannedButton } from './canned/CannedButton.tsx';
import { CannedList } from './canned/CannedList.tsx';
import { nextGap } from './canned/gaps.ts';
import { useCanned } from './canned/use-canned.ts';
import { applyEdit, insertText, selectedIn } from './edit-field.ts';
import { EmojiButton } from './EmojiButton.tsx';
import { EmojiSuggestionList } from './EmojiSuggestionList.tsx';
import { AttachButton } from './files/AttachButton.tsx';
import { RefusedFiles } from './files/RefusedFiles.tsx';
import { useFiles } from './files/use-files.ts';
import { formatOfKeys } from './format-keys.ts';
import { formatted, nextItem, type Edit, type Format } from './formatting.ts';
import type { WordsMode } from './mode.ts';
import { pasting } from './pasting.ts';
import { Preview } from './Preview.tsx';
import { Recipient } from './Recipient.tsx';
import { textRulesOf } from './text-rules.ts';
import { Toolbar } from './Toolbar.tsx';
import { useAnsweredSession } from './use-answered-session.ts';
import { useEmojiSuggestions } from './use-emoji-suggestions.ts';
import { useSendGuard } from './use-send-guard.ts';
import { WriterNote } from './WriterNote.tsx';
import styles from './Writer.module.css';

function sizesItself(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');
}

/**
 * The field of one conversation, for as long as that is open. It names the customer and the channel, and what it
 * sends carries the conversation it was drawn for, whatever is opened meanwhile. Enter sends, Shift+Enter makes a
 * new line.
 */
export function Writer({ conversation, mode }: { conversation: Conversation; mode: WordsMode }) {
  const { t } = useTranslation();
  const { store } = useDeskContext();
  const composing = useSlice(composerActions);
  const format = useFormat();
  const customerName = useCustomerName();
  const field = useRef<HTMLTextAreaElement>(null);
  const ids = useId();
  const { id } = conversation;
  const text = useDesk((state) => state.drafts[id] ?? '');
  const quoted = useDesk((state) => state.quotes[id] !== undefined);
  const online = useDesk((state) => state.link.status === 'online');
  const longest = useDesk((state) => state.maxTextLength);
  const guard = useSendGuard();
  const [pasted, setPasted] = useState(false);
  const answered = useAnsweredSession(conversation, text !== '');
  const { session } = answered;
  const rules = textRulesOf(session, longest);
  const suggestions = useEmojiSuggestions(field, !rules.emoji);
  const canned = useCanned(field, conversation);
  const chosenSession = answered.sessions.length > 1 ? (session?.id ?? null) : null;
  const files = useFiles(id, chosenSession);
  const additions = additionsOf(session, files.allowed);
  const drafts = useSlice(additionDrafts);
  const [begun, setBegun] = useState<Addition | null>(() => drafts.read(id)?.kind ?? null);
  // The other channel may not allow this text: then it waits.
  const adding = begun !== null && additions.includes(begun) ? begun : null;
  const add = (kind: Addition | null) => {
    drafts.keep(id, kind === null ? null : { kind, values: {} });
    setBegun(kind);
  };
  const [gap, setGap] = useState<string | null>(null);
  const name = customerName(conversation.customer);
  const channel = channelName(session?.channelType ?? '');
  const length = charactersIn(text);
  const tooLong = length > rules.longest;
  const ready = text.trim() !== '' && !tooLong;
  const listId = `${ids}emoji`;

  // Sets the height where the browser does not do it itself.
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || sizesItself()) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);

  useFocusHome(field);

  // An answer is begun where it is chosen what to answer, and goes on where that is given up.
  const drawnWith = useRef(quoted);
  useEffect(() => {
    if (drawnWith.current !== quoted && !isTouch()) goHome();
    drawnWith.current = quoted;
  }, [quoted]);

  /** Selects the next place that is to be filled in, and gives whether there is one. */
  const goToGap = (from: number): string | null => {
    const next = nextGap(text, from);
    if (next === null) return null;
    field.current?.focus();
    field.current?.setSelectionRange(next.from, next.to);
    return next.name;
  };

  const send = () => {
    if (!ready) return;
    const open = goToGap(0);
    setGap(open);
    if (open !== null) return;
    composing.send(id, mode.body(cleanText(text).trim()), chosenSession);
    answered.acknowledge();
    suggestions.close();
    canned.close();
    setPasted(false);
  };
  const edit = (change: (before: ReturnType<typeof selectedIn>) => Edit | null): boolean => {
    const element = field.current;
    const what = element === null ? null : change(selectedIn(element));
    if (element === null || what === null) return false;
    applyEdit(element, what);
    return true;
  };
  const doFormat = (how: Format) => {
    guard.touched();
    edit((before) => formatted(before, how));
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.shiftKey) {
      if (rules.formatting && edit(nextItem)) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (guard.maySend(event)) send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!event.nativeEvent.isComposing && (suggestions.onKeyDown(event) || canned.onKeyDown(event))) {
      event.preventDefault();
      return;
    }
    // Beyond the last place Tab leaves the field, as ever.
    if (event.key === 'Tab' && !event.shiftKey && goToGap(event.currentTarget.selectionEnd) !== null) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter') {
      onEnter(event);
      return;
    }
    guard.touched();
    if (mode.onKey?.(event, { conversation, state: store.getState(), composing }) === true) {
      event.preventDefault();
      return;
    }
    const how = rules.formatting ? formatOfKeys(event) : null;
    if (how === null) return;
    event.preventDefault();
    doFormat(how);
  };
  const { onPaste } = pasting({
    formatting: rules.formatting,
    onFiles: files.allowed ? files.add : null,
    onPasted: (now) => {
      setPasted(charactersIn(now) > rules.longest);
    },
  });

  const look = () => {
    suggestions.look();
    canned.look();
  };
  const listed =
    suggestions.found.length > 0
      ? { list: listId, entry: suggestions.found[suggestions.active]?.emoji }
      : canned.active === null
        ? null
        : { list: `${ids}canned`, entry: canned.active.key };

  return (
    <>
      {adding !== null && (
        <DeferredPart
          of={deferredAddition}
          props={{
            kind: adding,
            conversation,
            sessionId: chosenSession,
            onDone: () => {
              add(null);
            },
          }}
        />
      )}
      <form
        // What is being written stays in it while something else is made in its place.
        hidden={adding !== null}
        className={styles.writer}
        data-over={files.over || undefined}
        {...files.drop}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {answered.changed && (
          <WriterNote onClose={answered.acknowledge}>
            {t('composer.channelChanged', { name, channel })}
          </WriterNote>
        )}
        {pasted && tooLong && (
          <WriterNote
            onClose={() => {
              setPasted(false);
            }}
          >
            {t('composer.pastedTooLong', {
              channel,
              length: format.number(length),
              most: format.number(rules.longest),
            })}
          </WriterNote>
        )}
        <RefusedFiles files={files} />
        {gap !== null && text.includes(gap) && (
          <WriterNote
            onClose={() => {
              setGap(null);
            }}
          >
            {t('composer.canned.gaps', { name: gap })}
          </WriterNote>
        )}
        <div className={cx(styles.box, tooLong && styles.tooLong)}>
          {files.over && <p className={styles.dropHere}>{t('composer.files.drop')}</p>}
          <CannedList id={`${ids}canned`} offer={canned} />
          <EmojiSuggestionList id={listId} suggestions={suggestions} />
          {mode.bar !== undefined && <mode.bar conversation={conversation} />}
          <textarea
            ref={field}
            id={`${ids}field`}
            className={styles.field}
            disabled={adding !== null}
            rows={1}
            // Empty, it has the direction of its placeholder: that of the desk.
            dir={text === '' ? undefined : 'auto'}
            value={text}
            placeholder={t(mode.placeholder, { name })}
            aria-label={t(mode.label, { name })}
            aria-invalid={tooLong || undefined}
            aria-describedby={`${ids}count`}
            aria-autocomplete="list"
            aria-controls={listed?.list}
            aria-activedescendant={
              listed?.entry === undefined ? undefined : optionId(listed.list, listed.entry)
            }
            data-composer={id}
            onPointerDown={guard.touched}
            onChange={(event) => {
              guard.touched();
              composing.draft(id, event.target.value);
              if (event.target.value !== '') composing.typing(id);
              look();
            }}
            onSelect={look}
            onBlur={() => {
              suggestions.close();
              canned.close();
            }}
            onKeyDown={onKeyDown}
            onCompositionEnd={guard.composed}
            onPaste={onPaste}
          />
          {rules.formatting && !tooLong && <Preview text={text} />}
          <div className={styles.foot}>
            <Recipient
              name={name}
              session={session}
              sessions={answered.sessions}
              onChoose={answered.choose}
            />
            <span className={online ? styles.keys : styles.hint}>
              {!online ? t('composer.offline') : text === '' && t('composer.hint')}
            </span>
            <Counter id={`${ids}count`} text={text} rules={rules} />
            <div className={styles.tools}>
              {additions.length > 0 && <AddMenu offered={additions} onChoose={add} />}
              {files.allowed && <AttachButton onChoose={files.add} />}
              <CannedButton
                text={text}
                onInsert={() => {
                  const element = field.current;
                  if (element === null) return;
                  guard.touched();
                  const before = element.value.slice(0, element.selectionStart);
                  insertText(element, before === '' || /\s$/.test(before) ? '/' : ' /');
                }}
              />
              {rules.formatting && <Toolbar controls={`${ids}field`} onFormat={doFormat} />}
              {rules.emoji && (
                <EmojiButton
                  onChoose={(emoji) => {
                    guard.touched();
                    if (field.current !== null) insertText(field.current, emoji);
                  }}
                />
              )}
            </div>
            <Button
              submit
              className={styles.send}
              look="primary"
              size="small"
              disabled={!ready}
              icon={<SendHorizontal className="mirror" size={15} aria-hidden="true" />}
            >
              {t(mode.send)}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}
