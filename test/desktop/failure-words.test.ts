/** Errors of the system and of libraries become sentences with what to do. */
import { expect, test } from 'vitest';
import { failureOf } from '../../desktop/server/engine/failure-words.ts';
import { InputError, RunError } from '../../engine/core/errors.ts';

test('a full disk is told alike whoever noticed it: the system, the engine, or the writer of tables', () => {
  const system = Object.assign(new Error('EFBIG: file too large, write'), { code: 'EFBIG' });
  const writer = new Error('IO Error: Could not write all bytes to file "x.parquet": No space left on device');
  for (const error of [system, writer, new RunError('the disk is full: /x was not written')])
    expect(failureOf(error)).toMatchObject({ kind: 'run', message: { nl: expect.stringContaining('Maak ruimte') } });
});

test('missing rights, too little memory, a broken input and a mistake of the program are told apart', () => {
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  expect(failureOf(denied).message.en).toContain('Check the rights');
  expect(failureOf(new RangeError('Array buffer allocation failed')).message.en).toContain('too little memory');
  expect(failureOf(new InputError('a.yaml', 'k', 'must be > 0', 0))).toMatchObject({ kind: 'input' });
  expect(failureOf(new TypeError('x is undefined'))).toMatchObject({ kind: 'bug' });
});
