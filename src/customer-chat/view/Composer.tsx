/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { charactersIn } from '../../../protocol/shared/characters.ts';
import { useChat } from './context.ts';
import { Icon } from './Icon.tsx';

/** From this share of the limit on, what is left is shown. */
const NEAR = 0.85;
const TYPING_ENDS_MS = 5_000;

/** Where one writes. It works without a connection: what is sent then waits in its place. */
export function Composer({ disabled }: { disabled: boolean }): VNode {
  const { client, configuration, focus, speech } = useChat();
  const { t, language } = speech;
  const limit = configuration.widget.maxTextLength;
  const [text, setText] = useState(client.draft);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const typingEndsRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useLayoutEffect(() => {
    // On a telephone the keyboard would cover what there is to read.
    if (fieldRef.current !== null && window.matchMedia('(pointer: fine)').matches) focus(fieldRef.current);
    return () => {
      clearTimeout(typingEndsRef.current);
    };
  }, [focus]);
  useLayoutEffect(() => {
    if (fieldRef.current === null) return;
    fieldRef.current.style.blockSize = 'auto';
    if (text !== '') fieldRef.current.style.blockSize = `${fieldRef.current.scrollHeight}px`;
  }, [text]);

  const over = charactersIn(text.trim()) - limit;
  const tooLong = over > 0;
  const change = (next: string): void => {
    setText(next);
    client.saveDraft(next);
    clearTimeout(typingEndsRef.current);
    if (next.trim() === '') {
      client.stopTyping();
    } else {
      client.typing();
      typingEndsRef.current = setTimeout(client.stopTyping, TYPING_ENDS_MS);
    }
  };
  const send = (): void => {
    if (text.trim() === '' || tooLong) return;
    clearTimeout(typingEndsRef.current);
    setText('');
    client.saveDraft('');
    client.send(text);
    fieldRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    // On a touch keyboard Enter begins a new line; the button sends.
    if (window.matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };
  const left =
    charactersIn(text) > limit * NEAR
      ? t(tooLong ? 'charactersOver' : 'charactersLeft', {
          count: new Intl.NumberFormat(language).format(Math.abs(over)),
        })
      : '';
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="box">
        <textarea
          class="text"
          rows={1}
          // An empty field follows the page, so that its placeholder stands where one begins to write.
          dir={text === '' ? undefined : 'auto'}
          value={text}
          disabled={disabled}
          placeholder={t('composerPlaceholder')}
          aria-label={t('composerLabel')}
          aria-describedby="composer-hint"
          aria-invalid={tooLong}
          ref={fieldRef}
          onInput={(event) => {
            change(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="send"
          aria-label={t('send')}
          disabled={text.trim() === '' || tooLong || disabled}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="composer-hint" class="hint">
        <span class="keys">{t('composerHint')}</span>
        <span class={tooLong ? 'over' : 'count'} role="status">
          {left !== '' && <span key={left}>{left}</span>}
        </span>
      </p>
    </form>
  );
}
