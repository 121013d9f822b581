import { describe, expect, it } from 'vitest';
import { iconWith } from './tab-badge.ts';

function pictureOf(icon: string): Document {
  const [, svg = ''] = icon.split(',', 2);
  return new DOMParser().parseFromString(decodeURIComponent(svg), 'image/svg+xml');
}

describe('the icon with a number', () => {
  it('is a picture that browsers draw, with the number as far as it fits', () => {
    const picture = pictureOf(iconWith(3));
    expect(picture.querySelector('parsererror')).toBeNull();
    // A path that does not begin with a move is not drawn.
    expect(picture.querySelector('path')?.getAttribute('d')).toMatch(/^M[\d ]/);
    expect(picture.querySelector('text')?.textContent).toBe('3');
    expect(pictureOf(iconWith(12)).querySelector('text')?.textContent).toBe('9+');
  });
});
