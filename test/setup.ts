/** Property tests draw the same cases on every machine; `FAST_CHECK_SEED=<integer>` (or `random`) draws others. */
import fc from 'fast-check';

const wanted = process.env['FAST_CHECK_SEED'] ?? '2021';
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number.parseInt(wanted, 10) });
