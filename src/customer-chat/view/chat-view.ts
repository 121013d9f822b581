import type { ChatClient } from '../../../packages/customer-client/chat-client.ts';
import type { PageConfiguration } from '../../../packages/customer-client/configuration.ts';
import type { Speech } from './texts/index.ts';
import { createComposer } from './composer.ts';
import type { ViewContext } from './context.ts';
import { draw } from './dom.ts';
import { createEnded } from './ended.ts';
import { createHeader } from './header.ts';
import { connectionBar } from './queue-card.ts';
import { createStartForm } from './start-form.ts';
import { createTimeline } from './timeline.ts';

type ChatViewOptions = {
  client: ChatClient;
  configuration: PageConfiguration;
  speech: Speech;
  title?: string;
  /** Whether the focus may be moved into the chat now. */
  mayFocus?: () => boolean;
  onClose?: () => void;
};

export type ChatView = {
  /** Where a person goes on: the first question, the text, or the end. */
  focus: () => void;
  /** It has come into view: what depends on its size is set right. */
  redraw: () => void;
  dispose: () => void;
};

/** Draws one chat from the form to its end into `root`. The state decides what is shown; no wire is known here. */
export function createChatView(root: HTMLElement, options: ChatViewOptions): ChatView {
  const { client, configuration, speech } = options;
  let busy = false;
  let again = false;

  const redraw = (): void => {
    // Something that was drawn may ask for another drawing while the first is under way.
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      drawAll();
    }
    busy = false;
  };
  const context: ViewContext = {
    client,
    configuration,
    speech,
    title: options.title ?? configuration.widget.title,
    redraw,
    onClose: options.onClose ?? null,
    focus: (element) => {
      // It may be on its way into the page.
      queueMicrotask(() => {
        if (options.mayFocus?.() ?? true) element.focus();
      });
    },
  };
  const header = createHeader(context);
  const startForm = createStartForm(context);
  const timeline = createTimeline(context);
  const composer = createComposer(context);
  const ended = createEnded(context);

  const drawAll = (): void => {
    const state = client.state();
    if (state.phase === 'ended') composer.clear();
    if (state.phase === 'idle') {
      draw(root, header(state), startForm.view(state));
      return;
    }
    if (state.phase === 'open') startForm.clear();
    draw(
      root,
      header(state),
      connectionBar(context, state),
      timeline.view(state),
      state.phase === 'ended' ? ended(state) : composer.view(state.phase === 'ending'),
    );
    timeline.settle(state);
  };
  const unsubscribe = client.subscribe(redraw);
  redraw();

  return {
    focus: () => {
      const first = root.querySelector<HTMLElement>(
        'form .input, form textarea:not(:disabled), form .start, h2[tabindex]',
      );
      (first ?? root.querySelector<HTMLElement>('button'))?.focus();
    },
    redraw,
    dispose: () => {
      unsubscribe();
      timeline.dispose();
      composer.dispose();
      draw(root);
    },
  };
}
