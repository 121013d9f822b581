import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { OUR_RULES } from './eslint-rules.js';

const REFUSABLE = 'A browser may refuse this: ask src/base/browser-capabilities.ts for it.';

export default tseslint.config(
  { ignores: ['dist', 'data', 'gallery', 'test-results', 'playwright-report', '.cache'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './server/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers and booleans read well in a template; objects do not.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // An empty arrow function is a clear "do nothing".
      '@typescript-eslint/no-empty-function': 'off',
      // Type aliases serve unions and object shapes alike.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Handlers often return a promise that their caller awaits or ignores by name.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'e2e/gallery/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.recommended],
    rules: {
      // Keys of a list or a form, wherever in it the focus is, are handled where they come together.
      'jsx-a11y/no-noninteractive-element-interactions': [
        'error',
        { ul: ['onKeyDown'], form: ['onKeyDown'] },
      ],
      // A separator that can be moved is a control, and what scrolls has to be reached by the keyboard.
      'jsx-a11y/no-noninteractive-tabindex': [
        'error',
        { tags: [], roles: ['tabpanel', 'separator', 'group'] },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    plugins: { ours: OUR_RULES },
    rules: { 'ours/no-default-for-events': 'error' },
  },
  {
    // The layer rules see imports; the index can also be reached through a world.
    files: ['server/gateways/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: "MemberExpression[property.name='index'][object.name='world']",
          message: 'The index is the core’s own: ask a function of server/core.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: [
      'src/embed/parent-channel.ts',
      'src/crm/crm-window.ts',
      'src/customer-chat/demo/crm.ts',
      '**/*.test.ts',
      '**/*.test.tsx',
    ],
    plugins: { ours: OUR_RULES },
    rules: { 'ours/no-window-messages': 'error' },
  },
  {
    // What a browser may refuse is handed out by one module of the desk, with something to fall back to. The
    // customer's page and the widget have their own, which are a fraction of its size.
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: [
      'src/base/browser-capabilities.ts',
      'src/customer-chat/**',
      'src/testing/**',
      '**/*.test.ts',
      '**/*.test.tsx',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'BroadcastChannel', 'AudioContext'].map(
          (name) => ({ name, message: REFUSABLE }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        ...['locks', 'serviceWorker', 'clipboard', 'storage', 'permissions'].map((property) => ({
          object: 'navigator',
          property,
          message: REFUSABLE,
        })),
        ...['window', 'globalThis', 'self'].flatMap((object) =>
          ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel', 'Notification'].map(
            (property) => ({ object, property, message: REFUSABLE }),
          ),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'NewExpression[callee.name="Notification"]', message: REFUSABLE },
        { selector: 'MemberExpression[object.name="Notification"]', message: REFUSABLE },
      ],
    },
  },
  {
    // Tools find their configuration by the default export.
    files: ['*.config.ts', 'e2e/playwright.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Tests assert on what they have just built.
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
