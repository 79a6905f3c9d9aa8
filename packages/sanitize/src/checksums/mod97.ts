/**
 * Whether an IBAN in upper case without separators passes the MOD 97-10 check: its first four
 * characters moved to the end, letters read as 10 to 35, the number leaves 1 when divided by 97.
 *
 * @see ISO 13616-1 and ISO/IEC 7064 (MOD 97-10)
 */
export function passesMod97(iban: string): boolean {
  let remainder = 0;
  for (let i = 0; i < iban.length; i++) {
    const code = iban.charCodeAt((i + 4) % iban.length);
    remainder = code < 58 ? remainder * 10 + (code - 48) : remainder * 100 + (code - 55);
    remainder %= 97;
  }
  return remainder === 1;
}
