/** Pasted text without what nobody sees: other systems' line ends, control characters, invisible characters. */

/** Line and paragraph separators count as line ends. */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;

/* Joiners (emoji, Persian) and the marks of direction that Arabic and Hebrew are written with stay. */
const INVISIBLE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu;

/** Letters of the tag block are only something in a flag, after the black one. */
const TAGS = /(\u{1F3F4}[\u{E0020}-\u{E007F}]+)|[\u{E0000}-\u{E007F}]/gu;

/** The text as it can be seen. Nothing that can be seen is changed or cut. */
export function cleanText(text: string): string {
  return text.replace(LINE_ENDS, '\n').replace(INVISIBLE, '').replace(TAGS, '$1');
}
