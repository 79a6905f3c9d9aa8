/**
 * Puts off making what most processes never ask for, such as the tables of a detector: importing
 * the package and the first call stay cheap.
 *
 * @param make - called once, when it is asked for for the first time
 */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
