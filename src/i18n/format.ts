/** Numbers, times and durations as people of a language write them. All by `Intl`; formats are made once. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { regional } from './region.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Format = {
  number: (value: number) => string;
  /** A part of a whole, 0 to 1 in. */
  percent: (value: number) => string;
  /** `m:ss`, from an hour on `h:mm:ss`. ms in; never negative. */
  duration: (ms: number) => string;
  /** A time in words: 5 minutes, 30 seconds. ms in, in the largest unit that needs no fraction. */
  span: (ms: number) => string;
  /** Time of day. */
  time: (at: number) => string;
  /** Date and time, short. */
  moment: (at: number) => string;
  /** Date and time in full, for titles. */
  full: (at: number) => string;
  /** The day in full, with its weekday. */
  date: (at: number) => string;
  /** Several things in one sentence: a, b and c. */
  list: (items: readonly string[]) => string;
  /** The size of a file. Bytes in. */
  size: (bytes: number) => string;
  /** Today, yesterday, a weekday, a date. */
  day: (at: number, now: number) => string;
};

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Makes it when it is first needed: the browser takes a millisecond or two for each. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function create(language: string): Format {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, options));
  const numbers = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(language, options));
  const plain = numbers({});
  const percents = numbers({ style: 'percent' });
  const two = numbers({ minimumIntegerDigits: 2, useGrouping: false });
  const time = dates({ timeStyle: 'short' });
  const moment = dates({ dateStyle: 'medium', timeStyle: 'short' });
  const full = dates({ dateStyle: 'full', timeStyle: 'medium' });
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const weekday = dates({ weekday: 'long' });
  const date = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const fullDate = dates({ dateStyle: 'full' });
  const sizes = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const).map((unit) =>
    numbers({ style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  );
  const spans = (
    [
      ['hour', HOUR],
      ['minute', 60_000],
      ['second', 1000],
    ] as const
  ).map(([unit, length]) => ({ length, format: numbers({ style: 'unit', unit, unitDisplay: 'long' }) }));
  return {
    size: (bytes) => {
      const step = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
      return (sizes[step] ?? plain)().format(bytes / 1000 ** step);
    },
    list: (items) => new Intl.ListFormat(language).format(items),
    date: (at) => fullDate().format(at),
    number: (value) => plain().format(value),
    percent: (value) => percents().format(value),
    duration: (ms) => {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor((seconds % 3600) / 60);
      const rest = two().format(seconds % 60);
      return hours > 0
        ? `${plain().format(hours)}:${two().format(minutes)}:${rest}`
        : `${plain().format(minutes)}:${rest}`;
    },
    span: (ms) => {
      const whole = spans.find(({ length }) => ms % length === 0) ?? spans[spans.length - 1];
      return (whole?.format ?? plain)().format(Math.round(ms / (whole?.length ?? 1)));
    },
    time: (at) => time().format(at),
    moment: (at) => moment().format(at),
    full: (at) => full().format(at),
    day: (at, now) => {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY);
      if (days === 0 || days === -1) return relative().format(days, 'day');
      return (days > -7 && days < 0 ? weekday() : date()).format(at);
    },
  };
}

const made = new Map<string, Format>();

/** The formats of a language. */
export function formatOf(language: string): Format {
  const known = made.get(language);
  if (known !== undefined) return known;
  const format = create(language);
  made.set(language, format);
  return format;
}

/** The formats of the desk's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => formatOf(regional(language, navigator.languages)), [language]);
}
