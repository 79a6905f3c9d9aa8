import { ConfigurationError } from '@fluxloop/core/errors';

/** FluxLoop's own credentials are for the platform that issued them, and for nobody else. */
const FLUXLOOP_CREDENTIAL = /^FLUXLOOP_(?:TOKEN|API_KEY(?:_.*)?)$/i;
/** A shorter value turns up by chance; masking it would spoil ordinary text. */
const SHORTEST_MASKED = 4;

/**
 * Fills variables of the environment into what `fluxloop.yaml` says of an endpoint: `${NAME}`, or
 * `${NAME:-otherwise}`; `$${` stands for `${` itself. It remembers the values, so that they can be taken
 * out of whatever the endpoint says.
 */
export class EnvironmentReader {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #values = new Set<string>();

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  /**
   * @param where - the key in `fluxloop.yaml`, for the error
   * @throws ConfigurationError `variable_missing`, `variable_refused`
   */
  fill(written: string, where: string): string {
    return written.replace(
      /\$(\$\{)|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g,
      (_, escaped: string | undefined, name: string, otherwise: string | undefined) =>
        escaped ?? this.#valueOf(name, otherwise, where),
    );
  }

  /**
   * The value of a variable that is named alone.
   * @throws ConfigurationError `variable_missing`, `variable_refused`
   */
  variable(name: string, where: string): string {
    return this.#valueOf(name, undefined, where);
  }

  /** A text with the values of the variables taken out of it. */
  mask(text: string): string {
    let masked = text;
    for (const value of this.#values) masked = masked.replaceAll(value, '***');
    return masked;
  }

  #valueOf(name: string, otherwise: string | undefined, where: string): string {
    if (FLUXLOOP_CREDENTIAL.test(name)) {
      throw new ConfigurationError(
        'variable_refused',
        `${where} asks for ${name}: a credential of FluxLoop is sent to no agent.`,
        { hint: 'Name a variable of the agent.' },
      );
    }
    const value = this.#env[name]?.trim();
    if (value === undefined || value === '') {
      if (otherwise !== undefined) return otherwise;
      throw new ConfigurationError(
        'variable_missing',
        `${where} needs the variable ${name}, which is not set.`,
        { hint: `Set it: export ${name}=…` },
      );
    }
    if (value.length >= SHORTEST_MASKED) {
      this.#values.add(value);
      // As it stands in an address.
      this.#values.add(encodeURIComponent(value));
    }
    return value;
  }
}
