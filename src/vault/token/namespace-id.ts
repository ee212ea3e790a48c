/** Ids of tokens, accessors and leases may end in a dot and the id of a namespace; here there is one namespace alone. */
const prefixes = ["hvb.", "hvs.", "b.", "s."];
const rootNamespace = "root";

export const noNamespace = "no namespace";

/** An id without what follows its last dot, and that. The dot of a token's prefix does not count. */
export function splitNamespace(id: string): { readonly id: string; readonly namespace: string } {
  const prefix = prefixes.find((candidate) => id.startsWith(candidate)) ?? id.slice(0, id.lastIndexOf("/") + 1);
  const dot = id.lastIndexOf(".");
  if (dot < prefix.length || dot === id.length - 1) return { id, namespace: "" };
  return { id: id.slice(0, dot), namespace: id.slice(dot + 1) };
}

/** Whether an id says that it is of a namespace that does not exist. */
export function isOfNoNamespace(id: string): boolean {
  const { namespace } = splitNamespace(id);
  return namespace !== "" && namespace !== rootNamespace;
}
