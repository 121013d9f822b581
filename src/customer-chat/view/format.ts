import type { Speech } from './texts/index.ts';

const DAY_MS = 86_400_000;

/** To make one costs much more than to use it, and every message needs one. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Time of day, as the language writes it. */
export function timeOfDay(at: number, locale: string): string {
  let format = clocks.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    clocks.set(locale, format);
  }
  return format.format(at);
}

/** Today, yesterday, or the date. */
export function dayName(at: number, now: number, speech: Speech): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0) return speech.t('today');
  if (days === 1) return speech.t('yesterday');
  return new Intl.DateTimeFormat(speech.locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(
    at,
  );
}

/** A date in full. */
export function dateName(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** An expected wait in words that do not promise more than is known: whole minutes, rounded up. */
export function waitText(seconds: number, speech: Speech): string {
  if (seconds < 60) return speech.t('queueWaitSoon');
  const minutes = Math.ceil(seconds / 60);
  const time = new Intl.NumberFormat(speech.locale, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(minutes);
  return speech.t('queueWait', { time });
}

/** One or two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  return letters.map(firstLetter).join('').toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  for (const { segment } of new Intl.Segmenter().segment(word ?? '')) return segment;
  return '';
}
