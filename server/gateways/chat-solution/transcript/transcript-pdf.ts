/** A chat on paper: who said what and when. Nothing behind an attachment's address is read. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type PdfDocument from 'pdfkit';
import type { ChatMessage } from '../../../../protocol/chat-solution/messages.ts';
import { drawnOrder, isRightToLeft } from './bidi.ts';

/** DejaVu Sans: Latin, Greek, Cyrillic, Arabic, Hebrew, and a part of the emoji. */
const FONT = 'DejaVuSans.ttf';
/** Beside this file, or, where the server is bundled, in the project's folder. */
const PLACES = [`./${FONT}`, `../../server/gateways/chat-solution/transcript/${FONT}`];

const MARGIN = 50;
const TEXT_SIZE = 11;
const HEADING_SIZE = 16;
const LINE_GAP = 4;

function fontFile(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${FONT} is missing.`);
  return found;
}

/** The transcript of one chat. */
export async function transcriptPdf(title: string, messages: readonly ChatMessage[]): Promise<Buffer> {
  const { default: Document } = await import('pdfkit');
  const font = fontFile();
  const document = new Document({ margin: MARGIN, font, info: { Title: title } });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.fontSize(HEADING_SIZE);
  draw(document, title);
  document.fontSize(TEXT_SIZE);
  for (const { from, timestamp, text, attachments } of messages) {
    document.moveDown(0.5).fillColor('#555555');
    draw(document, `${from.name}  ${timestamp.slice(0, 19).replace('T', ' ')} UTC`);
    document.fillColor('#000000');
    for (const line of text.split('\n')) draw(document, line);
    for (const { name } of attachments) draw(document, `[${typeof name === 'string' ? name : 'attachment'}]`);
  }
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** A paragraph: broken into lines here, because the library knows one direction only. */
function draw(document: InstanceType<typeof PdfDocument>, text: string): void {
  const { left, right } = document.page.margins;
  const width = document.page.width - left - right;
  const rightToLeft = isRightToLeft(text);
  for (const words of linesOf(text, (line) => document.widthOfString(line) <= width)) {
    const shown = drawnOrder(words, rightToLeft).join(' ');
    document.text(shown, left, undefined, {
      width: width + 1,
      align: rightToLeft ? 'right' : 'left',
      lineGap: LINE_GAP,
    });
  }
}

/** The words of a text, line by line; a word that is longer than a line is cut. */
function linesOf(text: string, fits: (line: string) => boolean): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    for (const part of partsOf(word, fits)) {
      if (line.length > 0 && !fits([...line, part].join(' '))) {
        lines.push(line);
        line = [];
      }
      line.push(part);
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

const LONGEST_PART = 40;

function partsOf(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  const letters = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += LONGEST_PART)
    parts.push(letters.slice(at, at + LONGEST_PART).join(''));
  return parts;
}
