import { describe, expect, it } from 'vitest';
import { formatted, linkedBy, nextItem, type Edit, type Format, type Selected } from './formatting.ts';

/** `|` marks the ends of the selection, or the cursor. */
function selected(shown: string): Selected {
  const from = shown.indexOf('|');
  const to = shown.lastIndexOf('|');
  return { text: shown.replaceAll('|', ''), from, to: to === from ? from : to - 1 };
}

function after({ text }: Selected, edit: Edit | null): string | null {
  if (edit === null) return null;
  const changed = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [start, end] = [edit.selectFrom, edit.selectTo];
  const middle = start === end ? '|' : `|${changed.slice(start, end)}|`;
  return changed.slice(0, start) + middle + changed.slice(end);
}

function format(shown: string, how: Format): string | null {
  const before = selected(shown);
  return after(before, formatted(before, how));
}

describe('formatting', () => {
  it.each<[Format, string, string]>([
    ['bold', 'a |word| here', 'a **|word|** here'],
    ['bold', 'a **|word|** here', 'a |word| here'],
    ['bold', 'a |**word**| here', 'a |word| here'],
    ['bold', 'a |', 'a **|**'],
    ['italic', 'a| word |', 'a _|word|_ '],
    ['strike', '|€ 45|', '~~|€ 45|~~'],
    ['code', '|ping|', '`|ping|`'],
    ['code', '|one\ntwo|', '```\n|one\ntwo|\n```'],
    ['list', 'one\n|two\nthree|', 'one\n|- two\n- three|'],
    ['list', '|- two\n- three|', '|two\nthree|'],
    ['list', 'x|', '- x|'],
    ['link', 'see |here|', 'see [here](|https://|)'],
    ['link', 'see |', 'see [|](https://)'],
  ])('%s: %j', (how, before, wanted) => {
    expect(format(before, how)).toBe(wanted);
  });

  it('makes a link of the words that an address is pasted over', () => {
    const words = selected('see |the plan| please');
    expect(after(words, linkedBy(words, 'https://example.com/x'))).toBe(
      'see [the plan](https://example.com/x)| please',
    );
    expect(linkedBy(words, 'no address')).toBeNull();
    expect(linkedBy(selected('see |'), 'https://example.com')).toBeNull();
  });

  it('goes on with a list on a new line, counts on, and ends it at an item without words', () => {
    for (const [before, wanted] of [
      ['- one|', '- one\n- |'],
      ['9. one|', '9. one\n10. |'],
      ['- one\n- |', '- one\n|'],
      ['no list|', null],
    ] as const) {
      const at = selected(before);
      expect(after(at, nextItem(at))).toBe(wanted);
    }
  });
});
