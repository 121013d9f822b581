import { describe, expect, it } from 'vitest';
import { fileNamesIn, newFileName, readFileName } from './file-name.ts';
import { KINDS } from './file-kinds.ts';
import type { FileKind } from './file-kinds.ts';

const kindOf = (extension: string): FileKind => KINDS.find((kind) => kind.extension === extension)!;

describe('the name of a stored file', () => {
  it.each([
    ['Rechnung März 2026.PDF', 'Rechnung-März-2026'],
    ['C:\\Users\\ada\\photo.jpeg', 'photo'],
    ['../../etc/passwd', 'passwd'],
    ['فاتورة.png', 'فاتورة'],
    ['a&b=c#d?.png', 'a-b-c-d'],
    ['😀.png', ''],
    ['.htaccess', ''],
    ['', ''],
    [`${'long '.repeat(40)}.png`, 'long-long-long-long-long-long-long-long'],
  ])('keeps of %j what no system stumbles over', (given, title) => {
    const name = newFileName(given, kindOf('png'));
    const shownName = `${title === '' ? 'file' : title}.png`;
    expect(readFileName(name)).toMatchObject({ shownName, kind: kindOf('png') });
    expect(Buffer.byteLength(name)).toBeLessThan(255);
  });

  it.each([
    '',
    'x.png',
    '../x.png',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '0f8fad5b-d9cb-469f-a165-70867728950e.svg',
  ])('%j is none', (name) => {
    expect(readFileName(name)).toBeNull();
  });

  it('is found in what was said, also in an address that is escaped', () => {
    const name = newFileName('Grüße an alle.png', kindOf('png'));
    const other = newFileName('', kindOf('pdf'));
    const address = `https://desk.example/f?filename=${encodeURIComponent(name)}&x=1`;
    const text = JSON.stringify({
      body: { attachment: { mediaUrl: address }, caption: `see ?filename=${other}` },
    });
    expect(fileNamesIn(text)).toEqual([name, other]);
    expect(fileNamesIn('nothing %zz here')).toEqual([]);
  });
});
