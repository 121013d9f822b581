/** What can be seen of a text. Senders fill messages with letters that no font draws, and end lines in many ways. */

/** White space, letters that are never drawn, fillers, and the empty Braille cell. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether there is nothing in a text that could be seen. */
export function isBlank(text: string): boolean {
  return UNSEEN.test(text);
}

/** CR, NEL, and the separators of lines and paragraphs are ends of lines like any other. */
const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/g;

/** A text with `\n` alone at the end of its lines. */
export function withPlainLines(text: string): string {
  return text.replace(LINE_ENDS, '\n');
}
