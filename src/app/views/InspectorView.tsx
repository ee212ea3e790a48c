import { useState } from "react";
import { InspectorPanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import type { AskedCheck } from "../store.ts";
import { useInspection } from "../use-inspection.ts";
import { useTokenActions } from "./use-token-actions.ts";

/** Made anew for each token, so that no answer about one is shown of another. */
export default function InspectorView() {
  const pickedKey = useApp((state) => state.pickedKey);
  return <OfToken key={pickedKey ?? ""} pickedKey={pickedKey} />;
}

function OfToken({ pickedKey }: { readonly pickedKey: string | undefined }) {
  const world = useApp((state) => state.world);
  const asked = useApp((state) => state.askedCheck);
  const [own, setOwn] = useState<{ readonly check: AskedCheck; readonly insteadOf: AskedCheck | undefined }>();
  const { inspect, copy } = useTokenActions();
  const isOwn = own !== undefined && own.insteadOf === asked;
  const check = isOwn ? own.check : asked;
  const version = `${world.tokens.version} ${world.lines.length} ${world.policies.length}`;
  const inspection = useInspection<"token">(
    pickedKey === undefined ? undefined : { about: "token", key: pickedKey },
    version,
  );
  const access = useInspection<"access">(
    pickedKey === undefined || check === undefined ? undefined : { about: "access", key: pickedKey, ...check },
    version,
  );
  const requests = useInspection<"token-requests">(
    pickedKey === undefined ? undefined : { about: "token-requests", key: pickedKey },
    world.version,
  );
  return (
    <InspectorPanel
      world={world}
      pickedKey={pickedKey}
      inspection={inspection}
      requests={requests}
      access={access}
      check={check}
      isSentHere={!isOwn && asked !== undefined}
      onCheck={(next) => setOwn({ check: next, insteadOf: asked })}
      onPick={inspect}
      onCopy={copy}
    />
  );
}
