import { versions } from "./versions";

/** A Helm chart of this platform, and where its makers publish it. */
interface Chart {
  name: string;
  repository: string;
  version: string;
}

/** KEDA. https://github.com/kedacore/charts */
export const kedaChart: Chart = {
  name: "keda",
  repository: "https://kedacore.github.io/charts",
  version: versions.keda,
};

/**
 * Arguments of a `helm.v3.Release` that say which chart: that of the makers, or the same from a mirror. A local `.tgz`
 * carries its version itself.
 */
export function chartReference({ name, repository, version }: Chart, source: string | undefined) {
  if (source === undefined || source.startsWith("https://")) {
    return { chart: name, version, repositoryOpts: { repo: source ?? repository } };
  }
  return source.startsWith("oci://") ? { chart: source, version } : { chart: source };
}
