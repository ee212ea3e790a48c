import { formatRfc3339 } from "../lib/index.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Go's time.RFC822 in UTC: `23 Nov 26 22:12 UTC`. */
export function formatRfc822(ns: bigint): string {
  const [year = "", month = "", day = "", hour = "", minute = ""] = formatRfc3339(ns).split(/[-T:]/);
  return `${day} ${months[Number(month) - 1] ?? ""} ${year.slice(-2)} ${hour}:${minute} UTC`;
}
