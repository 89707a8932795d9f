/** Long acts of tests: prepared and written on the spot, by the book's own connection. */
import type { Context, Writer } from '../../main/context';

export function writerOn(book: Context['book']): Writer {
  return {
    async *act(act, input, saved) {
      const output = (yield* act.run(book, input))(() => {});
      saved(output);
      return output;
    },
  };
}
