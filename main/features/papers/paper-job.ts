/** How any feature writes a paper: a job in a reader that sets it beside its final name, from one snapshot of the book. */
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import type { Db } from '../../db/sql';
import type { PaperDocument, PaperLanguage, PaperSetting } from '../../paper/document';
import { paperLanguageOf } from '../../paper/words';
import { type PaperMade, preparePapers, writePdf } from '../../paper/write-pdf';
import { writeInOneSnapshot } from '../export/writing';
import type { Written } from '../export/written';
import { paperHead } from './letterhead';

export interface PaperOrder {
  /** Where it is written until it is whole, and the name that failures tell. */
  part: string;
  target: string;
  /** UTC milliseconds; stands in the file's properties. */
  atMs: number;
  /** Left out: that of who gets it. */
  language?: PaperLanguage | undefined;
}

export interface DescribedPaper {
  /** Of who gets it, as a BCP 47 tag; null when it is not known. */
  language: string | null;
  /** Rows, as far as they can be told before; for the progress. */
  rows: number | null;
  paper(setting: PaperSetting): PaperDocument;
  /** Asked after the last row: what the log of exports tells of it. */
  totals(): Written['totals'];
}

/** Progress is told, and a cancel seen, every so many rows. */
const ROWS_A_STEP = 50;

/** `name` is the job's own among all readings. The file is left for `exportTo` to place. */
export function paperJob<Input extends PaperOrder>(
  name: string,
  describe: (db: Db, input: Input) => DescribedPaper,
): ReaderJob<Input, Written> {
  return job(
    name,
    (db, input: Input) =>
      writeInOneSnapshot(db, input, function* (own, file) {
        const described = describe(own, input);
        const paper = described.paper(settingFor(own, input, described.language));
        const made = yield* stepsOf(
          writePdf(paper, (bytes) => file.write(bytes)),
          described.rows,
        );
        return { rows: made.rows, totals: described.totals() };
      }),
    preparePapers,
  );
}

/** The setting of one paper: the book's letterhead, in the language that was asked for or that its reader speaks. */
export function settingFor(
  db: Db,
  { atMs, language }: Pick<PaperOrder, 'atMs' | 'language'>,
  theirs: string | null,
): PaperSetting {
  return { ...paperHead(db), language: language ?? paperLanguageOf(theirs), createdAtMs: atMs };
}

function* stepsOf(steps: Generator<number, PaperMade>, total: number | null): Generator<StepProgress, PaperMade> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (step.value % ROWS_A_STEP === 0) yield { phase: 'write', done: step.value, total };
  }
}
