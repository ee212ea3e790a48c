/** The last few results of a function that always makes the same of the same text. */
export class Remembered<Result> {
  private readonly limit: number;
  private readonly make: (text: string) => Result;
  private readonly results = new Map<string, Result>();

  /** `limit` is small, so that what is remembered costs the same however many texts there are. */
  constructor(limit: number, make: (text: string) => Result) {
    this.limit = limit;
    this.make = make;
  }

  of(text: string): Result {
    const known = this.results.get(text);
    if (known !== undefined) return known;
    const result = this.make(text);
    if (this.results.size >= this.limit) this.results.delete(this.results.keys().next().value ?? "");
    this.results.set(text, result);
    return result;
  }
}
