import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importBoundaries } from './eslint-rules/import-boundaries.ts';

const parvis = { rules: { 'import-boundaries': importBoundaries } };

export default defineConfig(
  globalIgnores(['cdk.out/', '.parvis/', 'dist/', 'node_modules/']),
  tseslint.configs.recommended,
  {
    plugins: { parvis },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'parvis/import-boundaries': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-control-regex': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-escape': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'preserve-caught-error': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: one name everywhere.' },
        { selector: 'TSEnumDeclaration', message: 'Node runs types away, not enums: use a union or an object.' },
        {
          selector: 'Property > CallExpression.value[callee.object.name="z"][callee.property.name=/^(unknown|any)$/]',
          message: 'zod refuses an object in which it is absent: say .optional(), or what it is.',
        },
      ],
    },
  },
  {
    // A promise that nobody waits for is lost when the function answers. This needs types, which are slow to
    // read: only for what runs in a function, with a project of its own.
    files: ['functions/**/*.ts*', 'modules/**/*.ts*', 'platform/**/*.ts*'],
    languageOptions: {
      parserOptions: { project: 'eslint-rules/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    // A handler is wiring.
    files: ['functions/*/handler.ts', 'functions/*/handler.tsx'],
    rules: { 'max-lines': ['error', { max: 60, skipComments: true, skipBlankLines: true }] },
  },
  {
    // Tools read configuration by its default export; packages without types of their own have what they have.
    files: ['*.config.js', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
