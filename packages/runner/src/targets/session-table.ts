/** What a {@link SessionTable} holds: it carries its own place in the table. */
export interface Tabled<T> {
  readonly id: string;
  nextInTable: T | null;
}

const BUCKETS = 64;

/**
 * Sessions by their ids. A Map would do, but for the garbage collector: of a map that things go in and out
 * of all the time, each table that it has outgrown keeps the next one alive, and all that went through it.
 */
export class SessionTable<T extends Tabled<T>> {
  readonly #buckets: (T | null)[] = Array.from({ length: BUCKETS }, () => null);
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  get(id: string): T | undefined {
    let one = this.#buckets[bucketOf(id)] ?? null;
    while (one !== null && one.id !== id) one = one.nextInTable;
    return one ?? undefined;
  }

  /** @param session - its id is that of no other */
  add(session: T): void {
    const bucket = bucketOf(session.id);
    session.nextInTable = this.#buckets[bucket] ?? null;
    this.#buckets[bucket] = session;
    this.#size += 1;
  }

  delete(id: string): void {
    const bucket = bucketOf(id);
    let before: T | null = null;
    let one = this.#buckets[bucket] ?? null;
    while (one !== null && one.id !== id) {
      before = one;
      one = one.nextInTable;
    }
    if (one === null) return;
    if (before === null) this.#buckets[bucket] = one.nextInTable;
    else before.nextInTable = one.nextInTable;
    one.nextInTable = null;
    this.#size -= 1;
  }

  /** All of them, as they are now. */
  all(): T[] {
    const all: T[] = [];
    for (const first of this.#buckets) {
      for (let one = first; one !== null; one = one.nextInTable) all.push(one);
    }
    return all;
  }
}

/** Ids differ at their end. */
function bucketOf(id: string): number {
  const last = id.length - 1;
  return (id.charCodeAt(last) + 10 * id.charCodeAt(last - 1)) % BUCKETS || 0;
}
