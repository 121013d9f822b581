import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Markdown } from './Markdown.tsx';
import vectors from './xss-corpus.json';

const ELEMENTS = new Set('DIV P BR STRONG EM DEL CODE PRE BLOCKQUOTE UL OL LI A'.split(' '));
const ATTRIBUTES = new Set(['class', 'dir', 'href', 'title', 'target', 'rel', 'start']);

/** Everything that was drawn is of the subset: no other element, no other attribute, no other address. */
function expectHarmless(root: HTMLElement, source: string): void {
  for (const element of root.querySelectorAll('*')) {
    expect(ELEMENTS.has(element.tagName), `${element.tagName} from ${source}`).toBe(true);
    for (const attribute of element.attributes) {
      expect(ATTRIBUTES.has(attribute.name), `${attribute.name} from ${source}`).toBe(true);
    }
    if (element instanceof HTMLAnchorElement) {
      expect(['http:', 'https:', 'mailto:'], source).toContain(element.protocol);
      expect(element.rel).toContain('noopener');
      expect(element.target).toBe('_blank');
    }
  }
}

afterEach(cleanup);

describe('Markdown', () => {
  it('L-X1, L-X2: draws every vector of the corpus as harmless text', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(200);
    for (const vector of vectors) {
      const { container, unmount } = render(<Markdown text={vector} />);
      expectHarmless(container, vector);
      unmount();
    }
    expect((window as { __xss?: number }).__xss).toBeUndefined();
  });

  it('marks a link whose text shows another host than it leads to, and no other', () => {
    const marks = (text: string) => {
      const { container, unmount } = render(<Markdown text={text} />);
      const found = [...container.querySelectorAll('.host')].map((each) => each.textContent);
      unmount();
      return found;
    };
    expect(marks('[paypal.com](https://evil.example/paypal.com)')).toEqual(['evil.example']);
    expect(marks('[see www.bank.example/login](https://bank.example.evil.example/)')).toEqual([
      'bank.example.evil.example',
    ]);
    expect(
      marks('[www.shop.example](https://shop.example/a) and [your invoice](https://evil.example)'),
    ).toEqual([]);
  });

  it('shows markup that is not of the subset letter by letter', () => {
    const { container } = render(<Markdown text={'<b onclick="x()">1 < 2 && 3 > 2</b>'} />);
    expect(container.textContent).toBe('<b onclick="x()">1 < 2 && 3 > 2</b>');
  });

  it('L-X1, L-X2: stays harmless whatever is put together from vectors and marks', () => {
    const piece = fc.oneof(
      fc.constantFrom(...vectors),
      fc.constantFrom(
        '**',
        '_',
        '~~',
        '`',
        '```\n',
        '[',
        '](',
        ')',
        '> ',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '\\',
        ' ',
      ),
      fc.constantFrom('https://example.com', 'javascript:alert(1)', 'mailto:a@b.c', 'data:,x'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const source = pieces.join('');
        const { container, unmount } = render(<Markdown text={source} />);
        expectHarmless(container, source);
        unmount();
      }),
      { numRuns: 400 },
    );
  });
});
