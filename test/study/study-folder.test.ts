import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { type RunRecord, readJournal, STUDY_FORMAT, StudyFolder } from '../../engine/io/study-folder.ts';

const made: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-study-'));
  made.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const header = {
  format: STUDY_FORMAT,
  studyHash: 'abc',
  planHash: 'def',
  name: 'test',
  engineVersion: '1.0.0',
  study: {},
};
const record = (id: string, status: 'done' | 'failed' = 'done'): RunRecord => ({
  id,
  scenarioIndex: 0,
  scenarioName: 'base',
  point: 0,
  levers: {},
  replication: 0,
  seed: 1,
  status,
  indicators: { peakKw: 5 },
  resultsHash: 'h',
  durationS: 1,
  finishedUtc: '2025-01-01T00:00:00.000Z',
});

test('a journal that was cut in the middle of a line keeps every whole line and goes on behind the last', () => {
  const folder = temporary();
  const first = StudyFolder.open(folder, header, false);
  first.append(record('a'));
  first.append(record('b'));
  first.close();
  const whole = readFileSync(join(folder, 'runs.jsonl'));
  for (let cut = whole.length - 1; cut > whole.indexOf(10); cut -= 17) {
    writeFileSync(join(folder, 'runs.jsonl'), whole.subarray(0, cut));
    const again = StudyFolder.open(folder, header, true);
    expect([...again.records.keys()]).toEqual(['a']);
    again.append(record('b'));
    again.close();
    expect([...readJournal(readFileSync(join(folder, 'runs.jsonl'))).known.keys()]).toEqual(['a', 'b']);
  }
});

test('a finished run is counted once however often it is reported, a failed one is replaced by its success', () => {
  const folder = StudyFolder.open(temporary(), header, false);
  folder.append(record('a'));
  folder.append(record('a'));
  folder.append(record('b', 'failed'));
  folder.append(record('b'));
  folder.close();
  const { known } = readJournal(readFileSync(join(folder.folder, 'runs.jsonl')));
  expect([...known.values()].map((entry) => entry.status)).toEqual(['done', 'done']);
  expect(readFileSync(join(folder.folder, 'runs.jsonl'), 'utf8').match(/"id":"a"/g)).toHaveLength(1);
});

test('garbage at the end is cut off, not read', () => {
  const folder = temporary();
  StudyFolder.open(folder, header, false).close();
  appendFileSync(join(folder, 'runs.jsonl'), `${JSON.stringify(record('a'))}\n{"id":\n`);
  const again = StudyFolder.open(folder, header, true);
  expect(again.records.size).toBe(1);
  again.close();
});

test('another study, another engine version, a second coordinator and finished runs without --resume are refused', () => {
  const folder = temporary();
  const open = StudyFolder.open(folder, header, false);
  open.append(record('a'));
  expect(() => StudyFolder.open(folder, header, true)).toThrow(/in use/);
  open.close();
  expect(() => StudyFolder.open(folder, { ...header, studyHash: 'other' }, true)).toThrow(/another study/);
  expect(() => StudyFolder.open(folder, { ...header, engineVersion: '2.0.0' }, true)).toThrow(/not mixed/);
  expect(() => StudyFolder.open(folder, { ...header, planHash: 'x' }, true)).toThrow(/has changed since/);
  expect(() => StudyFolder.open(folder, header, false)).toThrow(/--resume/);
  writeFileSync(join(folder, 'file'), '');
  expect(() => StudyFolder.open(join(folder, 'file', 'below'), header, false)).toThrow(InputError);
});

test('the lock of a process that is gone is taken over', () => {
  const folder = temporary();
  StudyFolder.open(folder, header, false).close();
  writeFileSync(join(folder, 'lock'), '{"pid":999999999,"host":"x"}');
  expect(() => StudyFolder.open(folder, header, true)).toThrow(/in use/);
  writeFileSync(join(folder, 'lock'), '{"pi');
  StudyFolder.open(folder, header, true).close();
});
