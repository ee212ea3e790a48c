import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Services } from "./services.ts";
import type { AppState } from "./store.ts";

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error("useServices needs an App above it");
  return services;
}

export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useServices().store, select);
}
