/** A body that goes out: as the wire has it, and as a tab keeps it over a reload. */
import { fields, number, text } from '../base/fields.ts';
import type { OutgoingBody, Upload } from '../store/outgoing.ts';

type WireBody = Readonly<Record<string, unknown>>;

function mediaType(mimeType: string): string {
  const kind = mimeType.split('/')[0]?.toUpperCase() ?? '';
  return kind === 'IMAGE' || kind === 'VIDEO' || kind === 'AUDIO' ? kind : 'FILE';
}

/** The event's name and body (`protocol/cim/body.ts`). */
export function wireBody(body: OutgoingBody): { name: string; body: WireBody } {
  switch (body.kind) {
    case 'text':
      return { name: 'AGENT_MESSAGE', body: { type: 'PLAIN', markdownText: body.text } };
    case 'whisper':
      return { name: 'WHISPER_MESSAGE', body: { type: 'PLAIN', markdownText: body.text } };
    case 'file':
      return {
        name: 'AGENT_MESSAGE',
        body: {
          type: mediaType(body.mimeType),
          markdownText: body.caption,
          caption: body.caption,
          attachment: {
            mediaUrl: body.upload.state === 'done' ? body.upload.url : '',
            mimeType: body.mimeType,
            size: body.size,
            mediaName: body.name,
          },
          ...(body.durationMs !== undefined && { additionalDetails: { durationMs: body.durationMs } }),
        },
      };
    case 'structured':
      return { name: 'AGENT_MESSAGE', body: body.content };
  }
}

/** A file whose bytes went with the tab can't go on by itself. */
function readUpload(value: unknown): Upload {
  const { state, url } = fields(value);
  return state === 'done' ? { state, url: text(url) } : { state: 'failed' };
}

/** What a tab has kept; null for what nobody can send. */
export function readBody(value: unknown): OutgoingBody | null {
  const kept = fields(value);
  const words = text(kept.text);
  switch (kept.kind) {
    case 'text':
    case 'whisper':
      return words === '' ? null : { kind: kept.kind, text: words };
    case 'file': {
      const durationMs = number(kept.durationMs);
      return {
        kind: 'file',
        name: text(kept.name),
        mimeType: text(kept.mimeType),
        size: number(kept.size) ?? 0,
        caption: text(kept.caption),
        ...(durationMs !== null && { durationMs }),
        upload: readUpload(kept.upload),
      };
    }
    case 'structured':
      return { kind: 'structured', text: words, content: fields(kept.content) };
    default:
      return null;
  }
}
