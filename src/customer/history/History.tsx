import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { PastConversation } from './past.ts';
import { useDeskContext } from '../../desk/desk-context.ts';
import type { Conversation } from '../../store/model.ts';
import { PastList } from './PastList.tsx';
import { PastTimeline } from './PastTimeline.tsx';
import { clientOf } from './queries.ts';

/** A customer's earlier conversations: the list, or the one that is being read. */
export function History({ conversation }: { conversation: Conversation }) {
  const { store } = useDeskContext();
  const [reading, setReading] = useState<PastConversation | null>(null);
  return (
    <QueryClientProvider client={clientOf(store)}>
      {reading === null ? (
        <PastList conversation={conversation} onRead={setReading} />
      ) : (
        <PastTimeline
          past={reading}
          onBack={() => {
            setReading(null);
          }}
        />
      )}
    </QueryClientProvider>
  );
}
