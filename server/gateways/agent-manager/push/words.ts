/** What a notification says, in the languages of the desk: it is shown where no desk is loaded. */
type Words = { waiting: string; waitingNamed: (name: string) => string; wrote: string };

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    waiting: 'A customer is waiting',
    waitingNamed: (name) => `${name} is waiting`,
    wrote: 'A customer has written to you',
  },
  de: {
    waiting: 'Ein Kunde wartet',
    waitingNamed: (name) => `${name} wartet`,
    wrote: 'Ein Kunde hat Ihnen geschrieben',
  },
  fr: {
    waiting: 'Un client attend',
    waitingNamed: (name) => `${name} attend`,
    wrote: 'Un client vous a écrit',
  },
  es: {
    waiting: 'Un cliente está esperando',
    waitingNamed: (name) => `${name} está esperando`,
    wrote: 'Un cliente le ha escrito',
  },
  it: {
    waiting: 'Un cliente è in attesa',
    waitingNamed: (name) => `${name} è in attesa`,
    wrote: 'Un cliente le ha scritto',
  },
  ar: {
    waiting: 'عميل ينتظر',
    waitingNamed: (name) => `\u2068${name}\u2069 ينتظر`,
    wrote: 'كتب إليك عميل',
  },
  ur: {
    waiting: 'ایک صارف منتظر ہے',
    waitingNamed: (name) => `\u2068${name}\u2069 منتظر ہے`,
    wrote: 'ایک صارف نے آپ کو لکھا ہے',
  },
};

/** The words of a language such as `de-AT`; English where there are none. */
export function wordsOf(language: string | null): Words {
  const known = WORDS[(language ?? '').split('-')[0]?.toLowerCase() ?? ''] ?? WORDS.en;
  if (known === undefined) throw new Error('there are no words');
  return known;
}
