/** The style that matters, held on every source; and each rule shown samples that break it and samples that do not. */
import { describe, expect, it } from 'vitest';
import { bans, callRules } from './rules-calls';
import {
  fileLength,
  functionLength,
  importExtension,
  kebabCase,
  noAwaitInTransaction,
  noBarrel,
  noDefaultExport,
  saysWhy,
  tellingNames,
  wordsInLocales,
} from './rules-shape';
import { noLooseEnd, noMachinePath, noReal, singularTables, strictTables } from './rules-text';
import { asOnlyFromOutside, noAny } from './rules-types';
import { allSources, type Finding, type Rule, sourceOf } from './source';
import { samples } from './tidy-samples';

const named: Readonly<Record<string, Rule>> = {
  'file-length': fileLength,
  'function-length': functionLength,
  'telling-names': tellingNames,
  'kebab-case': kebabCase,
  'no-barrel': noBarrel,
  'no-default-export': noDefaultExport,
  'says-why': saysWhy,
  'import-extension': importExtension,
  'no-await-in-transaction': noAwaitInTransaction,
  'words-in-locales': wordsInLocales,
  'no-any': noAny,
  'as-only-from-outside': asOnlyFromOutside,
  'strict-tables': strictTables,
  'no-real': noReal,
  'singular-tables': singularTables,
  'no-machine-path': noMachinePath,
  'no-loose-end': noLooseEnd,
  ...Object.fromEntries(bans.map((ban, index) => [ban.rule, callRules[index] ?? (() => [])])),
};

/** The rules' own samples are full of what the rules forbid. */
const aboutWords = new Set([...bans.map((ban) => ban.rule), 'strict-tables', 'no-real', 'no-loose-end']);
const isSampleOf = (rule: string, path: string) => path.startsWith('test/architecture/') && aboutWords.has(rule);

const shown = (found: readonly Finding[]) => found.map((one) => `${one.path}:${one.line} ${one.what}`);

describe('every source', () => {
  const sources = allSources();
  it('is read', () => {
    expect(sources.filter((source) => source.ast !== null).length).toBeGreaterThan(100);
    expect(sources.some((source) => source.path.endsWith('.sql'))).toBe(true);
  });
  it.each(Object.entries(named))('keeps to %s', (name, rule) => {
    expect(shown(sources.filter((source) => !isSampleOf(name, source.path)).flatMap(rule))).toEqual([]);
  });
});

describe('each rule', () => {
  it.each(Object.entries(named))('%s reports its bad samples and no good one', (name, rule) => {
    const { bad, good } = samples[name] ?? { bad: [], good: [] };
    expect(bad.length).toBeGreaterThan(0);
    for (const one of bad) {
      const found = rule(sourceOf(one.path, one.text));
      expect(found, one.text.slice(0, 200)).not.toEqual([]);
      expect(found[0]).toMatchObject({ rule: name, path: one.path });
    }
    for (const one of good) expect(shown(rule(sourceOf(one.path, one.text)))).toEqual([]);
  });
  it('has samples, and every sample a rule', () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(named).sort());
  });
});
