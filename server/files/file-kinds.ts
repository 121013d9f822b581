/**
 * Which files are taken, and what they are: by what is in them, never by what their sender says. A page, a script or a
 * drawing that can hold one (SVG) is none of them.
 */
import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** A kind of file. `shown`: a browser may show or play it in a page; everything else is only saved. */
export type FileKind = { extension: string; type: string; shown: boolean };

const kind = (extension: string, type: string, shown = false): FileKind => ({ extension, type, shown });

const TEXT = kind('txt', 'text/plain');
const RICH_TEXT = kind('rtf', 'application/rtf');
const WORD = kind('doc', 'application/msword');
const EXCEL = kind('xls', 'application/vnd.ms-excel');
const POWERPOINT = kind('ppt', 'application/vnd.ms-powerpoint');
const OFFICE = 'application/vnd.openxmlformats-officedocument';

export const KINDS: readonly FileKind[] = [
  kind('png', 'image/png', true),
  kind('jpg', 'image/jpeg', true),
  kind('gif', 'image/gif', true),
  kind('webp', 'image/webp', true),
  kind('mp4', 'video/mp4', true),
  kind('webm', 'video/webm', true),
  kind('mp3', 'audio/mpeg', true),
  kind('m4a', 'audio/mp4', true),
  kind('ogg', 'audio/ogg', true),
  kind('wav', 'audio/wav', true),
  kind('pdf', 'application/pdf'),
  TEXT,
  RICH_TEXT,
  WORD,
  EXCEL,
  POWERPOINT,
  kind('docx', `${OFFICE}.wordprocessingml.document`),
  kind('xlsx', `${OFFICE}.spreadsheetml.sheet`),
  kind('pptx', `${OFFICE}.presentationml.presentation`),
];

/** Names that the sniffer has for kinds that have several. */
const ALIASES: Record<string, string> = { jpeg: 'jpg', opus: 'ogg', oga: 'ogg', m4v: 'mp4' };

/** The older office formats are one container; only their names say which of them it is. */
const CONTAINED: readonly FileKind[] = [WORD, EXCEL, POWERPOINT];

/** Bytes of a text that are looked at. */
const LOOKED_AT = 4_096;

/** What the file at `path` is, or null when it is none that is taken. `given`: its sender's name for it. */
export async function kindOfFile(path: string, given: string): Promise<FileKind | null> {
  const found = await fileTypeFromFile(path);
  const said = /\.([a-z0-9]{1,5})$/iu.exec(given)?.[1]?.toLowerCase();
  if (found === undefined) return said === 'txt' && (await isText(path)) ? TEXT : null;
  if (found.ext === 'cfb') return CONTAINED.find(({ extension }) => extension === said) ?? null;
  const extension = ALIASES[found.ext] ?? found.ext;
  return KINDS.find((known) => known.extension === extension) ?? null;
}

/** Whether it begins as UTF-8 without control characters. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    // `stream`: a character that is cut at the end is no error.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    });
    // Exactly these make it no text.
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/u.test(text);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
