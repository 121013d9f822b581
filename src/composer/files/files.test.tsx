import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../../connection/refusal.ts';
import { under } from '../../base/fields.ts';
import { Timeline } from '../../conversation/Timeline.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { draw } from '../../testing/draw.tsx';
import { conversation } from '../../testing/people.ts';
import { Composer } from '../Composer.tsx';
import { replyMode } from '../reply-mode.ts';
import { sorted } from './file-limits.ts';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 60, 'Hello']] });

type Upload = {
  file: File;
  onProgress: (done: number) => void;
  signal: AbortSignal;
  settle: (answer: unknown) => void;
  fail: (error: Error) => void;
};

function Shown() {
  const shown = useDesk((state) => state.conversations[MARIA.id]);
  if (shown === undefined) return null;
  return (
    <>
      <Timeline conversation={shown} />
      <Composer conversation={shown} modes={[replyMode]} />
    </>
  );
}

async function write(maxFileBytes = 1000) {
  const uploads: Upload[] = [];
  const drawn = await draw(
    <Shown />,
    { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id, maxFileBytes },
    {
      upload: (_path, file, onProgress, signal) =>
        new Promise((settle, fail) => {
          uploads.push({ file, onProgress, signal, settle, fail });
        }),
    },
  );
  const field = screen.getByRole('textbox', { name: 'Message to Maria' });
  const drop = (...files: File[]) => {
    fireEvent.drop(field, { dataTransfer: { files, types: ['Files'] } });
  };
  return { ...drawn, uploads, field, drop, user: userEvent.setup() };
}

const pdf = (name = 'invoice.pdf', size = 10) =>
  new File(['x'.repeat(size)], name, { type: 'application/pdf' });

describe('files for the customer', () => {
  it('go when they are at the server, and say how far they are', async () => {
    const { drop, uploads, asked } = await write();
    drop(pdf());
    expect(await screen.findByText('invoice.pdf')).toBeTruthy();
    act(() => {
      uploads[0]!.onProgress(0.5);
    });
    await waitFor(() =>
      expect(
        screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Uploading invoice.pdf' }).value,
      ).toBe(0.5),
    );
    expect(asked).toHaveLength(0);
    uploads[0]!.settle({ name: 'f1.pdf', type: 'application/pdf', size: 10 });
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(under(asked[0]!.payload, 'cimEvent', 'data', 'body')).toMatchObject({
      type: 'FILE',
      attachment: {
        mediaUrl: `${location.origin}/file-engine/api/downloadFileStream?filename=f1.pdf`,
        mediaName: 'invoice.pdf',
        size: 10,
      },
    });
  });

  it('can be stopped on their way, and sent again where they did not arrive', async () => {
    const { drop, uploads, user, asked, store } = await write();
    drop(pdf());
    await user.click(await screen.findByRole('button', { name: 'Cancel invoice.pdf' }));
    expect(uploads[0]!.signal.aborted).toBe(true);
    expect(Object.keys(store.getState().outbox)).toEqual([]);
    drop(pdf('second.pdf'));
    uploads[1]!.fail(new RefusedError('OFFLINE', ''));
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    expect(uploads[2]!.file.name).toBe('second.pdf');
    uploads[2]!.settle({ name: 'f2.pdf' });
    await waitFor(() => expect(asked).toHaveLength(1));
  });

  it('that cannot be sent are named with the limit, and words that are pasted stay words', async () => {
    const { drop, uploads, field, user } = await write();
    drop(pdf('big.pdf', 1001), new File(['x'], 'page.svg'));
    expect((await screen.findByText(/“big.pdf” is too large/)).parentElement?.textContent).toContain(
      '“page.svg” can’t be sent',
    );
    expect(uploads).toHaveLength(0);
    await user.click(field);
    await user.paste('words');
    expect((field as HTMLTextAreaElement).value).toBe('words');
  });

  it('are not offered where they are switched off', async () => {
    const { drop, uploads } = await write(0);
    drop(pdf());
    expect(uploads).toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Attach files' })).toBeNull();
  });

  it('go ten at a time, and empty ones not at all', () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, size: 1 }));
    expect(sorted(many, 10).refused).toEqual([{ name: '10.txt', problem: 'tooMany' }]);
    expect(sorted([{ name: 'a.PNG', size: 0 }], 10).refused).toEqual([{ name: 'a.PNG', problem: 'empty' }]);
  });
});
