/** A mount's declaration, made ready to answer: the first path that matches, its fields, its operation. */
import type { Json } from "../../lib/index.ts";
import { addNotices, addWarning, failure, refusal, response } from "../logical/outcomes.ts";
import type { Notice } from "../inspect/notice.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../logical/types.ts";
import { readFields, type RequestFields } from "./field-data.ts";
import { backendHelp, pathHelp } from "./help.ts";
import { matchesAnyPattern, compilePathPatterns, type PathPatterns } from "./path-patterns.ts";
import { compilePathTemplate, type PathMatcher } from "./path-template.ts";
import type { BackendDeclaration, PathDeclaration } from "./types.ts";

interface CompiledPath {
  readonly declaration: PathDeclaration;
  readonly match: PathMatcher;
}

interface MatchedPath {
  readonly path: CompiledPath;
  readonly captures: Readonly<Record<string, string>>;
}

/** What the existence check says: whether there is one, and its answer. */
export type Existence =
  | { readonly checked: false }
  | { readonly checked: true; readonly exists: boolean }
  | LogicalFailure;

const writes: ReadonlySet<string> = new Set(["update", "create", "patch"]);

export const unsupportedPath = (notice?: Notice): LogicalFailure => failure("unsupported path", 404, notice);
export const unsupportedOperation = (notice?: Notice): LogicalFailure => failure("unsupported operation", 405, notice);

export class Backend {
  readonly declaration: BackendDeclaration;
  private readonly paths: readonly CompiledPath[];
  private readonly unauthenticated: PathPatterns;
  private readonly root: PathPatterns;

  constructor(declaration: BackendDeclaration) {
    this.declaration = declaration;
    this.paths = declaration.paths.map((path) => ({
      declaration: path,
      match: compilePathTemplate(path.path),
    }));
    this.unauthenticated = compilePathPatterns(declaration.unauthenticated);
    this.root = compilePathPatterns(declaration.root);
  }

  needsNoToken(path: string): boolean {
    return matchesAnyPattern(this.unauthenticated, path);
  }

  needsSudo(path: string): boolean {
    return matchesAnyPattern(this.root, path);
  }

  exists(request: MountRequest): Existence {
    const matched = this.find(request.path);
    if (matched?.path.declaration.exists === undefined) return { checked: false };
    const read = readFields(withCaptures(request.data, matched.captures), matched.path.declaration.fields);
    if ("error" in read) return refusal(read.error);
    const exists = matched.path.declaration.exists(request, read.fields);
    return typeof exists === "boolean" ? { checked: true, exists } : exists;
  }

  handle(request: MountRequest): Outcome {
    if (request.operation === "help" && request.path === "") return help(backendHelp(this.declaration));
    const matched = this.find(request.path);
    if (matched === undefined) {
      const { mountType, mountPoint } = request;
      return unsupportedPath({ kind: "no-such-path", mountType, mountPoint });
    }
    const { declaration } = matched.path;
    if (declaration.absent?.includes(request.operation) === true) return notSimulated(request);
    const handler = declaration.operations[request.operation];
    if (handler === undefined) {
      if (request.operation === "help") return help(pathHelp(declaration, request.path));
      const known = Object.keys(declaration.operations);
      return unsupportedOperation({ kind: "no-such-operation", operation: request.operation, known });
    }
    const read = readFields(withCaptures(request.data, matched.captures), declaration.fields);
    if ("error" in read) return refusal(`Field validation failed: ${read.error}`);
    return withFieldWarnings(handler(request, read.fields), request, matched, read.fields);
  }

  /** Renews or revokes what this mount issued. */
  handleLease(request: MountRequest): Outcome {
    const handler = request.operation === "renew" ? this.declaration.renew : this.declaration.revoke;
    return handler === undefined ? unsupportedOperation() : handler(request);
  }

  private find(path: string): MatchedPath | undefined {
    for (const candidate of this.paths) {
      if (candidate.declaration.leavesFolders === true && path.endsWith("/")) continue;
      const captures = candidate.match(path);
      if (captures !== undefined) return { path: candidate, captures };
    }
    return undefined;
  }
}

function notSimulated(request: MountRequest): LogicalFailure {
  return refusal(`"${request.operation}" on "${request.fullPath}" is not simulated; see docs/coverage.md`);
}

function help(text: string): Outcome {
  return response({ help: text, see_also: null, openapi: null });
}

function withCaptures(
  data: Readonly<Record<string, Json>>,
  captures: Readonly<Record<string, string>>,
): Readonly<Record<string, Json>> {
  for (const _ in captures) return { ...data, ...captures };
  return data;
}

/** A success says which of the things sent it did not know, and which the path overrode. */
function withFieldWarnings(
  answer: Outcome,
  request: MountRequest,
  matched: MatchedPath,
  fields: RequestFields,
): Outcome {
  if (answer?.ok === false || request.operation === "help") return answer;
  const { fields: known, takesArbitraryInput } = matched.path.declaration;
  let ignored: string[] | undefined;
  if (takesArbitraryInput !== true) {
    for (const name in request.data) {
      if (known === undefined || !Object.hasOwn(known, name)) (ignored ??= []).push(name);
    }
  }
  if (ignored !== undefined) {
    const names = ignored.toSorted();
    // An answer without a body has no room for a warning: Vault is silent then.
    if (answer === undefined) {
      if (writes.has(request.operation)) request.notices?.push({ kind: "unknown-parameters", names });
      return answer;
    }
    addWarning(answer, `Endpoint ignored these unrecognized parameters: [${names.join(" ")}]`);
    addNotices(answer, [{ kind: "unknown-parameters", names }]);
  }
  const replaced = Object.keys(matched.captures).filter(
    (name) => Object.hasOwn(request.data, name) && fields.raw[name] !== null,
  );
  if (answer !== undefined && replaced.length > 0) {
    addWarning(
      answer,
      `Endpoint replaced the value of these parameters with the values captured from the endpoint's path: [${replaced.join(" ")}]`,
    );
    addNotices(
      answer,
      replaced.map((name) => ({ kind: "overruled", name, by: "path" })),
    );
  }
  return answer;
}
