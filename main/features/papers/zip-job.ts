/** Many papers as one zip, with progress, one in memory at a time. */
import { job, type ReaderJob } from '../../db/reader';
import type { Db } from '../../db/sql';
import { pdfBytes, preparePapers } from '../../paper/write-pdf';
import { ZipFile } from '../../paper/zip';
import { writeInOneSnapshot } from '../export/writing';
import type { Written } from '../export/written';
import { type DescribedPaper, type PaperOrder, settingFor } from './paper-job';

export interface ZippedPaper extends Pick<DescribedPaper, 'language' | 'paper'> {
  /** Of the file in the zip, with its ending. Equal names get numbers. */
  name: string;
}

export interface ZippedPapers {
  total: number;
  /** Read once, in order. */
  papers: Iterable<ZippedPaper>;
  /** Asked after the last paper. */
  totals(): Written['totals'];
}

/** `name` is the job's own among all readings. Its rows are the papers. */
export function zipJob<Input extends PaperOrder>(
  name: string,
  describe: (db: Db, input: Input) => ZippedPapers,
): ReaderJob<Input, Written> {
  return job(
    name,
    (db, input: Input) =>
      writeInOneSnapshot(db, input, function* (own, file) {
        const zip = new ZipFile((bytes) => file.write(bytes), input.atMs);
        const { total, papers, totals } = describe(own, input);
        let rows = 0;
        for (const { name: entry, language, paper } of papers) {
          zip.add(entry, pdfBytes(paper(settingFor(own, input, language))));
          rows += 1;
          yield { phase: 'write', done: rows, total };
        }
        zip.finish();
        return { rows, totals: totals() };
      }),
    preparePapers,
  );
}
