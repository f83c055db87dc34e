import { defineConfig } from 'vitest/config';

/** Benchmarks print; they assert no time. Run one: npm run bench -- routing */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/bench/**/*.bench.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    silent: false,
    reporters: ['default'],
  },
});
