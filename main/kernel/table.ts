/** What a table's column is, once: the list, its filter, its sort, the column picker and the CSV are drawn from it. */

export type ColumnKind = 'text' | 'time' | 'money' | 'status' | 'choice' | 'count' | 'flag';

export interface Column<Id extends string = string> {
  id: Id;
  kind: ColumnKind;
  sortable: boolean;
  /** Shown until the person chooses otherwise. */
  shown: boolean;
  /** In the CSV; the header is `csv`. */
  csv: string;
  /** Pixels at first. */
  width: number;
  /** 1 stays longest when the window narrows. */
  priority: 1 | 2 | 3 | 4 | 5;
}

export interface Sort<Id extends string = string> {
  column: Id;
  direction: 'asc' | 'desc';
}
