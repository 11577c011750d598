import { compareVersions, versionNumbers } from "./keda-floors";

/**
 * First KEDA that subtracts expired records from the lag of a partition without committed offset (keda#7936, PR#7937);
 * until then the whole log end counts.
 */
const subtractsExpiredSince = versionNumbers("2.21.0");

export function countsExpiredRecords(kedaVersion: string): boolean {
  return compareVersions(versionNumbers(kedaVersion), subtractsExpiredSince) < 0;
}

/** Whether version `a` is above version `b`. */
export function isNewer(a: string, b: string): boolean {
  return compareVersions(versionNumbers(a), versionNumbers(b)) > 0;
}
