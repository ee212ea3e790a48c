import { X } from "lucide-react";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { counted, shortToken } from "../shared/format.ts";
import { heldText } from "../tokens/columns.ts";
import { PhraseText } from "../why/PhraseText.tsx";
import type { TokenView, World } from "../world.ts";
import { AddField } from "./AddField.tsx";
import { cellText, grantWords, PATHS_KEPT, whyPhrase } from "./matrix.ts";
import type { Grant, Holders } from "./matrix.ts";

export interface PolicyMatrixProps {
  readonly world: Pick<World, "identity" | "heldIn">;
  readonly holders: Holders;
  readonly paths: readonly string[];
  readonly onPaths: (paths: readonly string[]) => void;
  /** By token and path; undefined until it is known. */
  readonly grants: readonly (readonly Grant[])[] | undefined;
}

interface CellPlace {
  readonly token: TokenView;
  readonly path: string;
  readonly grant: Grant;
}

/** Live tokens against paths. A cell that is picked says which rule decides. */
export function PolicyMatrix({ world, holders, paths, onPaths, grants }: PolicyMatrixProps) {
  const [picked, setPicked] = useState<{ readonly key: string; readonly path: string }>();
  const nameOf = (token: TokenView) => heldText(world.heldIn, token.key) || shortToken(token.token);
  const cellOf = (at: number, path: string): CellPlace | undefined => {
    const token = holders.tokens[at];
    const grant = grants?.[at]?.[paths.indexOf(path)];
    return token && grant && { token, path, grant };
  };
  const pickedAt = holders.tokens.findIndex(({ key }) => key === picked?.key);
  const shown = picked && cellOf(pickedAt, picked.path);
  return (
    <div className="po-matrix">
      <AddField
        label="Another path"
        placeholder="another path, as secret/data/app"
        action="Add the path"
        onAdd={(text) => {
          const wanted = text.replace(/^(?:\/?v1)?\/+/, "");
          if (wanted !== "") onPaths([wanted, ...paths.filter((each) => each !== wanted)].slice(0, PATHS_KEPT));
          return wanted !== "";
        }}
      />
      <div className="po-scroll">
        <table>
          <caption className="pn-sr">What each live token may do on each path</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="pn-sr">Token</span>
              </th>
              {paths.map((path) => (
                <th key={path} scope="col" title={path}>
                  <span className="po-path">{path}</span>
                  <button
                    type="button"
                    className="pn-btn"
                    aria-label={`Take ${path} away`}
                    onClick={() => onPaths(paths.filter((each) => each !== path))}
                  >
                    <X size={12} strokeWidth={1.5} aria-hidden="true" />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {holders.tokens.map((token, at) => (
              <tr key={token.key}>
                <th scope="row" title={token.policies.join(", ")}>
                  <span className="po-holder">
                    <TokenGlyph token={token} size="chip" />
                    <span className="po-token">{nameOf(token)}</span>
                    {token.key === world.identity.tokenKey ? <span className="pn-tag">you</span> : null}
                  </span>
                </th>
                {paths.map((path, column) => {
                  const cell = cellOf(at, path);
                  const isPicked = picked?.key === token.key && picked.path === path;
                  const isStop = shown === undefined ? at === 0 && column === 0 : isPicked;
                  return (
                    <td key={path}>
                      {cell === undefined ? null : (
                        <button
                          type="button"
                          className={`po-cell${cell.grant.capabilities.length === 0 ? " is-none" : ""}`}
                          aria-pressed={isPicked}
                          tabIndex={isStop ? 0 : -1}
                          onClick={() => setPicked({ key: token.key, path })}
                          onKeyDown={onCellKey}
                        >
                          <span aria-hidden="true">{cellText(cell.grant)}</span>
                          <span className="pn-sr">{grantWords(cell.grant)}</span>
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {holders.more > 0 ? <p className="po-more">{`and ${counted(holders.more, "older token")}`}</p> : null}
      </div>
      <output className="po-why">
        {shown === undefined ? (
          "create, read, update, patch, delete, list, sudo. Pick a cell to see which rule decides."
        ) : (
          <>
            <b>{`${nameOf(shown.token)} on ${shown.path}: ${grantWords(shown.grant)}.`}</b>{" "}
            <PhraseText phrase={whyPhrase(shown.grant, shown.token, shown.path)} />
          </>
        )}
      </output>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrows go from cell to cell: all cells are one stop for Tab. */
function onCellKey(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const cell = event.currentTarget.closest("td");
  const row = cell?.parentElement;
  if (step === undefined || !(row instanceof HTMLTableRowElement) || cell === null) return;
  const body = row.parentElement;
  const goal = body?.children[[...body.children].indexOf(row) + step[0]]?.children[cell.cellIndex + step[1]];
  const button = goal?.querySelector<HTMLElement>("button.po-cell");
  event.preventDefault();
  button?.focus();
  button?.click();
}
