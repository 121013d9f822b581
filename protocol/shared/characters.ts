/**
 * How long a text is, the same on both sides of the wire: in Unicode code points, so that an emoji counts once and
 * not as the two halves in which JavaScript keeps it. A text is never cut between these halves.
 */

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

/** The length of a text in code points. */
export function charactersIn(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) if (isPair(text, at)) count -= 1;
  return count;
}

/** The beginning of a text, at most so many code points of it. */
export function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count += 1) end += isPair(text, end) ? 2 : 1;
  return text.slice(0, end);
}
