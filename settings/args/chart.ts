/** Where a Helm chart comes from. */
export interface ChartArgs {
  /**
   * Repository URL, `oci://` reference or path of a local `.tgz`, to use a mirror instead of the upstream source that
   * components/versions.ts names.
   * @pattern ^(https://|oci://|\.{0,2}/).+$
   * @maxLength 500
   */
  source?: string;
}
