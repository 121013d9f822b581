/** Changes what stands in a text field so that the browser's own undo takes it back. */
import type { Edit, Selected } from './formatting.ts';

/** The text of a field with its selection. */
export function selectedIn(field: HTMLTextAreaElement): Selected {
  return { text: field.value, from: field.selectionStart, to: field.selectionEnd };
}

/**
 * The longest text that is typed, in characters: browsers take seconds for more. What is longer is put in at once; undo then takes
 * it back no more, but what was there before is still in the field.
 */
const TYPED_AT_MOST = 20_000;

function typed(command: 'insertText' | 'delete', text?: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that browsers' undo knows of
  return typeof document.execCommand === 'function' && document.execCommand(command, false, text);
}

/**
 * Carries an edit out as if it had been typed. Where the browser can't do that, the text is set and the
 * field says so itself.
 */
export function applyEdit(field: HTMLTextAreaElement, edit: Edit): void {
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  if (edit.from !== edit.to || edit.insert !== '') {
    const before = field.value;
    const short = edit.insert.length <= TYPED_AT_MOST;
    const done = short && (edit.insert === '' ? typed('delete') : typed('insertText', edit.insert));
    if (!done || field.value === before) {
      field.setRangeText(edit.insert, edit.from, edit.to, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
    }
  }
  field.setSelectionRange(edit.selectFrom, edit.selectTo);
}

/** Types a text at the cursor, over what is selected. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  const { from, to } = selectedIn(field);
  const at = from + text.length;
  applyEdit(field, { from, to, insert: text, selectFrom: at, selectTo: at });
}
