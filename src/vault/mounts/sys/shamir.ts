/**
 * A key split into shares, so many of which give it back (Shamir). Byte by byte: the key's byte is what a polynomial over
 * GF(2⁸) is at 0, a share holds what it is at the share's own place, and that place comes last.
 */
import type { Random } from "../../../lib/index.ts";

/** Logarithms to the base 3, and powers of 3. */
const { logs, powers } = tables();

function tables(): { readonly logs: Uint8Array; readonly powers: Uint8Array } {
  const logs = new Uint8Array(256);
  const powers = new Uint8Array(255);
  let value = 1;
  for (let power = 0; power < 255; power++) {
    powers[power] = value;
    logs[value] = power;
    const doubled = value << 1;
    value ^= doubled > 255 ? doubled ^ 0x11b : doubled;
  }
  return { logs, powers };
}

function multiply(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return powers[((logs[left] ?? 0) + (logs[right] ?? 0)) % 255] ?? 0;
}

function divide(left: number, right: number): number {
  if (left === 0) return 0;
  return powers[((logs[left] ?? 0) - (logs[right] ?? 0) + 255) % 255] ?? 0;
}

export function splitKey(key: Uint8Array, count: number, threshold: number, random: Random): readonly Uint8Array[] {
  const places = shuffledPlaces(random).slice(0, count);
  const shares = places.map((place) => Uint8Array.from([...key, place]));
  for (const [index, secret] of key.entries()) {
    const polynomial = [secret, ...random.bytes(threshold - 1)];
    for (const share of shares) {
      const place = share[key.length] ?? 0;
      share[index] = polynomial.reduceRight((value, coefficient) => multiply(value, place) ^ coefficient, 0);
    }
  }
  return shares;
}

function shuffledPlaces(random: Random): number[] {
  const places = Array.from({ length: 255 }, (_, index) => index + 1);
  const draws = random.bytes(2 * places.length);
  for (let last = places.length - 1; last > 0; last--) {
    const draw = ((draws[2 * last] ?? 0) << 8) | (draws[2 * last + 1] ?? 0);
    const other = draw % (last + 1);
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
  return places;
}

/** Any bytes give some key; whether it is the right one is for the caller to see. */
export function combineShares(shares: readonly Uint8Array[]): Uint8Array | { readonly error: string } {
  const length = shares[0]?.length ?? 0;
  if (shares.some((share) => share.length !== length)) return { error: "all parts must be the same length" };
  const places = shares.map((share) => share[length - 1] ?? 0);
  if (new Set(places).size < places.length) return { error: "duplicate part detected" };
  // What each share counts for at 0, whatever it holds.
  const weights = places.map((place) =>
    places.reduce((weight, other) => (other === place ? weight : multiply(weight, divide(other, other ^ place))), 1),
  );
  return Uint8Array.from({ length: length - 1 }, (_, index) =>
    shares.reduce((sum, share, at) => sum ^ multiply(share[index] ?? 0, weights[at] ?? 0), 0),
  );
}
