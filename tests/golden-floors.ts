/**
 * How many steps of a recording must be the same, where not all can be. A number here only ever rises.
 *
 * 13-usage-errors, 42 of 44: step 25 prints the help of `vault policy`, whose prose is not ours to copy; step 38 prints the headers of
 * `-output-curl-string` in the order of a Go map, which is another one each time.
 */
export const floors: Readonly<Record<string, number>> = { "13-usage-errors": 42 };
