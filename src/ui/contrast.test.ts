import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Tokens = Map<string, string>;

const SOURCE = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8').replaceAll(
  /\/\*[\s\S]*?\*\//g,
  '',
);
const [USUAL = '', ASKED = ''] = SOURCE.split('@media (prefers-contrast: more)');

/** The tokens of the first rule with this selector. */
function rule(source: string, selector: string): Tokens {
  const at = source.indexOf(`${selector} {`);
  const body = at === -1 ? '' : source.slice(at, source.indexOf('}', at));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const DARK = ":root[data-theme='dark']";
const light = new Map([...rule(USUAL, ':root'), ...rule(ASKED, ':root')]);
const dark = new Map([...light, ...rule(USUAL, DARK), ...rule(ASKED, DARK)]);

/** Relative luminance of an OKLCH colour (WCAG 2.2), from 0 to 1. */
function luminance(tokens: Tokens, name: string): number {
  const resolve = (value: string): string =>
    value.replaceAll(/var\((--[\w-]+)\)/g, (_all, inner: string) => resolve(tokens.get(inner) ?? ''));
  const found = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)/.exec(resolve(tokens.get(name) ?? ''));
  const [lightness = NaN, chroma = NaN, hue = NaN] = (found ?? []).slice(1).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
  const [red = NaN, green = NaN, blue = NaN] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [low = NaN, high = NaN] = [luminance(tokens, one), luminance(tokens, other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['--surface', '--surface-sunken', '--surface-raised', '--surface-hover'];
const TEXTS = ['--text', '--text-muted', '--text-faint', '--accent-text'];
const TONES = ['green', 'orange', 'red', 'purple'];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s theme for who asks for more contrast', (_name, tokens) => {
  it.each(SURFACES)('has every text at 7:1 and every line at 3:1 on %s', (surface) => {
    const weak = [
      ...[...TEXTS, ...TONES.map((tone) => `--${tone}-text`)].filter(
        (text) => !(contrast(tokens, text, surface) >= 7),
      ),
      ...['--line', '--line-strong', '--focus'].filter((line) => !(contrast(tokens, line, surface) >= 3)),
    ];
    expect(weak).toEqual([]);
  });

  it('has signals, bubbles and buttons whose words are read on them', () => {
    const pairs: [string, string][] = [
      ...TONES.map((tone): [string, string] => [`--${tone}-text`, `--${tone}-soft`]),
      ['--text', '--bubble-own'],
      ['--text', '--bubble-theirs'],
      ['--text', '--bubble-whisper'],
      ['--accent-text', '--accent-soft'],
      ['--on-accent', '--accent'],
      ['--on-red', '--red'],
    ];
    expect(pairs.filter(([text, behind]) => !(contrast(tokens, text, behind) >= 7))).toEqual([]);
  });
});
