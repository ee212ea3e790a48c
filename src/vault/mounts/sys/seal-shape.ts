/** Into how many shares the unseal key is split, and how many of them open the server. */
export interface SealShape {
  readonly shares: number;
  readonly threshold: number;
}

export function whyNotThisSeal({ shares, threshold }: SealShape): string | undefined {
  if (shares < 1) return "shares must be at least one";
  if (threshold < 1) return "threshold must be at least one";
  if (shares > 1 && threshold === 1) return "threshold must be greater than one for multiple shares";
  if (shares > 255) return "shares must be less than 256";
  if (threshold > 255) return "threshold must be less than 256";
  return threshold > shares ? "threshold cannot be larger than shares" : undefined;
}
