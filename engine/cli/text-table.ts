/** Tables of text for a terminal: columns aligned by their visible width. Pure. */

export type Align = 'left' | 'right';

/** Cells padded to columns two spaces apart; the first row is the head and gets a rule below it.
 *  @returns lines joined by line ends; '' for no rows */
export function alignTable(rows: ReadonlyArray<readonly string[]>, aligns: readonly Align[]): string {
  if (rows.length === 0 || rows[0]!.length === 0) return '(no rows)';
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => {
        const text = row[column] ?? '';
        const gap = ' '.repeat(width - textWidth(text));
        return aligns[column] === 'right' ? gap + text : text + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(rows[0]!), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}

/** Columns a text takes on a terminal; marks that combine take none. */
export const textWidth = (text: string): number => [...text.normalize('NFC')].length;
