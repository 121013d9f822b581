import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';

describe('what is pasted', () => {
  it('loses what nobody sees, and nothing else', () => {
    expect(cleanText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
    expect(cleanText('pass\u200Bword\u0000 \u202Egpj.exe\u202C\uFEFF')).toBe('password gpj.exe');
    expect(cleanText('tab\there  1 < 2 && "x"')).toBe('tab\there  1 < 2 && "x"');
    expect(cleanText('half \uD83D')).toBe('half ');
  });

  it('keeps the joiners of emoji and Persian, marks of direction and flags', () => {
    for (const text of ['👩‍💻', 'می‌خواهم', 'שלום\u200F!', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']) expect(cleanText(text)).toBe(text);
    expect(cleanText('x\u{E0041}\u{E0042}')).toBe('x');
  });
});

describe('rich text', () => {
  it('becomes the Markdown that a chat knows', () => {
    const html = `<html><head><style>p{}</style></head><body><!--StartFragment--><p>Your <b>new</b> plan:</p>
      <ul><li>20 <em>GB</em></li><li><a href="https://example.com/a?b=1&amp;c=2">Details</a></li></ul>
      <p>Run <code>ping *</code><br>twice</p></body></html>`;
    expect(htmlToMarkdown(html)).toBe(
      'Your **new** plan:\n\n- 20 _GB_\n- [Details](https://example.com/a?b=1&c=2)\n\nRun `ping *`\ntwice',
    );
  });

  it('knows bold and italic by style, and what is styled as not bold', () => {
    expect(
      htmlToMarkdown(
        '<b style="font-weight:normal"><span style="font-weight:700">Total</span> <span style="font-style:italic">net</span></b>',
      ),
    ).toBe('**Total** _net_');
  });

  it('keeps numbered and nested lists and code as it stands', () => {
    expect(htmlToMarkdown('<ol><li>One<ul><li>deep</li></ul></li><li>Two</li></ol>')).toBe(
      '1. One\n  - deep\n2. Two',
    );
    expect(htmlToMarkdown('<pre>a  *b*\n  c</pre>')).toBe('```\na  *b*\n  c\n```');
  });

  it("keeps the rows of Word's tables, whose cells are made of paragraphs", () => {
    const cell = (text: string) => `<td width=200 valign=top><p class=MsoNormal>${text}<o:p></o:p></p></td>`;
    const row = (...texts: string[]) => `<tr>\n ${texts.map(cell).join('\n ')}\n</tr>`;
    const html = `<p class=MsoNormal>Your plan:</p><table class=MsoTableGrid border=1>${row('<b>Plan</b>', '<b>Price</b>')}
      ${row('Basic<br>monthly', '9 €')}${row('Plus', '')}</table><p class=MsoNormal>Which one?</p>`;
    expect(htmlToMarkdown(html)).toBe(
      'Your plan:\n\n**Plan** | **Price**\nBasic monthly | 9 €\nPlus |\n\nWhich one?',
    );
  });

  it('takes the plain text where there is nothing to keep', () => {
    expect(htmlToMarkdown('<div><span style="color:red">plain</span> words</div>')).toBeNull();
  });

  it('L-X2: leaves no script, no address that is none, and no sign that would turn into formatting', () => {
    expect(htmlToMarkdown('<script>alert(1)</script><b>x</b><a href="javascript:alert(1)">y</a>')).toBe(
      '**x**y',
    );
    expect(htmlToMarkdown('<b>2 * 3</b> [a](b)')).toBe('**2 \\* 3** \\[a\\](b)');
    expect(htmlToMarkdown('<b>a</b> &lt;img src=x onerror=alert(1)&gt;')).toBe(
      '**a** <img src=x onerror=alert(1)>',
    );
  });

  it('gets through what never ends', () => {
    const hostile = '<a "'.repeat(100_000);
    expect(htmlToMarkdown(`<b>x</b>${hostile}`)).toContain('**x**');
  });
});
