import type { ESLint } from 'eslint';

export const OUR_RULES: ESLint.Plugin;
