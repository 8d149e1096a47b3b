import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', 'coverage/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-empty': 'error',
    },
  },
  {
    // Everything else reaches the log through the interface in src/log/log.ts.
    files: ['src/**/*.ts'],
    ignores: [
      'src/main.ts',
      'src/post.ts',
      'src/finalize.ts',
      'src/inputs.ts',
      'src/input-values.ts',
      'src/report/**',
      'src/log/runner-log.ts',
    ],
    rules: {
      'no-restricted-imports': ['error', { paths: ['@actions/core'] }],
      'no-restricted-globals': ['error', 'console'],
    },
  },
  { files: ['*.config.js'], ...tseslint.configs.disableTypeChecked },
)
