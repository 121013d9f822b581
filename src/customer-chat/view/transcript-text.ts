import type { ChatEntry } from '../../../packages/customer-client/state.ts';
import { dateName, startOfDay, timeOfDay } from './format.ts';
import type { Speech } from './texts/index.ts';
import { wordsOfThing } from './words-of-thing.ts';

/** What could make a name or a line look like another one: control characters and changes of direction. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A conversation as plain text, to keep: days, times, names and what was said, character by character. Whatever is in
 * it stays text (L-X2); lines of one message are indented, so that none of them can pass for another message.
 */
export function transcriptText(entries: readonly ChatEntry[], title: string, speech: Speech): string {
  const { t, locale } = speech;
  const lines: string[] = [oneLine(title)];
  let day = Number.NaN;
  for (const entry of entries) {
    const entryDay = startOfDay(entry.at);
    if (entryDay !== day) lines.push('', t('transcriptTitle', { date: dateName(entry.at, locale) }), '');
    day = entryDay;
    const time = timeOfDay(entry.at, locale);
    if (entry.kind === 'notice') {
      lines.push(`${time}  * ${t(entry.what, { name: oneLine(entry.name) })}`);
      continue;
    }
    const name = entry.mine ? t('you') : oneLine(entry.senderName) || t('assistant');
    const said = [entry.text, ...wordsOfThing(entry)].filter((words) => words !== '').join('\n');
    const [first = '', ...rest] = linesOf(said === '' ? t('otherContent') : said);
    lines.push(`${time}  ${name}: ${first}`, ...rest.map((line) => `    ${line}`));
    for (const { title: choice } of entry.choices?.options ?? []) lines.push(`    [${oneLine(choice)}]`);
    if (entry.status === 'failed') lines.push(`    (${t('statusFailed')})`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** A file name that every system takes: nothing of it comes from anybody but us. */
export function transcriptFileName(at: number, speech: Speech): string {
  const date = new Date(at);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return `${speech.t('transcriptFile')}-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.txt`;
}

function linesOf(text: string): string[] {
  return text
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(INVISIBLE, '')
    .split('\n');
}

function oneLine(text: string): string {
  return linesOf(text).join(' ').trim();
}
