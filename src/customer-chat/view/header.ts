import type { ChatState } from '../../../packages/customer-client/state.ts';
import { initials } from './format.ts';
import { saveTranscript } from './save-transcript.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { Child, View } from './dom.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';

const RUNNING: ReadonlySet<ChatState['phase']> = new Set(['open', 'requesting', 'resuming']);

/** Whom one speaks to, and the ways out. Ending asks back: it cannot be undone. */
export function createHeader(context: ViewContext): (state: ChatState) => View {
  const { client, configuration, redraw, speech, title, onClose } = context;
  const { t, language } = speech;
  const { widget } = configuration;
  let asking = false;
  let endButton: HTMLElement | null = null;

  const ask = (next: boolean): void => {
    asking = next;
    redraw();
  };
  const keep = (): void => {
    ask(false);
    endButton?.focus();
  };
  const end = (): void => {
    asking = false;
    client.end();
  };

  const subtitle = (state: ChatState, who: string): string => {
    if (state.phase === 'ending') return t('ending');
    if (state.phase === 'idle' || state.phase === 'ended') return widget.subTitle;
    return who === '' ? t('withNobody') : t('withAgent', { name: who });
  };

  const question = (): View =>
    h(
      'div',
      {
        key: 'question',
        class: 'question',
        role: 'group',
        'aria-labelledby': 'end-question',
        on: {
          keydown: (event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            keep();
          },
        },
      },
      h('p', { id: 'end-question' }, t('endQuestion')),
      h(
        'div',
        { class: 'answers' },
        h('button', { type: 'button', class: 'quiet', on: { click: keep } }, t('endCancel')),
        h(
          'button',
          { type: 'button', class: 'strong', on: { click: end }, ref: context.focus },
          t('endConfirm'),
        ),
      ),
    );

  return (state) => {
    const running = RUNNING.has(state.phase);
    if (!running) asking = false;
    const names = state.agents.map(({ name }) => name);
    const who = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
    const words = subtitle(state, who);
    const [first] = names;
    return h(
      'header',
      { key: 'header', class: 'header' },
      h(
        'div',
        { class: 'header-row' },
        h(
          'span',
          { key: first === undefined ? 'mark' : 'initials', class: 'avatar', 'aria-hidden': true },
          first === undefined ? icon('bubble') : initials(first),
        ),
        h(
          'div',
          { class: 'titles' },
          h('h1', { id: 'chat-title', class: 'title' }, h('bdi', {}, title)),
          words !== '' &&
            h(
              'p',
              { class: 'line', 'aria-live': 'polite' },
              names.length > 0 && running && h('span', { class: 'online-dot' }),
              // Beside the widget's buttons there is room for the name alone.
              onClose !== null && running && names.length > 0
                ? [
                    h('span', { class: 'hidden' }, words),
                    h('bdi', { class: 'line-text', 'aria-hidden': true }, who),
                  ]
                : h('bdi', { class: 'line-text' }, words),
            ),
        ),
        widget.enableDownloadTranscript &&
          state.entries.length > 0 &&
          tool('save', 'save', t('transcript'), () => {
            saveTranscript(state.entries, title, speech);
          }),
        running &&
          h(
            'button',
            {
              key: 'end',
              type: 'button',
              class: onClose === null ? 'end' : 'end narrow',
              title: t('end'),
              'aria-expanded': asking,
              ref: (element) => {
                endButton = element;
              },
              on: {
                click: () => {
                  ask(!asking);
                },
              },
            },
            icon('leave'),
            h('span', { class: 'end-label' }, t('end')),
          ),
        onClose !== null && tool('close', 'down', t('closeChat'), onClose),
      ),
      asking && running && question(),
    );
  };
}

function tool(key: string, name: IconName, label: string, click: () => void): Child {
  return h(
    'button',
    { key, type: 'button', class: 'tool', title: label, 'aria-label': label, on: { click } },
    icon(name),
  );
}
