/** The stops of a terminal's tabulator. */
const STOP = 8;

const stopsOf = (length: number) => Math.floor(length / STOP) + 1;

/**
 * Lines whose columns begin at the same place, with tabulators between them, so that `cut` and `awk -F'\t'` can take them apart as
 * long as no cell is empty.
 */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (column < row.length - 1 ? stopsOf(row[column]?.length ?? 0) : 0))),
  );
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        if (column === row.length - 1) return cell;
        return cell + '\t'.repeat((widths[column] ?? 0) - stopsOf(cell.length) + 1);
      })
      .join('');
  return rows.map((row) => `${lineOf(row)}\n`).join('');
}
