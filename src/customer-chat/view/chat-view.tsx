/** @jsxImportSource preact */
import { render } from 'preact';
import type { VNode } from 'preact';
import type { ChatClient } from '../../../packages/customer-client/chat-verbs.ts';
import type { PageConfiguration } from '../../../packages/customer-client/configuration.ts';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { Composer } from './Composer.tsx';
import { ChatContext } from './context.ts';
import type { ViewContext } from './context.ts';
import { Ended } from './Ended.tsx';
import { createFormAnswers } from './form-answers.ts';
import type { FormAnswers } from './form-answers.ts';
import { Header } from './Header.tsx';
import { ConnectionBar } from './QueueCard.tsx';
import { StartForm } from './StartForm.tsx';
import type { Speech } from './texts/index.ts';
import { Timeline } from './Timeline.tsx';

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
  const answers = createFormAnswers();
  const context: ViewContext = {
    client,
    configuration,
    speech,
    title: options.title ?? configuration.widget.title,
    onClose: options.onClose ?? null,
    focus: (element) => {
      // It may be on its way into the page.
      queueMicrotask(() => {
        if (options.mayFocus?.() ?? true) element.focus();
      });
    },
  };
  const redraw = (): void => {
    const state = client.state();
    if (state.phase === 'open') answers.clear();
    render(<Chat context={context} state={state} now={Date.now()} answers={answers} />, root);
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
      render(null, root);
    },
  };
}

type ChatProps = { context: ViewContext; state: ChatState; now: number; answers: FormAnswers };

function Chat({ context, state, now, answers }: ChatProps): VNode {
  const { phase } = state;
  return (
    <ChatContext.Provider value={context}>
      <Header state={state} />
      {phase === 'idle' ? (
        <StartForm state={state} answers={answers} />
      ) : (
        <>
          <ConnectionBar state={state} />
          <Timeline state={state} now={now} />
          {phase === 'ended' ? <Ended state={state} /> : <Composer disabled={phase === 'ending'} />}
        </>
      )}
    </ChatContext.Provider>
  );
}
