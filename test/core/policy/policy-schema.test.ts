import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import schema from '../../../schema/ci-warden.schema.json' with { type: 'json' };
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

describe('the published JSON Schema agrees with the parser', () => {
  it.each([
    ['version: 1', true],
    ['version: 1\nrunners: { a: { labels: [x] } }\ntracking: [{ issue: 3, started: 2025-10-10 }]', true],
    ['version: 1\nrules: { duplicate-workflow: off }', true],
    ['version: 1\nrules: { duplicate-workflow: { severity: note, except: ["*.yml"] } }', true],
    ['version: 1\nrules: { duplicate-workflw: off }', false],
    ['version: 1\nrunners: { a: {} }', false],
    ['version: 2', false],
    ['version: 1\nfoo: 1', false],
    ['version: 1\ntracking: [{ issue: 3, started: yesterday }]', false],
  ])('%j', (text, isRight) => {
    expect(validate(parse(text))).toBe(isRight);
    expect(parsePolicy(text, 'p.yml').problems.length === 0).toBe(isRight);
  });
});
