/** What installed plugins of the command line bring. */
export interface Plugins {
  /** What their hooks gave as criteria, unchecked: as `defineCriterion` makes them. */
  criteria: readonly unknown[];
  /** Their folders, by the names of their packages. */
  packages: ReadonlyMap<string, string>;
}

/** There are none. */
export const NO_PLUGINS: Plugins = { criteria: [], packages: new Map() };
