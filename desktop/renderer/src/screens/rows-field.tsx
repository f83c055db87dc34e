/** A lever that is a table: a tariff by zone, or bundles with their columns. Rows can be added, changed and left out. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../context.tsx';
import { typedNumber } from '../parts/format.ts';
import { Button, Textbox } from '../parts/controls.tsx';
import { type Row, type RowKind, rowKindOf } from './row-kinds.ts';

export function RowsField({
  lever,
  label,
  value,
  set,
}: {
  /** Path of the lever. */
  readonly lever: string;
  readonly label: string;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
}): ReactNode {
  if (Array.isArray(value)) return <Rows kind={rowKindOf(lever)} label={label} rows={value as Row[]} set={set} />;
  if (typeof value === 'object' && value !== null)
    return (
      <ByName
        label={label}
        values={value as Readonly<Record<string, unknown>>}
        fresh={lever === 'parking.paidHoursByZone' ? 'Mo-Fr 09:00-18:00' : 0}
        set={set}
      />
    );
  return <code>{JSON.stringify(value)}</code>;
}

function ByName({
  label,
  values,
  fresh,
  set,
}: {
  readonly label: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Value of a new row. */
  readonly fresh: unknown;
  readonly set: (value: unknown) => void;
}): ReactNode {
  const { t } = useShared();
  const [name, setName] = useState('');
  return (
    <table className="rows" aria-label={label}>
      <tbody>
        {Object.entries(values).map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>
              <Cell label={`${label}: ${key}`} value={value} take={(next) => set({ ...values, [key]: next })} />
            </td>
            <td>
              <Button
                look="subtle"
                aria-label={`${t('common.delete')}: ${key}`}
                onClick={() => set(Object.fromEntries(Object.entries(values).filter(([other]) => other !== key)))}
              >
                {t('common.delete')}
              </Button>
            </td>
          </tr>
        ))}
        <tr>
          <td>
            <Textbox
              value={name}
              aria-label={`${label}: ${t('edit.newRow')}`}
              placeholder={t('edit.newRow')}
              onChange={(event) => setName(event.target.value)}
            />
          </td>
          <td colSpan={2}>
            <Button
              disabled={name.trim() === '' || Object.hasOwn(values, name.trim())}
              onClick={() => {
                set({ ...values, [name.trim()]: fresh });
                setName('');
              }}
            >
              {t('edit.addRow')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Rows({
  kind,
  label,
  rows,
  set,
}: {
  readonly kind: RowKind;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly set: (value: unknown) => void;
}): ReactNode {
  const { t } = useShared();
  const change = (at: number, column: string, value: unknown): void =>
    set(rows.map((row, i) => (i === at ? { ...row, [column]: value } : row)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="scroll" tabIndex={0} aria-label={label}>
      <table className="rows">
        <thead>
          <tr>
            {kind.columns.map((column) => (
              <th key={column}>{t(`${kind.words}.${column}`)}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name is edited.
            <tr key={i}>
              {kind.columns.map((column) => (
                <td key={column}>
                  <Cell
                    label={`${String(row['name'] ?? i + 1)}: ${t(`${kind.words}.${column}`)}`}
                    value={row[column] ?? 0}
                    take={(value) => change(i, column, value)}
                  />
                </td>
              ))}
              <td>
                <Button
                  look="subtle"
                  aria-label={`${t('common.delete')}: ${String(row['name'] ?? i + 1)}`}
                  onClick={() => set(rows.filter((_, other) => other !== i))}
                >
                  {t('common.delete')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        onClick={() =>
          set([
            ...rows,
            kind.columns[0] === 'name'
              ? { name: `${t(`${kind.words}.fresh`)} ${rows.length + 1}`, ...kind.fresh }
              : kind.fresh,
          ])
        }
      >
        {t('edit.addRow')}
      </Button>
    </section>
  );
}

/** A number or a name that is taken over when it is whole. */
function Cell({
  label,
  value,
  take,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly take: (value: unknown) => void;
}): ReactNode {
  const { language } = useShared();
  const [typed, setTyped] = useState<string | null>(null);
  const isNumber = typeof value === 'number';
  const done = (): void => {
    if (typed === null) return;
    const number = Number(typed.replace(',', '.'));
    if (!isNumber && typed.trim() !== '') take(typed.trim());
    else if (isNumber && typed.trim() !== '' && Number.isFinite(number)) take(number);
    setTyped(null);
  };
  return (
    <Textbox
      aria-label={label}
      inputMode={isNumber ? 'decimal' : 'text'}
      size={isNumber ? 5 : 16}
      value={typed ?? (isNumber ? typedNumber(value, language) : String(value))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === 'Enter' && done()}
    />
  );
}
