/** What goes outside besides the report: a package of open data, and a record for the algorithm register with starting points for DPIA and IAMA. */
import { type ReactNode, useState } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { saveBytes } from '../parts/save-bytes.ts';
import { failureOf } from '../parts/use-call.ts';
import { Button, Field, Select, Textbox } from '../parts/controls.tsx';

const FIELDS = ['publisher', 'contact', 'publisherUri', 'baseUrl'] as const;
type Facts = Readonly<Record<(typeof FIELDS)[number], string>>;

function keptFacts(): Facts {
  const empty = { publisher: '', contact: '', publisherUri: 'https://', baseUrl: 'https://' };
  try {
    return { ...empty, ...(JSON.parse(localStorage.getItem('publisher') ?? '') as Partial<Facts>) };
  } catch {
    return empty;
  }
}

/** @param id the result that is published: the last of those that are looked at */
export function PublishPanel({ id }: { readonly id: string }): ReactNode {
  const { t, bridge, announce } = useShared();
  const { names, entries } = useResultNames();
  const [facts, setFacts] = useState<Facts>(keptFacts);
  const [subject, setSubject] = useState<'charging' | 'mode-choice'>('charging');
  const [told, setTold] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const thin = entries?.find((entry) => entry.id === id)?.sample === true;
  const change = (part: Partial<Facts>): void => {
    const next = { ...facts, ...part };
    localStorage.setItem('publisher', JSON.stringify(next));
    setFacts(next);
  };
  const make = async (work: () => Promise<readonly string[]>): Promise<void> => {
    setFailure(null);
    setTold([]);
    setBusy(true);
    try {
      const lines = await work();
      setTold(lines);
      announce(lines[0] ?? '');
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const publish = async (): Promise<readonly string[]> => {
    const { fileName, bytes, tables, licence } = await bridge.call('publish', { id, ...facts });
    saveBytes(fileName, new Blob([new Uint8Array(bytes)], { type: 'application/zip' }));
    const withheld = tables.reduce((sum, table) => sum + table.withheld, 0);
    return [
      t('report.made', { name: fileName }),
      t('publish.held', { n: tables.length, withheld }),
      `${t('publish.licence')}: ${licence}`,
    ];
  };
  const register = async (): Promise<readonly string[]> => {
    const { publisher: organization, contact } = facts;
    const { fileName, bytes, open } = await bridge.call('register', { id, subject, organization, contact });
    saveBytes(fileName, new Blob([new Uint8Array(bytes)], { type: 'application/zip' }));
    return [t('report.made', { name: fileName }), t('publish.open', { fields: open.join(', ') })];
  };
  const whole = facts.publisher !== '' && facts.contact !== '' && [facts.publisherUri, facts.baseUrl].every(isAddress);
  return (
    <details className="publish">
      <summary>
        <strong>{t('publish.title')}</strong>
      </summary>
      <p>{t('publish.text', { name: names.get(id) ?? id })}</p>
      <div className="split">
        {FIELDS.map((name) => (
          <Field key={name} label={t(`publish.${name}`)}>
            <Textbox
              className="long"
              value={facts[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      {thin && <p className="soft">{t('publish.thin')}</p>}
      {!thin && !whole && <p className="soft">{t('publish.fill')}</p>}
      <div className="row">
        <Button disabled={busy || thin || !whole} onClick={() => void make(publish)}>
          {t('publish.data')}
        </Button>
        <Field label={t('publish.about')}>
          <Select
            value={subject}
            onChange={(event) => setSubject(event.target.value === 'charging' ? 'charging' : 'mode-choice')}
          >
            <option value="charging">{t('publish.charging')}</option>
            <option value="mode-choice">{t('publish.modes')}</option>
          </Select>
        </Field>
        <Button disabled={busy} onClick={() => void make(register)}>
          {t('publish.register')}
        </Button>
      </div>
      {busy && <p role="status">{t('report.busy')}</p>}
      {told.map((line, i) => (
        <p key={line} className={i === 0 ? 'good' : 'soft'}>
          {i === 0 && '✓ '}
          {line}
        </p>
      ))}
      {failure !== null && <Failure failure={failure} />}
    </details>
  );
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
