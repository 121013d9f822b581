/** `/word` while writing: where it stands. */

export type SlashWord = { from: number; to: number; word: string };

/** A slash at the beginning of a word and what follows it up to the cursor. Another slash makes it a path. */
const BEGUN = /(?:^|\s)(\/([^\s/]{0,40}))$/u;

/** The name of a text that is being typed at the cursor, or null. */
export function slashWordAt(text: string, cursor: number): SlashWord | null {
  const found = BEGUN.exec(text.slice(Math.max(0, cursor - 42), cursor));
  const [, whole = '', word = ''] = found ?? [];
  return whole === '' ? null : { from: cursor - whole.length, to: cursor, word };
}
