/** What is pasted into the field: cleaned, as formatting where the channel has it, never cut. */
import type { ClipboardEvent } from 'react';
import { cleanText } from './clean-text.ts';
import { applyEdit, insertText, selectedIn } from './edit-field.ts';
import { linkedBy } from './formatting.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';

type Options = {
  formatting: boolean;
  /** Takes files that are pasted; null where none can be sent. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Told when something has come in; `text` is what the field holds now. */
  onPasted: (text: string) => void;
};

function textOf(data: DataTransfer, formatting: boolean): string {
  const plain = cleanText(data.getData('text/plain'));
  const html = formatting ? data.getData('text/html') : '';
  const rich = html === '' ? null : htmlToMarkdown(html);
  return rich === null ? plain : cleanText(rich);
}

/** The handler of a field. Where words come with files, as from an office program, the words are meant. */
export function pasting({ formatting, onFiles, onPasted }: Options): {
  onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
} {
  const take = (field: HTMLTextAreaElement, data: DataTransfer): boolean => {
    const text = textOf(data, formatting);
    if (text === '') return false;
    const link = formatting ? linkedBy(selectedIn(field), data.getData('text/plain')) : null;
    if (link === null) insertText(field, text);
    else applyEdit(field, link);
    onPasted(field.value);
    return true;
  };
  return {
    onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => {
      const files = [...event.clipboardData.files];
      if (take(event.currentTarget, event.clipboardData)) event.preventDefault();
      else if (onFiles !== null && files.length > 0) {
        event.preventDefault();
        onFiles(files);
      }
    },
  };
}
