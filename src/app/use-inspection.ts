import { useEffect, useState } from "react";
import type { Answer, InspectionName, Question } from "../simulation/index.ts";
import { useServices } from "./services-context.ts";

/**
 * The answer to a question about the world, asked again whenever `version` changes (`world.version`, `world.lines.length`, …). The
 * answer before stays until the next has come; undefined before the first, and where there is no question.
 */
export function useInspection<Name extends InspectionName>(
  question: Question<Name> | undefined,
  version: number | string,
): Answer<Name> | undefined {
  const { inspect } = useServices();
  const [answer, setAnswer] = useState<Answer<Name>>();
  const asked = JSON.stringify([question ?? null, version]);
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const [wanted]: [Question<Name> | null] = JSON.parse(asked);
      const next = wanted === null ? undefined : await inspect<Name>(wanted);
      if (isCurrent && (next !== undefined || wanted === null)) setAnswer(next);
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [inspect, asked]);
  return answer;
}
