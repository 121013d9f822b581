/** Values in a sentence keep their own direction: a Latin name in Arabic, a number, an Arabic name in English. */

const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const OTHER_LETTER_OR_DIGIT =
  /[^\P{L}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]|\p{N}/u;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Marks a value that reads the other way than its sentence; others stay exactly as they are. */
export function isolate(value: string, rightToLeft: boolean): string {
  const differs = (rightToLeft ? OTHER_LETTER_OR_DIGIT : RIGHT_TO_LEFT_LETTER).test(value);
  return differs ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value;
}
