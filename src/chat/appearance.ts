/** Light or dark as the address wishes (`?theme=`), else as the system has it, also when it changes. */
export function followTheme(wished: string | null): void {
  const root = document.documentElement;
  if (wished === 'light' || wished === 'dark') {
    root.dataset.theme = wished;
    return;
  }
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    root.dataset.theme = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', apply);
  apply();
}

/** Gives the page the channel's colour, with black or white on it, whichever is easier to read. */
export function applyBrand(colour: string): void {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (channels === null) return;
  const root = document.documentElement;
  const [red, green, blue] = channels.slice(1).map((hex) => linear(Number.parseInt(hex, 16) / 255));
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  const whiteIsEasier = 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05;
  root.style.setProperty('--brand', colour);
  root.style.setProperty('--on-brand', whiteIsEasier ? '#fff' : '#000');
  root.dataset.brand = '';
}

/** sRGB to linear light (WCAG 2.2, relative luminance). */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
