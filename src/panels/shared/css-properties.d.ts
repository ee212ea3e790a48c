import "react";

declare module "react" {
  /** Custom properties may be set through `style`, as CSS allows. */
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
