/** Whether an `http(s)://` address certainly or probably lies in the cluster or on this machine. */
export function isInsideCluster(address: string): boolean {
  const host = hostOf(address);
  if (!host.includes(".") || host === "localhost") return true;
  if (/\.svc$|\.svc\.|\.local$|\.internal$|\.localhost$/.test(host)) return true;
  if (/^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)) return true;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return false;
  // `prometheus.monitoring` is a name in the cluster; with a public ending it is none.
  const labels = host.split(".");
  return (
    labels.length === 2 &&
    !/^(ai|app|cloud|com|dev|io|me|net|org|tech|[a-z]{2})$/.test(labels[1] ?? "")
  );
}

/** The host of an address, without port. */
export function hostOf(address: string): string {
  return address
    .replace(/^[a-z]+:\/\//, "")
    .replace(/^[^@/]*@/, "")
    .replace(/[:/?].*$/, "")
    .toLowerCase();
}
