import { describe, expect, it } from 'vitest';
import { readUpdate } from './model.ts';
import { escapeXml, parseXml, tag, textAt, XmlError } from './xml.ts';

describe('XML from outside', () => {
  it('is read as a tree, without prefixes', () => {
    const root = parseXml('<?xml version="1.0"?><a:b c="1"><d> x &amp; y </d><d/></a:b>');
    expect(root).toMatchObject({ name: 'b', attributes: { c: '1' } });
    expect(textAt(root, 'd')).toBe('x & y');
  });

  it.each([
    ['', 'nothing'],
    ['Bad Gateway', 'a text'],
    ['{"error": "no"}', 'JSON'],
    ['<User><state>READY</User>', 'tags that do not fit'],
    ['<!DOCTYPE html><html><body>Sign in</body></html>', 'a page'],
    ['<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', 'entities of its own'],
    ['<a>&b;</a>', 'entities that nobody knows'],
    [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'nesting without end'],
    [`<a>${'x'.repeat(4_000_001)}</a>`, 'text without end'],
  ])('%# is refused, and what stood in it is not repeated', (text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
    try {
      parseXml(text);
    } catch (error) {
      if (text.length > 2) expect(String(error)).not.toContain(text.slice(0, 40));
    }
  });

  it('is written so that no value can become an element', () => {
    const written = tag('a', [tag('b', '</b><c>&"\'')]);
    expect(textAt(parseXml(written), 'b')).toBe('</b><c>&"\'');
    expect(escapeXml('"<')).toBe('&quot;&lt;');
  });

  it('tells an update with one call or several, and an error', () => {
    const update = (data: string) =>
      readUpdate(parseXml(`<Update><data>${data}</data><event>put</event><requestId>r</requestId></Update>`));
    const dialog = '<uri>/finesse/api/Dialog/7</uri><fromAddress>1</fromAddress>';
    expect(update(`<dialogs><Dialog>${dialog}</Dialog><Dialog>${dialog}</Dialog></dialogs>`)).toMatchObject({
      event: 'PUT',
      requestId: 'r',
      content: { kind: 'dialogs', dialogs: [{ id: '7' }, { id: '7' }] },
    });
    expect(update(`<dialog>${dialog}</dialog>`)?.content).toMatchObject({ dialogs: [{ id: '7' }] });
    const error =
      '<errorType>Invalid State</errorType><errorMessage>no</errorMessage><errorData>33</errorData>';
    expect(update(`<apiErrors><apiError>${error}</apiError></apiErrors>`)?.content).toEqual({
      kind: 'error',
      error: { type: 'Invalid State', message: 'no', data: '33' },
    });
    expect(readUpdate(parseXml('<html/>'))).toBeNull();
  });
});
