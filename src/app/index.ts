/** The page is entered through main.tsx; no layer imports this one. */
export type { Services } from "./services.ts";
