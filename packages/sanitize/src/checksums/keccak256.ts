/** Bytes that one permutation takes in: 200 without twice the digest. */
const RATE = 136;
const ROUNDS = 24;

/** Lanes are 64 bits: two numbers of 32 bits each, the low one first. */
interface Tables {
  /** The constants of step ι, two numbers a round. */
  readonly constants: Int32Array;
  /** How far step ρ rotates a lane, and where step π moves it. */
  readonly rotations: Int32Array;
  readonly targets: Int32Array;
}

let tables: Tables | undefined;

/** The tables of FIPS 202, sections 3.2.2, 3.2.3 and 3.2.5, from the rules there. */
function readTables(): Tables {
  if (tables !== undefined) return tables;
  const constants = new Int32Array(2 * ROUNDS);
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let j = 0; j < 7; j++) {
      const bit = (1 << j) - 1;
      if ((register & 1) !== 0) constants[2 * round + (bit >> 5)]! ^= 1 << (bit & 31);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
  }
  const rotations = new Int32Array(25);
  const targets = new Int32Array(25);
  let x = 1;
  let y = 0;
  for (let t = 0; t < 24; t++) {
    rotations[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  for (let lane = 0; lane < 25; lane++) {
    const row = Math.floor(lane / 5);
    targets[lane] = row + 5 * ((2 * (lane % 5) + 3 * row) % 5);
  }
  tables = { constants, rotations, targets };
  return tables;
}

/** A half of a lane that is rotated by 0 to 63 bits: `near` is that half, `far` the other one. */
function rotated(near: number, far: number, by: number): number {
  const bits = by & 31;
  const high = by < 32 ? near : far;
  const low = by < 32 ? far : near;
  return bits === 0 ? high : (high << bits) | (low >>> (32 - bits));
}

const columns = new Int32Array(10);
const moved = new Int32Array(50);

function permute(lanes: Int32Array): void {
  const { constants, rotations, targets } = readTables();
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < 10; i++) {
      columns[i] = lanes[i]! ^ lanes[i + 10]! ^ lanes[i + 20]! ^ lanes[i + 30]! ^ lanes[i + 40]!;
    }
    for (let i = 0; i < 10; i++) {
      const right = i < 8 ? i + 2 : i - 8;
      const turned = (columns[right]! << 1) | (columns[right ^ 1]! >>> 31);
      const mixed = columns[i < 2 ? i + 8 : i - 2]! ^ turned;
      for (let half = i; half < 50; half += 10) lanes[half]! ^= mixed;
    }
    for (let lane = 0; lane < 25; lane++) {
      const low = lanes[2 * lane]!;
      const high = lanes[2 * lane + 1]!;
      const to = 2 * targets[lane]!;
      moved[to] = rotated(low, high, rotations[lane]!);
      moved[to + 1] = rotated(high, low, rotations[lane]!);
    }
    for (let row = 0; row < 50; row += 10) {
      for (let i = 0; i < 10; i++) {
        const next = moved[row + (i < 8 ? i + 2 : i - 8)]!;
        const second = moved[row + (i < 6 ? i + 4 : i - 6)]!;
        lanes[row + i] = moved[row + i]! ^ (~next & second);
      }
    }
    lanes[0]! ^= constants[2 * round]!;
    lanes[1]! ^= constants[2 * round + 1]!;
  }
}

/**
 * The Keccak-256 digest of bytes, as Ethereum and Monero use it: SHA3-256 with the padding of the
 * submission, before the standard changed it.
 *
 * @param suffix - what the padding begins with: 1, or 6 for SHA3-256
 * @see FIPS 202, sections 3 and 4; https://keccak.team/files/Keccak-submission-3.pdf
 */
export function keccak256(message: Uint8Array, suffix = 1): Uint8Array {
  const padded = new Uint8Array((Math.floor(message.length / RATE) + 1) * RATE);
  padded.set(message);
  padded[message.length]! ^= suffix;
  padded[padded.length - 1]! ^= 0x80;
  const lanes = new Int32Array(50);
  const input = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let i = 0; i < RATE / 4; i++) lanes[i]! ^= input.getInt32(block + i * 4, true);
    permute(lanes);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i++) digest.setInt32(i * 4, lanes[i]!, true);
  return new Uint8Array(digest.buffer);
}
