// oclif's own index also loads what a command never needs, at every start.
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';

export { Args, Flags };
