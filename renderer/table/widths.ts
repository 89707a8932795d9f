/** Which columns fit and how wide they are: first the growing ones shrink, then columns hide, the least important first. */
export interface WidthColumn {
  id: string;
  /** Pixels wished for. */
  width: number;
  /** Pixels below which it is not legible. */
  least: number;
  /** 1 stays longest. */
  priority: number;
  /** Takes what is left over. */
  grows: boolean;
}

export interface Fit {
  /** Pixels per shown column, in order. */
  widths: ReadonlyMap<string, number>;
  /** Ids that had no room. */
  hidden: readonly string[];
}

function sum(columns: readonly WidthColumn[], of: 'width' | 'least'): number {
  return columns.reduce((total, column) => total + column[of], 0);
}

/** Shares `room` whole pixels by `weights`, nothing lost; what does not divide goes to those who are furthest from their weight. */
function spread(weights: readonly number[], room: number): number[] {
  const whole = weights.reduce((total, weight) => total + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Math.floor((room * weight) / whole));
  const rest = room - shares.reduce((total, share) => total + share, 0);
  const owed = weights
    .map((weight, i) => ({ i, owed: (room * weight) / whole - (shares[i] ?? 0) }))
    .sort((a, b) => b.owed - a.owed);
  for (const { i } of owed.slice(0, rest)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

/** The columns that can stand in `room` pixels at their least width; of equal priority the last one goes first. */
function keepFitting(columns: readonly WidthColumn[], room: number): WidthColumn[] {
  const kept = [...columns];
  while (kept.length > 1 && sum(kept, 'least') > room) {
    let victim = kept.length - 1;
    for (let i = kept.length - 1; i >= 0; i--) {
      if ((kept[i]?.priority ?? 0) > (kept[victim]?.priority ?? 0)) victim = i;
    }
    kept.splice(victim, 1);
  }
  return kept;
}

export function fitColumns(columns: readonly WidthColumn[], room: number): Fit {
  const kept = keepFitting(columns, room);
  const hidden = columns.filter((column) => !kept.includes(column)).map((column) => column.id);
  const over = sum(kept, 'width') - room;
  const growing = kept.filter((column) => column.grows);
  const widths = new Map(kept.map((column) => [column.id, column.width]));
  if (over <= 0) {
    const shares = spread(
      growing.map((column) => column.width),
      -over,
    );
    for (const [i, column] of growing.entries()) widths.set(column.id, column.width + (shares[i] ?? 0));
    return { widths, hidden };
  }
  // Too wide: what each can give, the growing columns first.
  let missing = over;
  for (const group of [growing, kept.filter((column) => !column.grows)]) {
    const gives = group.map((column) => Math.max(0, column.width - column.least));
    const give = Math.min(
      missing,
      gives.reduce((total, part) => total + part, 0),
    );
    const shares = spread(gives, give);
    for (const [i, column] of group.entries()) widths.set(column.id, column.width - (shares[i] ?? 0));
    missing -= give;
  }
  return { widths, hidden };
}
