import type { ReactNode } from 'react';
import type { ChatClient } from './client/chat-client.ts';
import type { PageConfiguration } from './configuration.ts';
import { Composer } from './Composer.tsx';
import { ConnectionBar } from './ConnectionBar.tsx';
import { Ended } from './Ended.tsx';
import { Header } from './Header.tsx';
import { QueueCard } from './QueueCard.tsx';
import { StartForm } from './StartForm.tsx';
import { Timeline } from './Timeline.tsx';
import { useChat } from './use-chat.ts';

type Props = { client: ChatClient; configuration: PageConfiguration };

/** One chat from the form to its end. The state decides what is shown; nothing here knows the wire. */
export function ChatWindow({ client, configuration }: Props): ReactNode {
  const state = useChat(client);
  const { widget, form } = configuration;

  if (state.phase === 'idle') {
    return (
      <>
        <Header widget={widget} state={state} client={client} />
        <StartForm client={client} form={form} welcome={widget.welcome} problem={state.problem} />
      </>
    );
  }
  const alone = state.agents.length === 0;
  return (
    <>
      <Header widget={widget} state={state} client={client} />
      <ConnectionBar state={state} />
      <Timeline state={state} client={client}>
        {alone && state.phase !== 'ended' && state.phase !== 'resuming' && (
          <QueueCard state={state} large={state.entries.length === 0} />
        )}
      </Timeline>
      {state.phase === 'ended' ? (
        <Ended reason={state.endReason} onAgain={client.reset} />
      ) : (
        <Composer client={client} limit={widget.maxTextLength} disabled={state.phase === 'ending'} />
      )}
    </>
  );
}
