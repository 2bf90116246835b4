import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// `.ci/run` reads the counts from a JSON report.
const report = process.env.CI_WARDEN_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // GitHub's parser imports its schema as JSON without an import attribute: plain Node refuses that, Vite does not.
    server: { deps: { inline: [/@actions\//] } },
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // Many tests wait for servers and databases: on two cores, Vitest's own choice would be one file at a time.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous: a loaded machine is slow, and no test is about time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
