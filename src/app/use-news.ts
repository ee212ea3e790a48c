import { useEffect, useRef, useState } from "react";
import type { LogItem, LogNews, ReadSoFar } from "../simulation/index.ts";

/** What has been read of a log: the latest answer, and all items that are kept. */
export interface Read<Item extends LogItem, News> {
  readonly latest: LogNews<Item> & News;
  readonly items: readonly Item[];
}

/**
 * Follows a log that the simulation keeps: asks for what is new whenever `version` changes, one question at a time. A log that went
 * another way (undo, a new session) is read again from where the ways part.
 */
export function useNews<Item extends LogItem, News>(
  ask: (read: ReadSoFar | undefined) => Promise<(LogNews<Item> & News) | undefined>,
  version: number,
): Read<Item, News> | undefined {
  const [read, setRead] = useState<Read<Item, News>>();
  const reader = useRef<{ items: readonly Item[]; wanted: number; isAsking: boolean }>({
    items: [],
    wanted: version,
    isAsking: false,
  });
  useEffect(() => {
    const { current } = reader;
    const askOn = async () => {
      let asked: number;
      do {
        asked = current.wanted;
        const last = current.items.at(-1);
        const news = await ask(last && { number: last.number, mark: last.mark });
        if (news === undefined) continue;
        current.items = joined(current.items, news);
        setRead({ latest: news, items: current.items });
      } while (asked !== current.wanted);
      current.isAsking = false;
    };
    current.wanted = version;
    if (current.isAsking) return;
    current.isAsking = true;
    void askOn();
  }, [ask, version]);
  return read;
}

/** What was read, without what is no longer kept or never happened, and with what is new. The same array where nothing changed. */
export function joined<Item extends LogItem>(before: readonly Item[], news: LogNews<Item>): readonly Item[] {
  const isSame = news.items.length === 0 && news.from === (before.at(-1)?.number ?? -1) + 1;
  if (isSame && (before[0]?.number ?? news.first) >= news.first) return before;
  const isGone = (number: number) => news.gaps.some(({ from, to }) => number >= from && number < to);
  const stays = ({ number }: Item) => number >= news.first && number < news.from && !isGone(number);
  return [...before.filter(stays), ...news.items];
}
