import { Hash, Play, Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { counted, timeOfDay } from "../shared/format.ts";
import { JsonView } from "../shared/JsonView.tsx";
import { RecordList, RecordRow, type RecordPlace } from "../shared/RecordList.tsx";
import { RecordDetail } from "../shared/RecordDetail.tsx";
import { TextField } from "../shared/TextField.tsx";
import type { Answer, AuditLine } from "../world.ts";
import { explainField } from "./fields.ts";
import { countText, ENABLING, filterPairs, hashCommand, selectPairs } from "./select.ts";
import type { AuditEntry, AuditPair } from "./select.ts";
import "./audit.css";

export type AuditDevices = Answer<"audit">["devices"];

export interface AuditPanelProps {
  readonly devices: AuditDevices;
  /** The lines that are kept, oldest first, and how many there were before them. */
  readonly lines: readonly AuditLine[];
  readonly gone: number;
  readonly onRun: (command: string) => void;
}

const NO_HEADS: readonly number[] = [];

/** The audit log, as its devices write it. */
export function AuditPanel({ devices, lines, gone, onRun }: AuditPanelProps) {
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<number>();
  const deferred = useDeferredValue(lines);
  const all = useMemo(() => selectPairs(deferred), [deferred]);
  const pairs = useMemo(() => filterPairs(all, text), [all, text]);
  const activeIndex = pairs.findIndex(({ number }) => number === picked);
  const pair = pairs[activeIndex];
  const severalFiles = new Set(all.map(({ file }) => file)).size > 1;
  if (devices.length === 0 && lines.length === 0) return <NoDevice onRun={onRun} />;
  return (
    <section className="pn rl au" aria-label="Audit">
      <Bar devices={devices} text={text} onText={setText} />
      <div className={pair === undefined ? "rl-body" : "rl-body is-split"}>
        <RecordList
          label="Audit entries"
          count={pairs.length}
          heads={NO_HEADS}
          activeIndex={activeIndex}
          onPick={(index) => setPicked(index === undefined ? undefined : pairs[index]?.number)}
          render={(place) => {
            const row = pairs[place.index];
            return row === undefined ? null : (
              <Row key={`${row.file} ${row.number}`} pair={row} place={place} showsFile={severalFiles} />
            );
          }}
          said={said(pairs, text)}
          gone={gone}
        />
        {pair === undefined ? null : (
          <Detail pair={pair} device={deviceOf(devices, pair)} onRun={onRun} onClose={() => setPicked(undefined)} />
        )}
      </div>
    </section>
  );
}

function said(pairs: readonly AuditPair[], text: string): string {
  if (pairs.length > 0) return countText(pairs);
  return text === "" ? "Nothing has been written yet." : "No entry matches.";
}

function deviceOf(devices: AuditDevices, { file }: AuditPair): string | undefined {
  return devices.find(({ options }) => options["file_path"] === file)?.path;
}

function NoDevice({ onRun }: { readonly onRun: (command: string) => void }) {
  return (
    <section className="pn au" aria-label="Audit">
      <div className="pn-empty">
        <p>No audit device. A device writes down every request and every answer, with their secrets hashed:</p>
        <ul className="au-commands">
          {ENABLING.map(({ command, why }) => (
            <li key={command}>
              <button type="button" className="text-button au-run" onClick={() => onRun(command)}>
                <Play size={14} strokeWidth={1.5} aria-hidden="true" />
                <code>{command}</code>
              </button>
              <span>{why}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface BarProps {
  readonly devices: AuditDevices;
  readonly text: string;
  readonly onText: (text: string) => void;
}

function Bar({ devices, text, onText }: BarProps) {
  return (
    <search className="rl-bar">
      <TextField
        label="Filter audit entries"
        placeholder="text, hash, or /path"
        icon={Search}
        text={text}
        onText={onText}
      />
      <ul className="au-devices" aria-label="Devices">
        {devices.length === 0 ? <li>no device is enabled now</li> : null}
        {devices.map(({ path, options }) => (
          <li key={path} title={`The device at ${path} writes ${options["file_path"]}`}>
            <span>{path}</span> <code>{options["file_path"]}</code>
          </li>
        ))}
      </ul>
    </search>
  );
}

interface RowProps {
  readonly pair: AuditPair;
  readonly place: RecordPlace;
  readonly showsFile: boolean;
}

function Row({ pair, place, showsFile }: RowProps) {
  const entry = pair.request ?? pair.response;
  if (entry === undefined) return null;
  const halves = pair.request === undefined ? "response only" : pair.response === undefined ? "request only" : "";
  return (
    <RecordRow place={place} className={pair.isRefused ? "is-refused" : ""}>
      <td className="au-time">{timeOfDay(entry.line.atMs)}</td>
      <td className="au-operation">{entry.operation}</td>
      <td className="rl-main" title={entry.path}>
        {entry.path}
      </td>
      <td className="rl-aside">
        {[halves, pair.isRefused ? "refused" : entry.who, showsFile ? pair.file : ""].filter(Boolean).join(", ")}
      </td>
    </RecordRow>
  );
}

interface DetailProps {
  readonly pair: AuditPair;
  readonly device: string | undefined;
  readonly onRun: (command: string) => void;
  readonly onClose: () => void;
}

function Detail({ pair, device, onRun, onClose }: DetailProps) {
  const { request, response } = pair;
  const entry = request ?? response;
  return (
    <RecordDetail
      label="Audit entry"
      title={
        <>
          {entry?.operation} <span>{entry?.path}</span>
        </>
      }
      action={
        device === undefined
          ? undefined
          : {
              name: "Hash my token",
              icon: Hash,
              title: "Ask the device for the hash of the token you use, in the terminal; look for it with the filter",
              act: () => onRun(hashCommand(device)),
            }
      }
      closeLabel="Close the entry"
      onClose={onClose}
    >
      <p className="rl-said">
        {`${counted(request && response ? 2 : 1, "line")} of ${pair.file}. A name that is underlined tells what it means.`}
      </p>
      {request ? <Entry title="Request" entry={request} /> : null}
      {response ? <Entry title="Response" entry={response} /> : null}
      {response === undefined ? <p className="rl-said">No response was written.</p> : null}
    </RecordDetail>
  );
}

function Entry({ title, entry }: { readonly title: string; readonly entry: AuditEntry }) {
  return (
    <>
      <h4>{title}</h4>
      {entry.line.written ? null : <p className="rl-said">This line could not be written.</p>}
      <JsonView text={entry.json} label={`${title} entry`} explain={explainField} />
    </>
  );
}
