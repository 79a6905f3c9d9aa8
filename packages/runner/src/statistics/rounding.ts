const DECIMALS = 1e6;

/**
 * Six decimals, which is finer than any sample and coarser than what the arithmetic of two machines
 * may differ in: a figure is the same bytes wherever it is computed.
 */
export function rounded(value: number): number {
  // Adding 0 turns -0 into 0.
  return Math.round(value * DECIMALS) / DECIMALS + 0;
}
