import { describe, expect, it } from 'vitest';
import type { Block, Inline } from './ast.ts';
import { hostBehind } from './href.ts';
import { safeHref } from '../../protocol/shared/safe-href.ts';
import { parseMarkdown } from './parse.ts';
import { toLines, toPlainText } from './plain-text.ts';

const inline = (source: string): Inline[] => {
  const [block] = parseMarkdown(source);
  if (block?.type !== 'paragraph') throw new Error('not a paragraph');
  return block.children;
};
const text = (value: string): Inline => ({ type: 'text', text: value });

describe('the Markdown subset', () => {
  it('knows bold, italic, strike and code', () => {
    expect(inline('**a** __b__ *c* _d_ ~~e~~ `f`')).toEqual([
      { type: 'strong', children: [text('a')] },
      text(' '),
      { type: 'strong', children: [text('b')] },
      text(' '),
      { type: 'em', children: [text('c')] },
      text(' '),
      { type: 'em', children: [text('d')] },
      text(' '),
      { type: 'del', children: [text('e')] },
      text(' '),
      { type: 'code', text: 'f' },
    ]);
  });

  it('nests marks and gives up those that are never closed', () => {
    expect(inline('**a _b_ c**')).toEqual([
      { type: 'strong', children: [text('a '), { type: 'em', children: [text('b')] }, text(' c')] },
    ]);
    expect(inline('**a _b** c')).toEqual([{ type: 'strong', children: [text('a _b')] }, text(' c')]);
    expect(inline('2 * 3 * 4 = 24')).toEqual([text('2 * 3 * 4 = 24')]);
    expect(inline('some_snake_case and 2*3*4')).toEqual([text('some_snake_case and 2*3*4')]);
  });

  it('leaves what people type alone', () => {
    for (const plain of [
      '1 < 2 && 3 > 2',
      'a & b',
      '<b>bold?</b>',
      '100% "sure" \'yes\'',
      '>:( no',
      '#1 place',
      'C:\\temp',
    ]) {
      expect(inline(plain)).toEqual([text(plain)]);
    }
  });

  it('keeps line breaks and splits paragraphs at blank lines', () => {
    expect(inline('a\nb')).toEqual([text('a'), { type: 'break' }, text('b')]);
    expect(parseMarkdown('a\r\n\r\nb').map((block) => block.type)).toEqual(['paragraph', 'paragraph']);
  });

  it('reads links with a label and bare ones, without the punctuation around them', () => {
    expect(inline('see [our page](https://example.com/a_(b)) now')).toEqual([
      text('see '),
      { type: 'link', href: 'https://example.com/a_(b)', children: [text('our page')] },
      text(' now'),
    ]);
    expect(inline('(look at https://example.com/x?a=1&b=2).')).toEqual([
      text('(look at '),
      {
        type: 'link',
        href: 'https://example.com/x?a=1&b=2',
        children: [text('https://example.com/x?a=1&b=2')],
      },
      text(').'),
    ]);
    expect(inline('[mail](mailto:help@example.com)')[0]).toMatchObject({ type: 'link' });
  });

  it('reads lists with their numbers and nesting', () => {
    const [list] = parseMarkdown('3. three\n4. four\n   - inner\n   - more');
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 3 });
    const items = (list as Extract<Block, { type: 'list' }>).items;
    expect(items).toHaveLength(2);
    expect(items[1]?.[1]).toMatchObject({ type: 'list', ordered: false });
  });

  it('reads quotes and code blocks, also one that is never closed', () => {
    expect(parseMarkdown('> a\n> b\nc').map((block) => block.type)).toEqual(['quote', 'paragraph']);
    expect(parseMarkdown('```js\nlet a = **1**;\n```\nz')[0]).toEqual({
      type: 'codeBlock',
      text: 'let a = **1**;',
    });
    expect(parseMarkdown('```\nopen')).toEqual([{ type: 'codeBlock', text: 'open' }]);
  });

  it('gives previews without formatting', () => {
    expect(toPlainText('**Hello** [you](https://example.com)\n- a\n- `b`')).toBe('Hello you a b');
  });

  it('ends soon on hostile repetition', () => {
    for (const part of [
      '**',
      '[',
      '[a](',
      '`',
      '``a',
      '> ',
      '- ',
      '_a',
      'http://',
      '(',
      '~~x',
      '\\',
      '*a **b ',
    ]) {
      expect(parseMarkdown(part.repeat(20_000 / part.length)).length).toBeGreaterThan(0);
    }
  });
});

