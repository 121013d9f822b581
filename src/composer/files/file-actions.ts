/** Files on their way to a customer: each is a message of its own, which goes once its file is at the server. */
import { refusalOf } from '../../connection/refusal.ts';
import { GIVEN_UP } from '../../connection/send-file.ts';
import { fields, text } from '../../base/fields.ts';
import { deskOutbox } from '../../desk/actions/outbox.ts';
import type { ActionTools } from '../../desk/actions/tools.ts';

const UPLOAD = '/file-engine/api/uploadFileStream';
const DOWNLOAD = '/file-engine/api/downloadFileStream';

/** The state of the desk changes by so much of a file at most, of 1. */
const STEP = 0.02;

export type FileActions = {
  /** `durationMs`: how long what was recorded takes to listen to. */
  send: (
    conversationId: string,
    files: readonly File[],
    sessionId: string | null,
    durationMs?: number,
  ) => void;
  /** Stops one that is on its way, and takes the message away. */
  cancel: (messageId: string) => void;
  /** Sends one again that did not get there. */
  retry: (messageId: string) => void;
  /** The file of a message, as long as this tab has it. */
  fileOf: (messageId: string) => File | null;
};

export function fileActions(tools: ActionTools): FileActions {
  const { rest, get } = tools;
  const outbox = tools.slice(deskOutbox);
  const kept = new Map<string, { file: File; leave: AbortController }>();

  const upload = (id: string, file: File) => {
    const leave = new AbortController();
    kept.set(id, { file, leave });
    let reported = 0;
    const onProgress = (done: number) => {
      if (done - reported < STEP && done < 1) return;
      reported = done;
      if (kept.get(id)?.leave === leave) outbox.uploaded(id, { state: 'going', done });
    };
    rest.upload(UPLOAD, file, onProgress, leave.signal).then(
      (answer) => {
        const name = text(fields(answer).name);
        const url = `${location.origin}${DOWNLOAD}?${new URLSearchParams({ filename: name }).toString()}`;
        outbox.uploaded(id, name === '' ? { state: 'failed' } : { state: 'done', url });
      },
      (error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal.code !== GIVEN_UP) outbox.uploaded(id, { state: 'failed', refusal });
      },
    );
  };

  return {
    send: (conversationId, files, sessionId, durationMs) => {
      for (const file of files) {
        const body = {
          kind: 'file' as const,
          name: file.name,
          mimeType: file.type === '' ? 'application/octet-stream' : file.type,
          size: file.size,
          caption: '',
          ...(durationMs !== undefined && { durationMs }),
          upload: { state: 'going' as const, done: 0 },
        };
        upload(outbox.add(conversationId, body, null, sessionId), file);
      }
    },
    cancel: (id) => {
      kept.get(id)?.leave.abort();
      kept.delete(id);
      outbox.discard(id);
    },
    retry: (id) => {
      const message = get().outbox[id];
      const file = kept.get(id)?.file;
      if (message?.body.kind !== 'file') return;
      // What is at the server already need not go again.
      if (message.body.upload.state === 'done') outbox.retry(id);
      else if (file !== undefined) {
        outbox.uploaded(id, { state: 'going', done: 0 });
        upload(id, file);
      }
    },
    fileOf: (id) => kept.get(id)?.file ?? null,
  };
}
