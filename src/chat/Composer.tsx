import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ChatClient } from './client/chat-client.ts';
import styles from './Composer.module.css';
import { SendIcon } from './icons.tsx';
import { useSpeech } from './speech-context.ts';

/** From this share of the limit on, what is left is shown. */
const NEAR = 0.85;
const TYPING_ENDS_MS = 5_000;

type Props = {
  client: ChatClient;
  /** The longest text, in UTF-16 code units, as the server counts. */
  limit: number;
  disabled: boolean;
};

/** Where one writes. It works without a connection: what is sent then waits in its place. */
export function Composer({ client, limit, disabled }: Props): ReactNode {
  const { t, language } = useSpeech();
  const [text, setText] = useState(() => client.draft());
  const field = useRef<HTMLTextAreaElement>(null);
  const quiet = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hintId = useId();
  const over = text.trim().length - limit;
  const near = text.length > limit * NEAR;
  const sendable = text.trim() !== '' && over <= 0 && !disabled;

  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);

  useEffect(() => {
    // On a telephone the keyboard would cover what there is to read.
    if (window.matchMedia('(pointer: fine)').matches) field.current?.focus();
    return () => {
      clearTimeout(quiet.current);
    };
  }, []);

  const change = (next: string): void => {
    setText(next);
    client.saveDraft(next);
    clearTimeout(quiet.current);
    if (next.trim() === '') {
      client.stopTyping();
    } else {
      client.typing();
      quiet.current = setTimeout(client.stopTyping, TYPING_ENDS_MS);
    }
  };
  const send = (): void => {
    if (!sendable) return;
    clearTimeout(quiet.current);
    client.send(text);
    setText('');
    client.saveDraft('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // On a touch keyboard Enter begins a new line; the button sends.
    if (window.matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          // An empty field follows the page, so that its placeholder stands where one begins to write.
          dir={text === '' ? undefined : 'auto'}
          value={text}
          disabled={disabled}
          placeholder={t('composerPlaceholder')}
          aria-label={t('composerLabel')}
          aria-describedby={hintId}
          aria-invalid={over > 0}
          onChange={(event) => {
            change(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className={styles.send} aria-label={t('send')} disabled={!sendable}>
          <SendIcon />
        </button>
      </div>
      <p id={hintId} className={styles.hint}>
        <span className={styles.keys}>{t('composerHint')}</span>
        <span className={over > 0 ? styles.over : styles.count} role="status">
          {near &&
            t(over > 0 ? 'charactersOver' : 'charactersLeft', {
              count: new Intl.NumberFormat(language).format(Math.abs(over)),
            })}
        </span>
      </p>
    </form>
  );
}
