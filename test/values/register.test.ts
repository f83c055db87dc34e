/** The algorithm-register record fits the publication standard; what only people can say is marked. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { readValueFigures } from '../../engine/io/values-compare.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { dpia, iama } from '../../engine/values/register/assessments.ts';
import { SUBJECTS } from '../../engine/values/register/facts.ts';
import { brokenRules, FOR_A_HUMAN, MAX_LENGTH, openFields } from '../../engine/values/register/fields.ts';
import { registerRecord } from '../../engine/values/register/record.ts';
import { smallParts } from '../results/small-run.ts';

const SCHEMA = fileURLToPath(new URL('../../../shared/data/governance/algoritmeregister-schema.json', import.meta.url));
const folder = join(mkdtempSync(join(tmpdir(), 'rijnstroom-register-')), 'result');
await writeResult(folder, collectResult(smallParts({ strategy: 'solar-following' })), {
  threads: 1,
  durationS: 1,
  peakMemoryBytes: 1,
  createdUtc: '2025-01-02T03:04:05Z',
});
const result = await readResult(folder);
const facts = {
  scenario: result.scenario,
  manifest: result.manifest,
  values: (await readValueFigures(result)).figures,
  indicators: result.summary.indicators,
  organization: 'Gemeente Proef',
  contact: 'algoritmes@example.org',
  startDate: '2025-01',
};

describe.each(SUBJECTS)('record about %s', (subject) => {
  const record = registerRecord(subject, facts);

  test('keeps the lengths and forms of the standard', () => {
    expect(brokenRules(record)).toEqual([]);
    expect(record.language).toBe('nld');
    expect(record.schema).toBe('1.0.0');
  });

  test('marks what a human must say, and fills in what the engine knows', () => {
    expect(openFields(record)).toEqual(
      expect.arrayContaining(['considerations', 'human_intervention', 'risk_management', 'impact_assessments']),
    );
    expect(openFields(record)).not.toContain('technical_operation');
    expect(record.technical_operation).toContain(result.manifest.resultsHash.slice(0, 16));
    for (const text of Object.values(record)) expect(String(text)).not.toMatch(/undefined|NaN/);
  });

  test.skipIf(!existsSync(SCHEMA))('satisfies the standard’s JSON Schema (skipped without the shared data)', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {
      required: string[];
      properties: Record<
        string,
        { type?: string; maxLength?: number; enum?: string[]; const?: string; pattern?: string }
      >;
    };
    const fields = record as unknown as Record<string, unknown>;
    for (const name of schema.required) expect(fields[name], name).toBeDefined();
    for (const [name, value] of Object.entries(fields)) {
      const rule = schema.properties[name];
      expect(rule, `${name} is a field of the standard`).toBeDefined();
      if (rule?.type === 'string') expect(typeof value, name).toBe('string');
      if (rule?.type === 'array') expect(Array.isArray(value), name).toBe(true);
      if (rule?.maxLength !== undefined) {
        expect(String(value).length, name).toBeLessThanOrEqual(rule.maxLength);
        expect(MAX_LENGTH[name as keyof typeof MAX_LENGTH], name).toBe(rule.maxLength);
      }
      if (rule?.enum !== undefined) expect(rule.enum, name).toContain(value);
      if (rule?.const !== undefined) expect(value, name).toBe(rule.const);
      if (rule?.pattern !== undefined) expect(String(value), name).toMatch(new RegExp(rule.pattern));
    }
  });
});

test('without organisation and contact these too are left to a human, and an absurd length is found', () => {
  const record = registerRecord('charging', { ...facts, organization: '', contact: '' });
  expect(openFields(record)).toEqual(expect.arrayContaining(['organization', 'contact']));
  expect(brokenRules({ ...record, name: 'x'.repeat(100), start_date: 'januari' })).toHaveLength(2);
});

test('DPIA and IAMA have every part, with something for a human in each', () => {
  for (const [text, parts] of [
    [dpia(facts), ['A1.', 'A2.', 'B. Noodzaak', 'C. Risico', 'D. Maatregelen']],
    [iama(facts), ['1. Waarom', '2a. Wat', '2b. Hoe', '3. Hoe', '4. Grondrechten']],
  ] as const) {
    for (const part of parts) expect(text).toContain(part);
    const sections = text.split('\n## ').slice(1);
    for (const section of sections) expect(section).toContain(FOR_A_HUMAN);
    expect(text).toContain('geen uitgevoerde toets');
    expect(text).not.toMatch(/undefined|NaN/);
  }
});
