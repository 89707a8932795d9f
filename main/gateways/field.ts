/** Looking into an answer of which nothing is sure yet. */

/** A field of whatever came; undefined when there is none. A list has none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** A text that is there and not empty; else null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
