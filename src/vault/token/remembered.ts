/**
 * The last few results of a function that always makes the same of the same text. Two generations: when the younger
 * is full it becomes the elder, and the elder is gone, which costs less than to take leave of each one by itself.
 */
export class Remembered<Result> {
  private readonly limit: number;
  private readonly make: (text: string) => Result;
  private younger = new Map<string, Result>();
  private elder = new Map<string, Result>();

  /** `limit` is small, so that what is remembered costs the same however many texts there are. */
  constructor(limit: number, make: (text: string) => Result) {
    this.limit = limit;
    this.make = make;
  }

  of(text: string): Result {
    const known = this.younger.get(text);
    if (known !== undefined) return known;
    const result = this.elder.get(text) ?? this.make(text);
    if (this.younger.size >= this.limit) {
      this.elder = this.younger;
      this.younger = new Map();
    }
    this.younger.set(text, result);
    return result;
  }
}
