import { lettersIn } from '../../../protocol/shared/letters.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';
import { icon } from './icons.ts';

/** From this share of the limit on, what is left is shown. */
const NEAR = 0.85;
const TYPING_ENDS_MS = 5_000;

type Composer = {
  view: (disabled: boolean) => View;
  /** The chat is over: what was being written is gone. */
  clear: () => void;
  dispose: () => void;
};

/** Where one writes. It works without a connection: what is sent then waits in its place. */
export function createComposer(context: ViewContext): Composer {
  const { client, configuration, redraw, speech } = context;
  const { t, language } = speech;
  const limit = configuration.widget.maxTextLength;
  let text = client.draft();
  let field: HTMLElement | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  const over = (): number => lettersIn(text.trim()) - limit;
  const grow = (): void => {
    if (field === null) return;
    field.style.blockSize = 'auto';
    if (text !== '') field.style.blockSize = `${field.scrollHeight}px`;
  };
  const change = (next: string): void => {
    text = next;
    client.saveDraft(next);
    clearTimeout(quiet);
    if (next.trim() === '') {
      client.stopTyping();
    } else {
      client.typing();
      quiet = setTimeout(client.stopTyping, TYPING_ENDS_MS);
    }
    redraw();
    grow();
  };
  const send = (): void => {
    if (text.trim() === '' || over() > 0) return;
    clearTimeout(quiet);
    const written = text;
    text = '';
    client.saveDraft('');
    client.send(written);
    redraw();
    grow();
    field?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    // On a touch keyboard Enter begins a new line; the button sends.
    if (window.matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };
  const take = (element: HTMLElement): void => {
    field = element;
    // On a telephone the keyboard would cover what there is to read.
    if (window.matchMedia('(pointer: fine)').matches) context.focus(element);
    queueMicrotask(grow);
  };

  return {
    view: (disabled) => {
      const tooMany = over();
      const near = lettersIn(text) > limit * NEAR;
      return h(
        'form',
        {
          key: 'composer',
          class: 'composer',
          on: {
            submit: (event) => {
              event.preventDefault();
              send();
            },
          },
        },
        h(
          'div',
          { class: 'box' },
          h('textarea', {
            class: 'text',
            rows: 1,
            // An empty field follows the page, so that its placeholder stands where one begins to write.
            dir: text === '' ? null : 'auto',
            value: text,
            disabled,
            placeholder: t('composerPlaceholder'),
            'aria-label': t('composerLabel'),
            'aria-describedby': 'composer-hint',
            'aria-invalid': tooMany > 0,
            ref: take,
            on: {
              input: (event) => {
                change((event.target as HTMLTextAreaElement).value);
              },
              keydown: onKeyDown,
            },
          }),
          h(
            'button',
            {
              type: 'submit',
              class: 'send',
              'aria-label': t('send'),
              disabled: text.trim() === '' || tooMany > 0 || disabled,
            },
            icon('send'),
          ),
        ),
        h(
          'p',
          { id: 'composer-hint', class: 'hint' },
          h('span', { class: 'keys' }, t('composerHint')),
          h(
            'span',
            { class: tooMany > 0 ? 'over' : 'count', role: 'status' },
            near &&
              t(tooMany > 0 ? 'charactersOver' : 'charactersLeft', {
                count: new Intl.NumberFormat(language).format(Math.abs(tooMany)),
              }),
          ),
        ),
      );
    },
    clear: () => {
      clearTimeout(quiet);
      text = '';
    },
    dispose: () => {
      clearTimeout(quiet);
    },
  };
}
