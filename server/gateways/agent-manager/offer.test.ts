import { describe, expect, it } from 'vitest';
import { charactersIn } from '../../../protocol/shared/characters.ts';
import { previewOf } from './offer.ts';

describe('the preview of an offer', () => {
  it('is one line, or nothing where there are no words', () => {
    expect(previewOf({ type: 'PLAIN', markdownText: ' Hello\n\n there ' })).toBe('Hello there');
    expect([previewOf({ type: 'IMAGE' }), previewOf({ markdownText: ' ' }), previewOf(null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is cut between letters, never within an emoji', () => {
    const preview = previewOf({ markdownText: '🙏'.repeat(2_000) }) ?? '';
    expect(preview).toMatch(/^(?:🙏)+…$/u);
    expect(previewOf({ markdownText: '🙏'.repeat(charactersIn(preview)) })).not.toContain('…');
  });
});
