/** What a thread of long work may hold: it reads once what it reads. */
import type { ResourceLimits } from 'node:worker_threads';

/** Of what lives long, MB. Below 2 GB Node takes rubbish away when there is twice as much as before, above only at four times. */
const MOST_OLD = 2_000;

/** Of short-lived rubbish Node's own limit would hold 50 to 100 MB more. With less a workbook takes a third longer to make. */
export const readingLimits: ResourceLimits = { maxYoungGenerationSizeMb: 30, maxOldGenerationSizeMb: MOST_OLD };

/** An import of very many lines is as fast with less. */
export const writingLimits: ResourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: MOST_OLD };

/** Of the book's pages, KiB: a large cache of what is read once would only cost memory. */
export const READING_CACHE_KIB = 8_192;
