/** The standard normal distribution's 97.5 % point: 95 % lie between it and its negative. */
export const Z_975 = 1.959963984540054;
/** Its 95 % point. */
export const Z_950 = 1.6448536269514722;
/** Its 80 % point. */
export const Z_800 = 0.8416212335729143;

/** Student's t for few degrees of freedom, from 1 on, at 97.5 % (NIST/SEMATECH e-Handbook, 1.3.6.7.2). */
const T_975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/**
 * Student's t at 97.5 %. Beyond the table it is the expansion in powers of 1/degrees (Abramowitz and
 * Stegun, 26.7.5), which is off by less than 0.0001 there and needs the four basic operations only.
 * @param degrees - of freedom, a whole number from 1
 */
export function studentT975(degrees: number): number {
  const listed = T_975[degrees - 1];
  if (listed !== undefined) return listed;
  const z = Z_975;
  const z2 = z * z;
  const first = (z * (z2 + 1)) / 4;
  const second = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const third = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}
