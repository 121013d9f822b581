/** The font for Urdu on pages that are drawn without a build: loaded only where Urdu is written. */

/** Where the server serves it, on the origin of the page. */
export const URDU_LETTERS = '/letters/urdu.woff2';

/** The name under which style sheets use it, the desk's as well (`src/ui/urdu-letters.css`). */
export const URDU_FONT = "'Noto Sans Arabic Variable'";

export const URDU_FACE = `@font-face{font-family:${URDU_FONT};font-display:swap;font-weight:100 900;src:url(${URDU_LETTERS}) format('woff2');unicode-range:U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC}`;
