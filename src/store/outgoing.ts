/** What goes out of the desk, by its kind. */

/** How far a file is on its way to the server's store; what is sent is its address there. */
export type Upload =
  | { state: 'going'; /** 0 to 1. */ done: number }
  | { state: 'done'; url: string }
  | { state: 'failed'; /** The server's no; missing: it did not get there. */ refusal?: UploadRefusal };

export type UploadRefusal = { code: string; msg: string };

export type OutgoingBody =
  | { kind: 'text'; text: string }
  /** For the agents of the conversation alone. */
  | { kind: 'whisper'; text: string }
  /** `size` in bytes; `durationMs`: of a recording. */
  | {
      kind: 'file';
      name: string;
      mimeType: string;
      size: number;
      caption: string;
      durationMs?: number;
      upload: Upload;
    }
  /** A body as the wire has it, such as buttons; `text` is what it says in words. */
  | { kind: 'structured'; text: string; content: Readonly<Record<string, unknown>> };

/** Its text, to be shown, copied or put into a notice. */
export function wordsOf(body: OutgoingBody): string {
  switch (body.kind) {
    case 'text':
    case 'whisper':
    case 'structured':
      return body.text;
    case 'file':
      return body.caption === '' ? body.name : `${body.name}\n${body.caption}`;
  }
}

/** Whether it can be sent now: a file only once it is at the server. */
export function isReady(body: OutgoingBody): boolean {
  return body.kind !== 'file' || body.upload.state === 'done';
}
