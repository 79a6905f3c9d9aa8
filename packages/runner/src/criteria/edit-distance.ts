const BITS = 32;

/**
 * The Levenshtein distance of two texts: the fewest characters (code points) to insert, delete or
 * replace. 32 rows of the table are computed at a time, as in G. Myers, "A fast bit-vector algorithm
 * for approximate string matching based on dynamic programming", J. ACM 46 (1999), in the form of
 * H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
 * @returns a whole number from 0 to the length of the longer text
 */
export function editDistance(one: string, other: string): number {
  if (one === other) return 0;
  const [pattern, text] = ordered(codePoints(one), codePoints(other));
  if (pattern.length === 0) return text.length;
  const blocks = Math.ceil(pattern.length / BITS);
  const places = placesOf(pattern, blocks);
  const nowhere = new Int32Array(blocks);
  const rising = new Int32Array(blocks).fill(-1);
  const falling = new Int32Array(blocks);
  const lastBit = 1 << ((pattern.length - 1) % BITS);
  let distance = pattern.length;
  for (const character of text) {
    const equal = places.get(character) ?? nowhere;
    // Above the table's first row each column is one more than the one before.
    let risesIn = 1;
    let fallsIn = 0;
    for (let block = 0; block < blocks; block += 1) {
      const pv = rising[block] ?? 0;
      const mv = falling[block] ?? 0;
      const eq = equal[block] ?? 0;
      const xv = eq | mv;
      const eqIn = eq | fallsIn;
      const xh = (((eqIn & pv) + pv) ^ pv) | eqIn;
      let ph = mv | ~(xh | pv);
      let mh = pv & xh;
      if (block === blocks - 1) {
        if ((ph & lastBit) !== 0) distance += 1;
        if ((mh & lastBit) !== 0) distance -= 1;
      }
      const risesOut = ph >>> (BITS - 1);
      const fallsOut = mh >>> (BITS - 1);
      ph = (ph << 1) | risesIn;
      mh = (mh << 1) | fallsIn;
      rising[block] = mh | ~(xv | ph);
      falling[block] = ph & xv;
      risesIn = risesOut;
      fallsIn = fallsOut;
    }
  }
  return distance;
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** The shorter one first: its length decides about the memory. */
function ordered(one: number[], other: number[]): [number[], number[]] {
  return one.length <= other.length ? [one, other] : [other, one];
}

/** For each character the places where it stands, as bits. */
function placesOf(pattern: readonly number[], blocks: number): Map<number, Int32Array> {
  const places = new Map<number, Int32Array>();
  for (const [index, character] of pattern.entries()) {
    let bits = places.get(character);
    if (bits === undefined) {
      bits = new Int32Array(blocks);
      places.set(character, bits);
    }
    const block = Math.floor(index / BITS);
    bits[block] = (bits[block] ?? 0) | (1 << (index % BITS));
  }
  return places;
}
