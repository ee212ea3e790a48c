/** `audit`: the devices that write down every request and every answer, and the headers that they write with them. */
import { quoteGo, type Json } from "../../../lib/index.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { mountPathOf } from "./mount-paths.ts";
import type { SysServices } from "./services.ts";

const knownTypes: ReadonlySet<string> = new Set(["file", "socket", "syslog"]);

export function auditPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "audit-hash/*path",
      fields: {
        path: { type: "string", description: "The device." },
        input: { type: "string", description: "The text." },
      },
      operations: { update: (_request, fields) => hash(services, fields.get("path"), fields.get("input")) },
      synopsis: "Shows what a device writes in place of a text.",
    },
    {
      path: "audit",
      operations: { read: () => list(services) },
      synopsis: "Lists the audit devices.",
    },
    {
      path: "audit/+path",
      fields: {
        path: { type: "string", description: "The device's name." },
        type: { type: "string", description: 'The type of the device, such as "file".' },
        description: { type: "string", description: "Words for people." },
        options: { type: "kvPairs", description: 'Options of the type, such as "file_path".' },
        local: { type: "bool", description: "Kept to this cluster, where there are several." },
      },
      operations: {
        update: (_request, fields) => enable(services, fields),
        delete: (_request, fields) => disable(services, fields.get("path")),
      },
      synopsis: "Enables or disables an audit device.",
    },
    ...headerPaths(services),
  ];
}

function headerPaths(services: SysServices): PathDeclaration[] {
  const { audit } = services;
  return [
    {
      path: "config/auditing/request-headers",
      operations: { read: () => response({ headers: { ...audit.headers() } }) },
      synopsis: "Lists the request headers that audit devices write down.",
    },
    {
      path: "config/auditing/request-headers/+header",
      fields: {
        header: { type: "string", description: "The header's name." },
        hmac: { type: "bool", description: "Whether its values are hashed." },
      },
      operations: {
        read: (_request, fields) => readHeader(services, fields.get("header")),
        update: (_request, fields) => {
          audit.setHeader(fields.get("header"), fields.get("hmac"));
          return undefined;
        },
        delete: (_request, fields) => {
          audit.removeHeader(fields.get("header"));
          return undefined;
        },
      },
      synopsis: "Has audit devices write down a request header.",
    },
  ];
}

function readHeader(services: SysServices, header: string): Outcome {
  const setting = services.audit.headers()[header.toLowerCase()];
  return setting === undefined ? refusal("Could not find header in config") : response({ [header]: { ...setting } });
}

function list(services: SysServices): Outcome {
  const data: Record<string, Json> = {};
  for (const { path, type, description, options, local } of services.audit.list()) {
    data[path] = { path, type, description, options, local };
  }
  return response(data);
}

function hash(services: SysServices, path: string, input: string): Outcome {
  if (input === "") return refusal('the "input" parameter is empty');
  const device = mountPathOf(path);
  const hashed = services.audit.hash(device, input);
  return hashed === undefined ? refusal(`unknown audit backend ${quoteGo(device)}`) : response({ hash: hashed });
}

function enable(services: SysServices, fields: FieldData): Outcome {
  const sent = fields.get<string>("path");
  const path = sent.endsWith("/") ? sent : `${sent}/`;
  if (path === "/") return refusal("backend path must be specified");
  const type = fields.get<string>("type");
  const options = fields.get<Readonly<Record<string, string>>>("options");
  const isTaken = services.audit.list().some((device) => device.path.startsWith(path) || path.startsWith(device.path));
  if (isTaken) return refusal("path already in use");
  if (!knownTypes.has(type)) return refusal(`unknown backend type: ${quoteGo(type)}`);
  if (type === "socket" && options["address"] === undefined) return refusal("address is required");
  if (type !== "file") return refusal(`the audit device "${type}" is not simulated; see docs/coverage.md`);
  const problem = services.audit.enable({
    path,
    type,
    options,
    description: fields.get("description"),
    local: fields.get("local"),
  });
  return problem === undefined ? undefined : refusal(problem);
}

function disable(services: SysServices, sent: string): Outcome {
  const path = sent.endsWith("/") ? sent : `${sent}/`;
  if (path === "/") return refusal("audit device path must be specified");
  services.audit.disable(path);
  return undefined;
}
