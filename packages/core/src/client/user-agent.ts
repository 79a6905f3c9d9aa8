import manifest from '../../package.json' with { type: 'json' };

/**
 * The `User-Agent` of a request (RFC 9110, section 10.1.5): who calls, the SDK, and what it runs on.
 *
 * @param caller - `fluxloop-cli/1.0.0`. Default: the SDK speaks for itself
 */
export function userAgent(caller?: string): string {
  const sdk = `fluxloop-core/${manifest.version}`;
  const system = `(node ${process.versions.node}; ${process.platform} ${process.arch})`;
  return caller === undefined ? `${sdk} ${system}` : `${caller} ${sdk} ${system}`;
}
