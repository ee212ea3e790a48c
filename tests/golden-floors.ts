/** How many steps of a recording must be the same, where not all of them are yet. A number here only ever rises. */
export const floors: Readonly<Record<string, number>> = {};