describe('safeHref', () => {
  it('opens http, https and mailto', () => {
    expect(safeHref('https://example.com/a?b#c')).toBe('https://example.com/a?b#c');
    expect(safeHref('HTTP://EXAMPLE.com')).toBe('http://example.com/');
    expect(safeHref('mailto:a@example.com')).toBe('mailto:a@example.com');
  });

  it('refuses everything else', () => {
    for (const bad of [
      'javascript:alert(1)',
      'java\tscript:alert(1)',
      ' https://example.com',
      'data:text/html,x',
      'https:example.com',
      '//example.com',
      'https://a@b.example',
      'https://exa\u202emple.com',
      `https://example.com/${'a'.repeat(3000)}`,
      'https://',
    ]) {
      expect(safeHref(bad), bad).toBeNull();
    }
  });
});

describe('L-X1: a link that lies', () => {
  it('is given away by its true host', () => {
    for (const label of [
      'https://my-bank.example/login',
      'my-bank.example',
      'www.my-bank.example',
      'my\u200b-bank.example',
    ]) {
      expect(hostBehind(label, 'https://collect.example.net/x'), label).toBe('collect.example.net');
    }
    expect(hostBehind('help@my-bank.example', 'mailto:me@collect.example.net')).toBe('collect.example.net');
  });

  it('is given away however the name is hidden or where it stands in the address', () => {
    for (const [label, href] of [
      ['paypal.com', 'https://evil.example/paypal.com'],
      ['paypal.com', 'https://evil.example/?to=/paypal.com'],
      ['Sign in at paypal.com!', 'https://evil.example/paypal.com'],
      ['https://paypal.com@evil.example/', 'https://evil.example/'],
      ['paypal.com/evil.example', 'https://evil.example/'],
      ['login/paypal.com', 'https://evil.example/'],
      ['ｐａｙｐａｌ．ｃｏｍ', 'https://evil.example/'],
      ['paypal。com', 'https://evil.example/'],
      ['p\u0430ypal.com', 'https://evil.example/'],
      ['paypal.zip', 'https://evil.example/paypal.zip'],
      ['192.0.2.7', 'https://198.51.100.9/'],
      ['help@paypal.com', 'https://evil.example/'],
    ] as const) {
      expect(hostBehind(label, href), label).toBe(new URL(href).hostname);
    }
  });

  it('is none when what stands after its own host looks like another', () => {
    for (const [label, href] of [
      ['example.com/paypal.com', 'https://example.com/paypal.com'],
      ['https://example.com/a.b?c=d.net', 'https://example.com/a.b?c=d.net'],
      ['(https://example.com)', 'https://example.com/'],
      ['Invoice 2024.pdf', 'https://files.example.com/x'],
      ['first.last@example.com', 'mailto:first.last@example.com'],
    ] as const) {
      expect(hostBehind(label, href), label).toBeNull();
    }
  });

  it('is none when its label names its own host, or none', () => {
    expect(hostBehind('our page', 'https://example.com/a')).toBeNull();
    expect(hostBehind('https://www.example.com/a.html', 'https://example.com/a.html')).toBeNull();
    expect(hostBehind('example.com', 'https://www.example.com/')).toBeNull();
    expect(hostBehind('invoice.pdf', 'https://example.com/invoice.pdf')).toBeNull();
  });
});

describe('toLines', () => {
  it('copies words as they stand, without their marks', () => {
    expect(toLines('**Hello**\nyou\n\n- one\n- two\n\n> quoted')).toBe(
      'Hello\nyou\n\n- one\n- two\n\n> quoted',
    );
  });
});
