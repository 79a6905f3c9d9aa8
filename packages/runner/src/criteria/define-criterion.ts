import type { CustomFinding } from './custom-finding.js';
import type { CriterionInput } from './custom-input.js';

/**
 * Checks and completes what a scenario gives a criterion: any schema that follows Standard Schema, as
 * those of zod, valibot and arktype do.
 * @see https://standardschema.dev
 */
export interface CriterionSchema<Options> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Options> | Promise<SchemaResult<Options>>;
  };
}

/** What such a schema says of a value. */
type SchemaResult<Options> =
  | { readonly value: Options; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/** Judges one turn, or one case. */
export type CustomJudge = (input: CriterionInput) => CustomFinding | Promise<CustomFinding>;

/** A criterion of a user or a plugin. */
export interface CriterionDefinition<Options = unknown> {
  /** What it is called in messages, and, of a plugin, in scenarios: `politeness`. */
  name: string;
  /** What `create` may be given. Default: anything. */
  schema?: CriterionSchema<Options>;
  /**
   * Makes a judge of what a scenario gives; called once for each distinct use. What it throws is shown
   * as a mistake of the scenario.
   */
  create(options: Options): CustomJudge | Promise<CustomJudge>;
}

/**
 * Defines a criterion: for a file that a scenario names (`module: ./criteria/polite.ts`), or for a
 * plugin. It gives back what it is given, with types.
 */
export function defineCriterion<Options>(
  definition: CriterionDefinition<Options>,
): CriterionDefinition<Options> {
  return definition;
}
