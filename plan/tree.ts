import type { PlannedResource } from "./recording-monitor";

/** The tree of resources, as `pulumi preview` would show it: one line for each, `+ type name`. */
export function treeLines(resources: readonly PlannedResource[], stack: string): string[] {
  const children = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const siblings = children.get(resource.parent) ?? [];
    siblings.push(resource);
    children.set(resource.parent, siblings);
  }
  const rows: [string, string, string][] = [["", "pulumi:pulumi:Stack", stack]];
  const visit = (parent: string, indent: string): void => {
    const siblings = children.get(parent) ?? [];
    siblings.forEach((resource, i) => {
      const last = i === siblings.length - 1;
      const remote = resource.options.remote === true ? "  (its children appear at preview)" : "";
      rows.push([
        `${indent}${last ? "└─ " : "├─ "}`,
        shortType(resource.type),
        resource.name + remote,
      ]);
      visit(resource.urn, `${indent}${last ? "   " : "│  "}`);
    });
  };
  visit("", "");
  const width = Math.max(...rows.map(([indent, type]) => indent.length + type.length));
  return rows.map(([indent, type, name]) => ` +  ${(indent + type).padEnd(width)}  ${name}`);
}

/** `aws:eks/nodeGroup:NodeGroup` -> `aws:eks:NodeGroup`, as Pulumi's own display does. */
function shortType(type: string): string {
  const [provider, module, name] = type.split(":");
  const path = module?.split("/") ?? [];
  const repeated = path.length > 1 && path.at(-1)?.toLowerCase() === name?.toLowerCase();
  return [provider, repeated ? path.slice(0, -1).join("/") : module, name].join(":");
}
