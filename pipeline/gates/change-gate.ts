import { versions } from "../../components/versions";
import { writtenArgs } from "../../plan/written-args";
import { examineChange } from "../../settings/changes/changes";
import { examine } from "../../settings/door";
import type { Finding } from "../../settings/finding";
import type { PolicyResource } from "../../policy/policy";
import type { Step } from "../steps";
import type { Gate } from "./gate";

/** What going from the settings that are deployed to the new ones would lose: the rules of `check --previous`. */
export const changeGate: Gate = {
  name: "changes",
  check: ({ steps, allowReplace }) =>
    steps.flatMap(changeFindings).filter(({ rule }) => !allowReplace.includes(rule)),
};

function changeFindings({ previous, next }: Step): Finding[] {
  if (previous === undefined || next === undefined) return [];
  const [before, after] = [settingsOf(previous), settingsOf(next)];
  if (before === undefined || after === undefined) return [];
  return examineChange(before, after).map((finding) =>
    finding.severity === "error"
      ? { ...finding, fix: `${finding.fix}, or accept it by --allow-replace ${finding.rule}` }
      : finding,
  );
}

/** Settings of earlier versions of this package may not pass today's door: then there is nothing to compare. */
function settingsOf(resource: PolicyResource): ReturnType<typeof examine<unknown>>["settings"] {
  const [args] = writtenArgs(resource);
  return args === undefined ? undefined : examine<unknown>(args, versions).settings;
}
