/** A colour as red, green and blue, each from 0 to 1. */
type Rgb = readonly [number, number, number];

export type Theme = 'light' | 'dark';

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [1, 1, 1];
/** What a chat is drawn on, and its text: the tokens `--surface` and `--text` of ui/tokens.css. */
const SURFACE: Record<Theme, Rgb> = { light: WHITE, dark: rgb('#15181d') };
const TEXT: Record<Theme, Rgb> = { light: rgb('#15181d'), dark: rgb('#eaecf0') };
/** The surfaces beside it that text stands on, too: `--surface-sunken`. */
const SUNKEN: Record<Theme, Rgb> = { light: rgb('#f4f5f8'), dark: rgb('#0d1014') };

/** WCAG 2.2: text, and what is needed to recognise a control. */
const TEXT_RATIO = 4.5;
const CONTROL_RATIO = 3;
/** What is read for long gets more. */
const BUBBLE_RATIO = 7;
const STEP = 0.02;

/** Whether this is a colour as settings write it: `#1f6feb` or `#abc`. */
export function isColour(text: string): boolean {
  return /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text.trim());
}

/**
 * The colours of a chat in a channel's own colour, as custom properties. Whatever the colour, everything that is
 * written in it or on it can be read (4.5:1) and every control be seen (3:1): shades are moved until it holds.
 */
export function brandTokens(colour: string, theme: Theme): Record<string, string> {
  const brand = rgb(colour);
  const surface = SURFACE[theme];
  const grounds = [surface, SUNKEN[theme]];
  const away = theme === 'light' ? BLACK : WHITE;
  const onBrand = contrast(brand, WHITE) >= contrast(brand, BLACK) ? WHITE : BLACK;
  const soft = tint(surface, brand, theme === 'light' ? 0.09 : 0.22, TEXT[theme], BUBBLE_RATIO);
  const bubble = tint(surface, brand, theme === 'light' ? 0.16 : 0.36, TEXT[theme], BUBBLE_RATIO);
  const text = moved(brand, away, [...grounds, soft], TEXT_RATIO);
  const line = moved(brand, away, [...grounds, soft], CONTROL_RATIO);
  const stronger = onBrand === WHITE ? BLACK : WHITE;
  return {
    '--accent': hex(brand),
    '--accent-hover': hex(mix(brand, stronger, 0.12)),
    '--accent-active': hex(mix(brand, stronger, 0.22)),
    '--on-accent': hex(onBrand),
    '--accent-edge': contrast(brand, surface) >= CONTROL_RATIO ? 'transparent' : hex(line),
    '--accent-line': hex(line),
    '--accent-text': hex(text),
    '--accent-soft': hex(soft),
    '--bubble-own': hex(bubble),
    '--focus': hex(line),
  };
}

/** Contrast of two colours (WCAG 2.2), 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Reads `#rrggbb` or `#rgb`. */
export function rgb(colour: string): Rgb {
  const digits = colour.trim().replace('#', '');
  const long = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits;
  const channel = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16) / 255 || 0;
  return [channel(0), channel(2), channel(4)];
}

/** Moves a colour towards black or white until it stands out from all grounds. */
function moved(colour: Rgb, towards: Rgb, grounds: readonly Rgb[], ratio: number): Rgb {
  for (let part = 0; part < 1; part += STEP) {
    const shade = rounded(mix(colour, towards, part));
    if (grounds.every((ground) => contrast(shade, ground) >= ratio)) return shade;
  }
  return towards;
}

/** As much colour in a surface as leaves the text on it readable. */
function tint(surface: Rgb, colour: Rgb, most: number, text: Rgb, ratio: number): Rgb {
  for (let part = most; part > 0; part -= STEP) {
    const shade = rounded(mix(surface, colour, part));
    if (contrast(shade, text) >= ratio) return shade;
  }
  return surface;
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const between = (at: 0 | 1 | 2): number => a[at] + (b[at] - a[at]) * part;
  return [between(0), between(1), between(2)];
}

/** As it will be written: what is measured is what is shown. */
function rounded(colour: Rgb): Rgb {
  return rgb(hex(colour));
}

function hex(colour: Rgb): string {
  const channel = (value: number): string =>
    Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${colour.map(channel).join('')}`;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
