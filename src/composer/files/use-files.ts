/** Files for the customer: chosen, dropped or pasted. */
import { useState, type DragEvent } from 'react';
import { useDesk } from '../../desk/desk-context.ts';
import { useSlice } from '../../desk/use-slice.ts';
import { fileActions } from './file-actions.ts';
import { sorted, type Refused } from './file-limits.ts';

export type Files = {
  /** Whether files are sent at all here. */
  allowed: boolean;
  /** What was not taken, until the agent has read it. */
  refused: readonly Refused[];
  mostBytes: number;
  /** Whether one is held over the place where it can be dropped. */
  over: boolean;
  add: (files: readonly File[]) => void;
  read: () => void;
  drop: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
};

/** Files over the field itself; what is drawn elsewhere for it, such as a dialog, tells of its own as well. */
function carriesFiles({ dataTransfer, target, currentTarget }: DragEvent): boolean {
  return dataTransfer.types.includes('Files') && target instanceof Node && currentTarget.contains(target);
}

export function useFiles(conversationId: string, sessionId: string | null): Files {
  const { send } = useSlice(fileActions);
  const mostBytes = useDesk((state) => state.maxFileBytes);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [over, setOver] = useState(false);
  const allowed = mostBytes > 0;
  const add = (files: readonly File[]) => {
    if (!allowed || files.length === 0) return;
    const found = sorted(files, mostBytes);
    setRefused(found.refused);
    send(conversationId, found.good, sessionId);
  };
  return {
    allowed,
    refused,
    mostBytes,
    over,
    add,
    read: () => {
      setRefused([]);
    },
    drop: {
      onDragOver: (event) => {
        if (!allowed || !carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        if (!allowed || !carriesFiles(event)) return;
        event.preventDefault();
        add([...event.dataTransfer.files]);
      },
    },
  };
}
