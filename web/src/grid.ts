// Walking the cards of a board by arrow keys, as columns of a given length.

export interface Place {
  readonly column: number;
  readonly row: number;
}

/**
 * The place that an arrow key leads to. Left and right skip empty columns and stay as near to the row as the column
 * is long; at the edges the place stays.
 */
export function walk(lengths: readonly number[], from: Place, key: string): Place {
  switch (key) {
    case "ArrowUp":
      return { ...from, row: Math.max(0, from.row - 1) };
    case "ArrowDown":
      return { ...from, row: Math.min((lengths[from.column] ?? 1) - 1, from.row + 1) };
    case "ArrowLeft":
      return sideways(lengths, from, -1);
    case "ArrowRight":
      return sideways(lengths, from, 1);
    case "Home":
      return { ...from, row: 0 };
    case "End":
      return { ...from, row: (lengths[from.column] ?? 1) - 1 };
    default:
      return from;
  }
}

function sideways(lengths: readonly number[], from: Place, step: number): Place {
  for (let column = from.column + step; column >= 0 && column < lengths.length; column += step) {
    const length = lengths[column] ?? 0;
    if (length > 0) return { column, row: Math.min(from.row, length - 1) };
  }
  return from;
}
