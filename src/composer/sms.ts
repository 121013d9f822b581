/** How an SMS is cut into pieces (3GPP TS 23.038): 7-bit characters where all of them are known, else 16-bit ones. */

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Written as two characters each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Characters that fit into one piece: alone, and as one of several. */
const SEVEN_BIT = { alone: 160, several: 153 };
const SIXTEEN_BIT = { alone: 70, several: 67 };

export type SmsSize = {
  /** How many messages it is sent as. */
  pieces: number;
  /** How many more characters fit before a further piece begins. */
  left: number;
};

/** Lengths of the characters of a text; null when one of them is not in the 7-bit alphabet. */
function sevenBitLengths(text: string): number[] | null {
  const lengths: number[] = [];
  for (const letter of text) {
    if (BASIC.has(letter)) lengths.push(1);
    else if (EXTENDED.has(letter)) lengths.push(2);
    else return null;
  }
  return lengths;
}

/** A character of two halves is never cut in two: it begins the next piece, and the end of the last one stays free. */
function cut(lengths: readonly number[], size: number): SmsSize {
  let pieces = 1;
  let used = 0;
  for (const length of lengths) {
    if (used + length > size) {
      pieces += 1;
      used = 0;
    }
    used += length;
  }
  return { pieces, left: size - used };
}

/** What a text costs as SMS. */
export function smsSize(text: string): SmsSize {
  const seven = sevenBitLengths(text);
  const lengths = seven ?? Array.from(text, (letter) => letter.length);
  const sizes = seven === null ? SIXTEEN_BIT : SEVEN_BIT;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return cut(lengths, total <= sizes.alone ? sizes.alone : sizes.several);
}
